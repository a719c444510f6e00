"""The node: one DOM element to be, made by lowering."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tempest_core import Event, Widget

    from tempestweb.dom.style import CssRule

#: Turns the payload of a DOM event into the fields of a tempest-core event.
Decode = Callable[[Mapping[str, Any]], Mapping[str, Any]]

#: Shared by every node without attributes; never written to.
NO_ATTRIBUTES: Final[Mapping[str, str]] = {}

#: Shared by every node without children; never written to. A list of its own for each
#: leaf would be one more object for the garbage collector to walk.
NO_CHILDREN: Final[list[Node]] = []


class Listener:
    """What happens when a DOM event reaches a node: a handler prop of a widget.

    Args:
        widget: Whose handler it is.
        prop: The handler prop, which is set; such as `on_click`.
        decode: Makes the event's fields from the payload; None: they are the same.

    Attributes:
        widget: May be replaced by one that looks the same and has newer handlers.
    """

    __slots__ = ("_prop", "decode", "widget")

    # Every frame makes one per handler; what it knows is looked up when it is needed.
    def __init__(self, widget: Widget, prop: str, decode: Decode | None = None) -> None:
        self.widget = widget
        self._prop = prop
        self.decode = decode

    @property
    def handler(self) -> Callable[..., Any]:
        """The app's callable."""
        handler: Callable[..., Any] = getattr(self.widget, self._prop)
        return handler

    @property
    def event_type(self) -> type[Event]:
        """The tempest-core event it may ask for."""
        return self.widget.event_schemas[self._prop]

    @property
    def name(self) -> str:
        """The widget's name for it, such as `Button.on_click`; for diagnostics."""
        return f"{type(self.widget).__name__}.{self._prop}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes of an event that was for a widget itself.

    Attributes:
        calls: The handlers to call, each with the fields of its event.
        changed: Nodes that are to be lowered again, though their widgets are the same.
        focus: The node whose element gets the focus in the view of the event.
    """

    calls: Sequence[tuple[Listener, Mapping[str, Any]]] = ()
    changed: Sequence[Node] = ()
    focus: Node | None = None


#: What a widget makes of an event: the node, the payload, the view that sent it.
React = Callable[["Node", Mapping[str, Any], str], Reply]


class Reaction(Listener):
    """What happens when a DOM event is for the widget itself, and no handler's yet.

    Args:
        widget: Whose node it is.
        name: What it is for; for diagnostics.
        react: Looks at the event; may change the node's memory.
    """

    __slots__ = ("react",)

    def __init__(self, widget: Widget, name: str, react: React) -> None:
        super().__init__(widget, name)
        self.react = react


class Node:
    """One DOM element to be. Made by lowering, and not changed after it is live.

    (Its source and its listeners are: they do not show.)

    A node has text or children, never both. Attribute values are unescaped.

    Attributes:
        tag: The element's name, lower case.
        key: The user's stable name among siblings.
        text: The text inside; None where there are children, or neither.
        children: The nodes inside, in document order.
        attributes: All attributes but `class`, `data-key` and the `data-tw-` ones
            that the fields below stand for. An empty string is a bare attribute.
        class_name: The whole `class` attribute, the rule's name included.
        rule: The CSS rule that the class name refers to.
        listeners: By DOM event type.
        behaviour: The name of the client module that runs on the element.
        props: What the behaviour is told; a JSON object.
        source: The widget it was lowered from; None inside a widget's own markup.
        slots: The nodes of the widget's child widgets, where they are not `children`.
        id: Given when the node goes live; 0 before.
        memory: What the widget's lowering keeps from frame to frame in this place.
        is_stale: Whether that has changed, here or inside, since the last frame.
    """

    __slots__ = (
        "attributes",
        "behaviour",
        "children",
        "class_name",
        "id",
        "is_stale",
        "key",
        "listeners",
        "memory",
        "props",
        "rule",
        "slots",
        "source",
        "tag",
        "text",
    )

    def __init__(
        self,
        tag: str,
        class_name: str = "",
        *,
        text: str | None = None,
        children: list[Node] | None = None,
        attributes: Mapping[str, str] = NO_ATTRIBUTES,
        rule: CssRule | None = None,
        listeners: Mapping[str, Listener] | None = None,
        behaviour: str | None = None,
        props: Mapping[str, Any] | None = None,
        slots: list[Node] | None = None,
        key: str | None = None,
        memory: Any = None,
    ) -> None:
        self.tag = tag
        self.key = key
        self.text = text
        self.children = NO_CHILDREN if children is None else children
        self.attributes = attributes
        if rule is None:
            self.class_name = class_name
        else:
            self.class_name = f"{class_name} {rule.name}" if class_name else rule.name
        self.rule = rule
        self.listeners = listeners
        self.behaviour = behaviour
        self.props = props
        self.source: Widget | None = None
        self.slots: list[Node] = self.children if slots is None else slots
        self.id = 0
        self.memory = memory
        self.is_stale = False

    def with_children(self, children: list[Node]) -> Node:
        """Return the same node, not live, with other children, which are its slots."""
        twin = Node(
            self.tag,
            self.class_name,
            children=children,
            attributes=self.attributes,
            listeners=self.listeners,
            behaviour=self.behaviour,
            props=self.props,
            key=self.key,
        )
        twin.rule = self.rule
        return twin

    def copy(self) -> Node:
        """Return the same node, not live, with its own list of children."""
        twin = Node.__new__(Node)
        for name in Node.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.children = list(self.children)
        if self.slots is self.children:
            twin.slots = twin.children
        twin.id = 0
        return twin

    def walk(self) -> Iterator[Node]:
        """Yield this node and all in it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def __repr__(self) -> str:
        """Name the node for a person."""
        key = f" key={self.key!r}" if self.key is not None else ""
        return f"<Node {self.id} {self.tag}{key} of {type(self.source).__name__}>"
