"""What a handler is called with when a page reports an event of a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tempest_core import Event, parse_event

from tempestweb.dom.node import Node


def nothing(*_: object) -> None:
    """Do nothing, as a handler."""


def report(node: Node, dom_type: str, payload: Mapping[str, Any]) -> Event:
    """Make the event that a payload of a node's listener becomes."""
    assert node.listeners is not None
    listener = node.listeners[dom_type]
    fields = payload if listener.decode is None else listener.decode(payload)
    return parse_event(listener.event_type, fields)
