"""Lowering: the table from widget types to functions, and the walk that uses it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import is_
from typing import Any, Final, Protocol

from tempest_core import Component, Theme, Widget

from tempestweb.dom.lower.describe import describe
from tempestweb.dom.lower.mending import mended
from tempestweb.dom.lower.unchanged import continues, is_unchanged, rebind
from tempestweb.dom.node import Decode, Listener, Node
from tempestweb.errors import DuplicateKeyError

logger = logging.getLogger(__name__)

#: Makes the node of one widget. The third argument is the node that the same place
#: had in the last frame, to be handed on to `Context.children` and `Context.child`.
Lowering = Callable[[Any, "Context", Node | None], Node]

_LOWERINGS: Final[dict[type[Widget], Lowering]] = {}

#: What was found for the types that were shown so far.
_found: Final[dict[type[Widget], Lowering]] = {}

#: Props that every widget has and that describe the element itself.
_COMMON: Final = frozenset({"semantics", "focusable", "focus_order", "tag", "attrs"})


def lowers(*widget_types: type[Widget]) -> Callable[[Lowering], Lowering]:
    """Register a function as the lowering of widget types and their subclasses."""

    def register(lowering: Lowering) -> Lowering:
        for widget_type in widget_types:
            _LOWERINGS[widget_type] = lowering
        # It may be for subclasses that were shown before.
        _found.clear()
        return lowering

    return register


class Tell(Protocol):
    """Takes attributes of what a component is made of; what it says itself wins."""

    def __call__(self, widget: Widget, **attributes: str) -> None:
        """Take the attributes of one of its widgets."""


#: Tells what the widget that a component is made of means, and those in it; may name a
#: behaviour for its node.
Say = Callable[[Any, Widget, Tell], str | None]

_says: Final[dict[type, Say]] = {}


def says(*component_types: type[Component]) -> Callable[[Say], Say]:
    """Register a function that says what components, and their subclasses, mean."""

    def register(say: Say) -> Say:
        for component_type in component_types:
            _says[component_type] = say
        return say

    return register


class Context:
    """What lowering one frame needs to know, and the walk itself.

    Attributes:
        theme: The app's theme, its mode resolved to light or dark.
        dark: Whether the frame is dark.
        address_of: Makes what a page can load of a picture's source.
    """

    __slots__ = ("_alike", "_made", "_told", "address_of", "dark", "theme")

    def __init__(
        self,
        theme: Theme,
        *,
        dark: bool = False,
        address_of: Callable[[str], str] = str,
    ) -> None:
        self.theme = theme
        self.dark = dark
        self.address_of = address_of
        # Made ahead of their parents in this frame; the widget is kept for its id.
        self._made: dict[int, tuple[Widget, Node]] = {}
        # Attributes of widgets that are to be lowered; kept likewise.
        self._told: dict[int, tuple[Widget, dict[str, str]]] = {}
        # A widget that is as in the last frame but for its children, and their nodes.
        self._alike: tuple[Widget, list[Node]] | None = None

    def lower(self, widget: Widget, previous: Node | None) -> Node:
        """Lower a widget; the very object of the last frame costs nothing.

        Args:
            widget: What the view returned for this place.
            previous: The live node of this place, or None.

        Raises:
            DuplicateKeyError: Two siblings somewhere inside have one key.
        """
        if previous is None:
            return self.make(widget, None)
        source = previous.source
        if source is widget and not previous.is_stale:
            return previous
        if source is None or type(source) is not type(widget):
            return self.make(widget, None)
        self._alike = None
        if (
            not previous.is_stale
            and id(widget) not in self._told
            and is_unchanged(source, widget)
        ):
            nodes = self._changed_children(widget, previous)
            if nodes is None:
                rebind(previous, widget)
                return previous
            if nodes and _COMMON.isdisjoint(widget.__pydantic_fields_set__):
                self._alike = widget, nodes
        node = self.make(widget, previous)
        if continues(previous, node):
            previous.source = widget
            return previous
        return node

    def _changed_children(self, widget: Widget, previous: Node) -> list[Node] | None:
        """Lower the children of an otherwise unchanged widget; None if those are too.

        The list is empty where their number differs.
        """
        if not widget.child_field_names:
            return None
        slots = previous.slots
        widgets = widget.child_nodes()
        if len(widgets) != len(slots):
            return []
        nodes = self.children(widgets, previous)
        if all(map(is_, nodes, slots)):
            return None
        # What was made here is not made again when the widget itself has to be.
        for child, node, slot in zip(widgets, nodes, slots, strict=True):
            if node is not slot:
                self._made[id(child)] = (child, node)
        return nodes

    def take_children(self, widget: Widget) -> list[Node] | None:
        """Return the nodes of its children, if nothing else of a widget has changed."""
        if self._alike is None or self._alike[0] is not widget:
            return None
        nodes = self._alike[1]
        # It may stand in a second place, where it gets nodes of its own.
        self._alike = None
        for child in widget.child_nodes():
            self._made.pop(id(child), None)
        return nodes

    def make(self, widget: Widget, previous: Node | None) -> Node:
        """Lower a widget that is not the very object of the last frame.

        Args:
            widget: What to lower.
            previous: The live node of this place, of whatever widget; its slots are
                the hints for this widget's children.
        """
        made = self._made.pop(id(widget), None) if self._made else None
        if made is not None:
            return made[1]
        widget_type = type(widget)
        lowering = _found.get(widget_type) or _find(widget_type)
        node = lowering(widget, self, previous)
        node.source = widget
        if self._told and id(widget) in self._told:
            _, attributes = self._told.pop(id(widget))
            node.attributes = {**node.attributes, **attributes}
        # A component was described already, but for what it says inside.
        is_described = lowering is _lower_component
        if not is_described and not _COMMON.isdisjoint(widget.__pydantic_fields_set__):
            describe(widget, node)
        return node

    def tell(self, widget: Widget, **attributes: str) -> None:
        """Take attributes of a widget that is lowered later; its own say more."""
        _, told = self._told.setdefault(id(widget), (widget, {}))
        told.update(attributes)

    def child(
        self, widget: Widget | None, previous: Node | None, slot: int = 0
    ) -> list[Node]:
        """Lower an optional single child: no node or one."""
        if widget is None:
            return []
        hint = None
        if previous is not None and slot < len(previous.slots):
            hint = previous.slots[slot]
        return [self.lower(widget, hint)]

    def children(self, widgets: Sequence[Widget], previous: Node | None) -> list[Node]:
        """Lower a list of children, reusing the live nodes of unchanged widgets."""
        if previous is None or not previous.slots:
            nodes = [self.lower(widget, None) for widget in widgets]
        elif (places := _changed_places(previous.slots, widgets)) is not None:
            nodes = list(previous.slots)
            for place in places:
                nodes[place] = self.lower(widgets[place], nodes[place])
            # The keys are those of the last frame, which were checked when they came.
            return nodes
        else:
            hints = _hints(previous.slots, widgets)
            nodes = [self.lower(w, h) for w, h in zip(widgets, hints, strict=True)]
        keys = [node.key for node in nodes if node.key is not None]
        if len(set(keys)) != len(keys):
            raise _duplicate(nodes)
        return nodes


def listeners(
    widget: Widget, name: str, dom_type: str, decode: Decode | None = None
) -> Mapping[str, Listener] | None:
    """Make the listeners of a widget with one handler prop; None when it is unset."""
    if getattr(widget, name) is None:
        return None
    return {dom_type: Listener(widget, name, decode)}


def always(fields: Mapping[str, Any]) -> Decode:
    """Make the decoding of an event whose element says it all: one entry of a list."""

    def decode(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return fields

    return decode


def _find(widget_type: type[Widget]) -> Lowering:
    for base in widget_type.__mro__:
        found = _LOWERINGS.get(base)
        if found is not None:
            break
    else:
        found = _lower_component if issubclass(widget_type, Component) else _placeholder
    _found[widget_type] = found
    return found


#: So few changed children may be taken for new ones in their places without a search
#: for where they stood before.
_FEW: Final = 8


def _changed_places(
    slots: Sequence[Node], widgets: Sequence[Widget]
) -> list[int] | None:
    """List the places of new objects, if the children are as before but for those.

    Returns:
        None where the number or the keys differ, or where objects changed places.
    """
    if len(slots) != len(widgets):
        return None
    places: list[int] = []
    for place, slot in enumerate(slots):
        widget = widgets[place]
        if slot.source is not widget or slot.is_stale:
            if slot.key != widget.key:
                return None
            places.append(place)
    if len(places) > _FEW:
        known = {id(slot.source) for slot in slots if not slot.is_stale}
        if not known.isdisjoint([id(widgets[place]) for place in places]):
            return None
    return places


def _hints(hints: Sequence[Node], widgets: Sequence[Widget]) -> list[Node | None]:
    """Choose each widget's live node; no node is given to two.

    The same object first, then the same key, then the same place.
    """
    by_widget = {id(hint.source): index for index, hint in enumerate(hints)}
    by_key = {hint.key: i for i, hint in enumerate(hints) if hint.key is not None}
    free = set(range(len(hints)))
    chosen: list[Node | None] = [None] * len(widgets)
    rest: list[int] = []
    for place, widget in enumerate(widgets):
        index = by_widget.get(id(widget))
        if index is not None and index in free:
            free.discard(index)
            chosen[place] = hints[index]
        else:
            rest.append(place)
    for place in rest:
        key = widgets[place].key
        index = place if key is None else by_key.get(key)
        if index is not None and index in free and hints[index].key == key:
            free.discard(index)
            chosen[place] = hints[index]
    return chosen


def _duplicate(nodes: Sequence[Node]) -> DuplicateKeyError:
    keys = [node.key for node in nodes]
    counts = Counter(key for key in keys if key is not None)
    ((key, _),) = counts.most_common(1)
    first = keys.index(key)
    second = keys.index(key, first + 1)
    return DuplicateKeyError(
        f"two siblings have the key {key!r}: {_name(nodes[first])} at place {first} "
        f"and {_name(nodes[second])} at place {second}",
        "Give each child of one parent a key of its own.",
    )


def _name(node: Node) -> str:
    """Name a node as its author would: the widget, and the text it shows."""
    text = next((n.text for n in node.walk() if n.text), "")
    name = type(node.source).__name__
    return f"{name} {text[:30]!r}" if text else name


def _lower_component(
    component: Component, context: Context, previous: Node | None
) -> Node:
    root = mended(component, context.theme)
    say = next((s for s in map(_says.get, type(component).__mro__) if s), None)
    behaviour = None if say is None else say(component, root, context.tell)
    node = context.make(root, previous)
    if behaviour is not None:
        node.behaviour = behaviour
        node.props = {}
    # The root's own key is only the component's name when the user gave none, and
    # two unkeyed badges in a row are no mistake.
    node.key = component.key
    if not _COMMON.isdisjoint(component.model_fields_set):
        # What its own widgets already say of themselves is the component's choice.
        given = {id(widget) for widget in _widgets_in(component.__dict__)}
        describe(component, node, leave=_said_by(node, given))
    return node


def _widgets_in(value: object) -> Iterator[Widget]:
    """Find the widgets that an app gave a component, wherever it keeps them."""
    if isinstance(value, Widget):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _widgets_in(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _widgets_in(inside)


def _said_by(node: Node, given: AbstractSet[int]) -> set[str]:
    """Name what the widgets of a node say, but for those with an id in `given`."""
    source = node.source
    if id(source) in given:
        return set()
    said = set().union(*(_said_by(child, given) for child in node.children))
    if source is None:
        return said
    names = _COMMON & source.model_fields_set
    return said | {name for name in names if _is_set(getattr(source, name))}


def _is_set(value: object) -> bool:
    # Of attributes a class alone is a look; others can be added to it.
    if isinstance(value, Mapping):
        return not value.keys() <= {"class"}
    return value is not None


_warned: Final[set[str]] = set()


def _placeholder(widget: Widget, context: Context, previous: Node | None) -> Node:
    name = type(widget).__name__
    if name not in _warned:
        _warned.add(name)
        logger.warning(
            "tempestweb.placeholder: %s cannot be shown yet, a placeholder is", name
        )
    children = context.children(widget.child_nodes(), previous)
    label = Node("span", "tw-placeholder-label", text=name)
    return Node(
        "div",
        "tw-placeholder",
        children=[label, *children],
        slots=children,
        attributes={"data-tw-placeholder": name},
        key=widget.key,
    )
