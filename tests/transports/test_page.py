"""The transport of a page: a function call in each direction."""

from __future__ import annotations

import pytest

from tempestweb.transports.page import PageTransport


def test_messages_pass_in_both_directions() -> None:
    sent: list[object] = []
    got: list[object] = []
    transport = PageTransport(lambda *message: sent.append(message))
    transport.receive(lambda *message: got.append(message))
    transport.send("down", [b"1"])
    transport.deliver("up", [b"2"])
    assert (sent, got) == ([("down", [b"1"])], [("up", [b"2"])])


def test_a_closed_one_refuses_to_send_and_hears_nothing() -> None:
    got: list[object] = []
    transport = PageTransport(lambda *_: None)
    transport.receive(lambda message, _: got.append(message))
    transport.close()
    transport.deliver("late")
    assert got == []
    with pytest.raises(OSError, match="closed"):
        transport.send("late")
