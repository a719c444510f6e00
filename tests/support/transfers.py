"""Both ends of files on their way: the page's, by the rules, and the session's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from typing import Any, cast

from tempestweb.downloads import content_of
from tempestweb.files import UploadEvent
from tempestweb.protocol import Buffers, TransferMessage
from tempestweb.transfers import Transfers

VIEW = "view-1"
PIECE = 4
AHEAD = 4 * PIECE
"""Bytes of a piece, and how many a page sends before they are taken."""


class End(ABC):
    """The page's side of a transfer.

    Attributes:
        up: What is on its way to the session.
        down: What is on its way to the page.
    """

    up: deque[Any]
    down: deque[Any]

    @abstractmethod
    def deliver_up(self, *, twice: bool = False) -> None:
        """Let the session take what was sent first."""

    @abstractmethod
    def deliver_down(self) -> None:
        """Let the page take what was sent first."""

    def settle(self) -> None:
        """Let all arrive."""
        while self.up or self.down:
            while self.up:
                self.deliver_up()
            while self.down:
                self.deliver_down()


class Sender(End):
    """The page's side of an upload, by the rules of docs/protocol.md."""

    def __init__(self, transfers: Transfers, *contents: bytes) -> None:
        self.transfers = transfers
        self.contents = contents
        self.stream = b"".join(contents)
        self.up: deque[tuple[dict[str, Any], Buffers]] = deque()
        self.down: deque[dict[str, Any]] = deque()
        self.next = self.taken = 0
        self.dropped: str | None = None
        self.events: list[UploadEvent] = []
        self.offer()

    def say(self, kind: str, *buffers: bytes, **fields: Any) -> None:
        message = {"kind": kind, "view": VIEW, "transfer": "up-1", **fields}
        self.up.append((message, buffers))

    def offer(self) -> None:
        files = [
            {"name": f"{number}.bin", "type": "", "size": len(content)}
            for number, content in enumerate(self.contents)
        ]
        self.say("offer", files=files)

    def deliver_up(self, *, twice: bool = False) -> None:
        message, buffers = self.up.popleft()
        for _ in range(2 if twice else 1):
            for answer, _ in receive(self.transfers, message, buffers):
                self.down.append(cast("dict[str, Any]", answer))

    def deliver_down(self) -> None:
        message = self.down.popleft()
        if self.events or self.dropped is not None:
            return
        if message["kind"] == "drop":
            self.dropped = message["title"]
            return
        assert message["kind"] == "taken"
        if message.get("again"):
            self.next = message["offset"]
        self.taken = message["offset"]
        while self.next < min(self.taken + AHEAD, len(self.stream)):
            part = self.stream[self.next : self.next + PIECE]
            self.say("piece", part, offset=self.next)
            self.next += len(part)
        if self.taken == len(self.stream):
            claim = self.transfers.uploads.claim(VIEW, {"transfer": "up-1"})
            self.events.append(claim)


class Receiver(End):
    """The page's side of a download, by the rules of docs/protocol.md."""

    def __init__(self, transfers: Transfers, content: bytes) -> None:
        self.transfers = transfers
        self.up: deque[dict[str, Any]] = deque()
        self.down: deque[tuple[dict[str, Any], Buffers]] = deque()
        self.taken = b""
        self.size = -1
        self.finished = 0
        offer, buffers = transfers.offer(VIEW, content_of("x.bin", content))
        self.transfer = offer["transfer"]
        self.down.append((cast("dict[str, Any]", offer), buffers))

    def offer_again(self) -> None:
        """What the session does when the view comes back."""
        for offer, buffers in self.transfers.greet(VIEW):
            self.down.append((cast("dict[str, Any]", offer), buffers))

    def deliver_up(self, *, twice: bool = False) -> None:
        message = self.up.popleft()
        for _ in range(2 if twice else 1):
            for answer, buffers in receive(self.transfers, message, ()):
                self.down.append((cast("dict[str, Any]", answer), buffers))

    def deliver_down(self) -> None:
        message, buffers = self.down.popleft()
        if message["kind"] == "offer":
            self.size = message["files"][0]["size"]
            self.say(again=True)
        else:
            assert message["kind"] == "piece"
            if message["offset"] != len(self.taken):
                return
            (part,) = buffers
            self.taken += bytes(part)
            self.say()
        if len(self.taken) == self.size:
            self.finished += message["kind"] == "piece"

    def say(self, **fields: Any) -> None:
        taken = {"view": VIEW, "transfer": self.transfer, "offset": len(self.taken)}
        self.up.append({"kind": "taken", **taken, **fields})


def receive(
    transfers: Transfers, message: dict[str, Any], buffers: Buffers
) -> Iterator[tuple[TransferMessage, Buffers]]:
    """Hand a message to the session's side."""
    return transfers.receive(cast("TransferMessage", message), buffers)


def send(transfers: Transfers, transfer: str, content: bytes) -> UploadEvent:
    """Upload a file whole."""
    sender = Sender(transfers, content)
    sender.up.clear()
    files = [{"name": transfer, "type": "", "size": len(content)}]
    base = {"view": VIEW, "transfer": transfer}
    for answer, _ in receive(transfers, {"kind": "offer", "files": files, **base}, ()):
        assert answer["kind"] == "taken", answer
    for offset in range(0, len(content), PIECE):
        piece = {"kind": "piece", "offset": offset, **base}
        list(receive(transfers, piece, (content[offset : offset + PIECE],)))
    return transfers.uploads.claim(VIEW, {"transfer": transfer})
