"""What of tempest-core a lowering takes no notice of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tempest_core import Component, Event, Widget

from tempestweb.dom.html import to_html
from tempestweb.dom.lower import Context
from tempestweb.dom.node import Listener, Node, Reaction
from tests.support.samples import LIGHT, pair_for, sample, value_of


def shown(widget: Widget) -> str:
    """Return all that a page is told of a widget."""
    node = Context(LIGHT).lower(widget, None)
    rules = {inner.rule.text for inner in node.walk() if inner.rule is not None}
    return to_html([node]) + "".join(sorted(rules))


def unseen_props(widget_type: type[Widget]) -> list[str]:
    """List the props of a type that make no difference, handlers aside."""
    return [name for name in props_of(widget_type) if not is_seen(widget_type, name)]


def is_seen(widget_type: type[Widget], name: str) -> bool:
    """Tell whether two values of a prop are shown in two ways."""
    first, second = pair_for(widget_type, name)
    before = shown(sample(widget_type, name, **{name: first}))
    return before != shown(sample(widget_type, name, **{name: second}))


def props_of(widget_type: type[Widget]) -> Iterator[str]:
    """List the props of a type that are no handlers."""
    for name in widget_type.model_fields:
        if not name.startswith("on_") and name not in widget_type.prop_exclude_names:
            yield name


def handlers_of(widget_type: type[Widget]) -> Iterator[str]:
    """List the handler props of a type."""
    return (name for name in widget_type.model_fields if name.startswith("on_"))


def unheard_handlers(widget_type: type[Widget]) -> list[str]:
    """List the handlers of a type that no event of a page ever reaches."""
    return [
        name for name in handlers_of(widget_type) if not is_heard(widget_type, name)
    ]


def is_heard(widget_type: type[Widget], name: str) -> bool:
    """Tell whether what a page reports may call a handler."""
    calls: list[object] = []

    def handler(*arguments: object) -> None:
        calls.append(arguments)

    widget = sample(widget_type, name, **{name: handler})
    node = Context(LIGHT).lower(widget, None)
    for listener in _listeners(node):
        if isinstance(listener, Reaction):
            continue
        if listener.handler is handler:
            return True
        if issubclass(widget_type, Component):
            _call(listener.handler, listener.event_type)
    if calls:
        return True
    # One that the widget itself calls: the page has to report more because of it.
    if widget_type.model_fields[name].is_required():
        return False
    return shown(widget) != shown(sample(widget_type, name, **{name: None}))


def _listeners(node: Node) -> list[Listener]:
    found = [list((inner.listeners or {}).values()) for inner in node.walk()]
    return [listener for listeners in found for listener in listeners]


def _call(handler: Callable[..., Any], event_type: type[Event]) -> None:
    fields: Mapping[str, Any] = {
        name: value_of(field.annotation, name)
        for name, field in event_type.model_fields.items()
        if field.is_required()
    }
    event = event_type(**fields)
    try:
        handler(event)
    except TypeError:
        # It wants none.
        handler()
