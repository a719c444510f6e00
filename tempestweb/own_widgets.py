"""Widgets of an app's own: `lowers` tells how one looks and what it reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from tempest_core import Theme, Widget

from tempestweb.dom import lower
from tempestweb.dom.lower.context import always
from tempestweb.dom.lower.describe import misplaced
from tempestweb.dom.node import Decode, Listener, Node
from tempestweb.dom.own_sheet import OwnSheet, own_rule, parse_own_sheet
from tempestweb.errors import AppError
from tempestweb.modules import register_module

WidgetT = TypeVar("WidgetT", bound=Widget)

#: Makes the node of one widget.
Look = Callable[[WidgetT, "Maker"], Node]

#: An attribute's value: True is a bare attribute, None and False are none.
Attribute = str | float | bool | None

_TAG: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

#: Elements that run, load or change more than themselves.
_REFUSED: Final = frozenset(
    (
        *("base", "embed", "frame", "frameset", "html", "iframe", "link", "meta"),
        *("noscript", "object", "script", "style", "template"),
    )
)


def lowers(
    *widget_types: type[WidgetT],
    behaviour: str | Path | None = None,
    css: str | Path | None = None,
) -> Callable[[Look[WidgetT]], Look[WidgetT]]:
    """Show widgets of these types, and of their subclasses, as a function says.

    The function gets the widget and a `Maker`, and returns a node that it made. It is
    called when the widget may have changed, so it should look at nothing else.

    Args:
        widget_types: Subclasses of tempest-core's `Widget`.
        behaviour: A JavaScript module for what HTML alone cannot do; see
            docs/own-widgets.md. A path from the folder of the function's file, or the
            module's text, if there is a line break in it.
        css: A style sheet, as `behaviour` is given. Its selectors find only what is
            inside of the widget; `&` is its own element.

    Raises:
        AppError: A file is missing, or is not what it should be; or a type is not one
            of widgets.
    """
    for widget_type in widget_types:
        if not (isinstance(widget_type, type) and issubclass(widget_type, Widget)):
            raise AppError(
                f"lowers takes classes of widgets, not {widget_type!r}",
                "Write @lowers(MyWidget), where MyWidget is a subclass of Widget.",
            )

    def register(look: Look[WidgetT]) -> Look[WidgetT]:
        module: str | None = None
        sheet = OwnSheet("", "")
        if behaviour is not None:
            module = register_module(*_read(behaviour, look, "behaviour"))
        if css is not None:
            name, text = _read(css, look, "css")
            sheet = parse_own_sheet(text, name)

        @lower.lowers(*widget_types)
        def lowering(
            widget: WidgetT, context: lower.Context, previous: Node | None
        ) -> Node:
            maker = Maker(widget, context, previous, module)
            return maker.finish(look(widget, maker), sheet)

        return look

    return register


class Maker:
    """Makes the nodes of one widget, for the function that `lowers` was given.

    Args:
        widget: The widget.
        context: Lowers its children.
        previous: The live node of its place, if there is one.
        behaviour: The name of its behaviour, if it has one.

    Attributes:
        theme: The app's theme; `--tw-primary` and the like are its colours in CSS.
        dark: Whether the app is dark.
    """

    def __init__(
        self,
        widget: Widget,
        context: lower.Context,
        previous: Node | None,
        behaviour: str | None,
    ) -> None:
        self.theme: Theme = context.theme
        self.dark: bool = context.dark
        self._widget = widget
        self._behaviour = behaviour
        self._has_behaviour = False
        self._widgets = widget.child_nodes()
        self._slots = context.children(self._widgets, previous)

    def node(
        self,
        tag: str,
        class_name: str = "",
        *,
        text: str | None = None,
        children: Sequence[Node] = (),
        attributes: Mapping[str, Attribute] | None = None,
        events: Mapping[str, str | Listener | None] | None = None,
        props: Mapping[str, Any] | None = None,
    ) -> Node:
        """Make one element.

        Args:
            tag: Its name.
            class_name: Its `class`, such as `star is-full`.
            text: What stands in it; nodes or text, not both.
            children: What is in it.
            attributes: All others. Numbers become text.
            events: By the type of the DOM event, or of one that the behaviour reports:
                the name of a handler prop, or what `event` returns.
            props: What the behaviour is told, as JSON; it runs on the element that has
                props, or else on the outermost.

        Raises:
            AppError: This cannot be an element.
        """
        if _TAG.fullmatch(tag) is None or tag.lower() in _REFUSED:
            raise self._error(
                f"made an element {tag!r}",
                "It cannot be in a widget; use another one, or a behaviour.",
            )
        if text is not None and children:
            raise self._error(
                f"made a <{tag}> with text and children",
                "Put the text into a node of its own.",
            )
        node = Node(
            tag,
            class_name,
            text=text,
            children=list(children) or None,
            attributes={
                name: "" if value is True else str(value)
                for name, value in (attributes or {}).items()
                if value is not None and value is not False
            },
            listeners=self._listeners(events or {}),
        )
        if props is not None:
            self._behave(node, props)
        return node

    def child(self, widget: Widget | None) -> list[Node]:
        """Return the node of a child widget in a list; no node where there is none.

        Raises:
            AppError: It is not among the widget's `child_nodes()`.
        """
        if widget is None:
            return []
        for each, node in zip(self._widgets, self._slots, strict=True):
            if each is widget:
                return [node]
        name = type(self._widget).__name__
        raise self._error(
            f"asked for a {type(widget).__name__} that is no child of it",
            f"{name}.child_nodes() has to return it, and {name}.child_field_names the "
            "field that it is in. What is put together of other widgets is a "
            "`Component`, and needs no `lowers`.",
        )

    def children(self) -> list[Node]:
        """Return the nodes of all child widgets, in the order of `child_nodes()`."""
        return list(self._slots)

    def event(
        self, prop: str, decode: Decode | None = None, **fields: object
    ) -> Listener | None:
        """Make an event call a handler of the widget.

        Args:
            prop: The handler prop, such as `on_change`.
            decode: Makes the fields of the tempest-core event from what the page
                reports of the DOM event. The default: they are the same.
            fields: The fields, where they are known beforehand.

        Returns:
            None where the app has set no handler: the page then reports nothing.

        Raises:
            AppError: The widget type has no such event.
        """
        schemas = self._widget.event_schemas
        if prop not in schemas or prop not in type(self._widget).model_fields:
            known = ", ".join(schemas) or "none"
            raise self._error(
                f"named an event {prop!r}; it has {known}",
                "An event is a field with a handler, and an entry of `event_schemas`.",
            )
        if getattr(self._widget, prop) is None:
            return None
        return Listener(self._widget, prop, always(fields) if fields else decode)

    def finish(self, node: object, sheet: OwnSheet) -> Node:
        """Make the outermost node what the rest of the tree expects.

        Raises:
            AppError: It is not a node, or one of something else.
        """
        if not isinstance(node, Node):
            raise self._error(
                f"returned {type(node).__name__}", "Return a node that `node` made."
            )
        if node.source is not None or node.id:
            raise self._error(
                "returned a node of something else", "Put it into a node of its own."
            )
        for inner in _own_nodes(node):
            problem = misplaced(inner)
            if problem:
                raise self._error(f"put {problem}", "Use other elements.")
        rule = own_rule(self._widget.style, sheet)
        if rule is not None:
            node.rule = rule
            node.class_name = f"{node.class_name} {rule.name}".strip()
        node.key = self._widget.key
        node.slots = self._slots
        if self._behaviour is not None and not self._has_behaviour:
            self._behave(node, {})
        return node

    def _behave(self, node: Node, props: Mapping[str, Any]) -> None:
        if self._behaviour is None:
            raise self._error(
                "gave props to no behaviour", "Name its file: `lowers(..., behaviour=)`"
            )
        node.behaviour = self._behaviour
        node.props = props
        self._has_behaviour = True

    def _listeners(
        self, events: Mapping[str, str | Listener | None]
    ) -> Mapping[str, Listener] | None:
        listeners: dict[str, Listener] = {}
        for dom_type, named in events.items():
            if re.fullmatch(r"[\w:-]+", dom_type) is None:
                raise self._error(
                    f"listens to {dom_type!r}", "Types of events are single words."
                )
            listener = self.event(named) if isinstance(named, str) else named
            if listener is not None:
                listeners[dom_type] = listener
        return listeners or None

    def _error(self, what: str, hint: str) -> AppError:
        return AppError(f"the lowering of {type(self._widget).__name__} {what}", hint)


def _own_nodes(node: Node) -> list[Node]:
    """List a node and those in it that are no other widget's."""
    found = [node]
    for child in node.children:
        if child.source is None:
            found += _own_nodes(child)
    return found


def _read(source: str | Path, look: Callable[..., Any], what: str) -> tuple[str, str]:
    """Return what a source is called, and its text."""
    if isinstance(source, str) and "\n" in source:
        return getattr(look, "__name__", what), source
    path = Path(source)
    if not path.is_absolute():
        path = _folder_of(look) / path
    try:
        return path.stem, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            f"the {what} file {path} cannot be read: {error}",
            "Paths are relative to the file of the function below `lowers`. A static "
            "page has the files of the app's folder if the folder is built, or those "
            "that --include names.",
        ) from error


def _folder_of(look: Callable[..., Any]) -> Path:
    code = getattr(look, "__code__", None)
    file = None if code is None else Path(code.co_filename)
    # The cell of a notebook has none.
    return file.parent if file is not None and file.is_file() else Path()
