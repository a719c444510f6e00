"""Where a kernel handles what a page sends: where the page asks for, so live if it can.

Front ends that can send the messages of comms to a subshell, a thread beside the one
that runs cells. ipykernel 7.4 sends them to the shell that used the comm last instead,
and so to the main one, behind the running cell, once a cell has changed an app.

A cell under `%%capture` has an IPython object in the place of one of ipykernel's, which
then fails at every message for a subshell, and loses it: a click, for instance.

The one module that mends other packages and uses their private names;
`tests/jupyter/test_subshells.py` fails when those change.
"""

from __future__ import annotations

from typing import Any, Final

from IPython.core.displaypub import CapturingDisplayPublisher

#: A comm of ipykernel 7.4 is asked by this name which subshell gets a message.
ROUTE: Final = "_reply_subshell_for"

#: What publishes displays is told by this name which message they belong to.
PARENT: Final = "set_parent"


def handle_where_sent(comm: Any) -> None:
    """Have a comm's messages handled by the shell that the page sent them to."""
    if hasattr(comm, ROUTE):
        setattr(comm, ROUTE, _as_sent)


def _as_sent(_data: object, subshell: str | None) -> str | None:
    return subshell


def outlive_captured_cells() -> None:
    """Let messages be handled while a cell runs whose output is captured."""
    if not hasattr(CapturingDisplayPublisher, PARENT):
        setattr(CapturingDisplayPublisher, PARENT, _take_no_parent)


def _take_no_parent(_publisher: object, _parent: object) -> None:
    """Take note of nothing: what is captured has no message that it belongs to."""
