"""A client that comes back: the reference client, over connections that fail."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from tempestweb.protocol import Buffers, Receiver
from tests.support.reference import Client
from tests.support.rig import Connectable


class Connection:
    """One connection: two queues of frames, delivered when the test says so.

    As over TCP, what is delivered arrives in order; what is not, is lost. The two ends
    notice an end of it at different times.
    """

    def __init__(self, live: Connectable) -> None:
        self.up: deque[str] = deque()
        self.down: deque[str] = deque()
        self.is_open_for_client = True
        self._receiver: Receiver | None = None
        live.connect(self)

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Take a message of the server."""
        del buffers
        self.down.append(message)

    def receive(self, receiver: Receiver) -> None:
        """Hand what arrives at the server to a function."""
        self._receiver = receiver

    def close(self) -> None:
        """End the connection, as the server."""

    def deliver_up(self, *, twice: bool = False) -> None:
        """Let the server receive the next message, as an object parsed from a frame."""
        assert self._receiver is not None
        message = json.loads(self.up.popleft())
        for _ in range(2 if twice else 1):
            self._receiver(message, ())


class ReturningClient(Client):
    """Keeps its events until they are acknowledged, and resumes."""

    def __init__(self, live: Connectable, view: str = "view-1") -> None:
        super().__init__(self._queue, view)
        self._live = live
        self.connection = Connection(live)
        self.token = ""
        self.pending: list[dict[str, Any]] = []
        self._is_greeting = True

    def connect(self) -> None:
        """Open another connection and say hello on it."""
        self.connection.is_open_for_client = False
        self.connection = Connection(self._live)
        self._is_greeting = True
        self.waits_for_mount = False
        again: dict[str, Any] = {"token": self.token} if self.token else {}
        if self.document is not None:
            again |= {"epoch": self.epoch, "seq": self.seq}
        self.tell("hello", version=1, environment={}, **again)

    def deliver_down(self) -> None:
        """Take in the next message of the current connection."""
        self.take(self.connection.down.popleft())

    def _queue(self, text: str) -> None:
        message = json.loads(text)
        if message["kind"] == "event":
            self.pending.append(message)
            if self._is_greeting:
                return
        self.connection.up.append(text)

    def _take_mount(self, message: dict[str, Any]) -> None:
        if message["verdict"] == "resumed":
            # Below it: a copy of an answer that was taken in before.
            assert message["seq"] <= self.seq
            assert message["epoch"] == self.epoch
            self.acked = message["ack"]
            self.waits_for_mount = False
        else:
            super()._take_mount(message)
        self.token = message.get("token", "")
        self._drop_acknowledged()
        if self._is_greeting:
            self._is_greeting = False
            for event in self.pending:
                # The tree they were meant for may be gone; they count all the same.
                self.connection.up.append(json.dumps(event))

    def _take_patches(self, message: dict[str, Any]) -> None:
        super()._take_patches(message)
        self._drop_acknowledged()

    def _drop_acknowledged(self) -> None:
        self.pending = [event for event in self.pending if event["n"] > self.acked]
