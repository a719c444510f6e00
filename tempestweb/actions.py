"""What a session wants done: its answers to messages and to changes of the state."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import Event

from tempestweb.dom.node import Listener
from tempestweb.protocol import ServerMessage


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message to some views, or to all where `views` is None."""

    message: ServerMessage
    views: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Call a handler, then flush."""

    listener: Listener
    event: Event
    view: str


Action = Send | Call
