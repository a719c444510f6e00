"""Lowering of the fields for a date and a time."""

from __future__ import annotations

from tempest_core import DatePicker, TimePicker

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.field import field_node
from tempestweb.dom.node import Node


@lowers(DatePicker)
def _date(widget: DatePicker, context: Context, _previous: Node | None) -> Node:
    return _picker(widget, context, "date")


@lowers(TimePicker)
def _time(widget: TimePicker, context: Context, _previous: Node | None) -> Node:
    return _picker(widget, context, "time")


def _picker(widget: DatePicker | TimePicker, context: Context, kind: str) -> Node:
    attributes = {"type": kind, "value": widget.value}
    # A part that is typed leaves the value empty until all parts are there.
    on = listeners(widget, "on_change", "input")
    return field_node(widget, context, "input", attributes, on)
