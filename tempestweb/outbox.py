"""What a session sent lately, for views that come back: bounded, or nothing at all."""

from __future__ import annotations

from collections import deque
from typing import Final

from tempestweb.dom.rows import length
from tempestweb.protocol import Effect, Op, Patches

#: What a log may hold whatever the size of the tree, in characters.
_LEAST: Final = 64 * 1024

#: What an op weighs beside its HTML and text, in characters; about its field names.
_OP: Final = 48


class Outbox:
    """The latest messages of one epoch, in order.

    What every view has applied is not kept. Nor does it weigh much more than the tree
    they lead to: a view that missed more is served better, and cheaper, by a mount.
    """

    def __init__(self) -> None:
        self._entries: deque[tuple[int, int, Patches | Effect]] = deque()
        self._weight = 0
        # The last seq whose message is not in the log any more.
        self._lost = 0

    def add(self, message: Patches | Effect, limit: int) -> None:
        """Keep a message; drop the oldest beyond the limit.

        Args:
            message: The newest one.
            limit: The weight of a mount, in characters.
        """
        weight = _weight(message)
        self._entries.append((message["seq"], weight, message))
        self._weight += weight
        while self._weight > max(limit, _LEAST):
            seq, weight, _ = self._entries.popleft()
            self._weight -= weight
            self._lost = seq

    def since(self, seq: int) -> list[Patches | Effect] | None:
        """List what a view missed that has applied everything up to `seq`.

        Effects that belong right after `seq` are among it: the view may have them.

        Returns:
            None where something it missed is not known any more.
        """
        if seq < self._lost:
            return None
        return [
            message
            for at, _, message in self._entries
            if at > seq or (at == seq and message["kind"] == "effect")
        ]

    def __len__(self) -> int:
        """Count the messages."""
        return len(self._entries)

    def release(self, seq: int) -> None:
        """Forget what comes before `seq`, which every view has applied.

        What is of `seq` itself stays: an effect may come after the patches.
        """
        entries = self._entries
        while entries and entries[0][0] < seq:
            self._lost, weight, _ = entries.popleft()
            self._weight -= weight

    def clear(self, seq: int) -> None:
        """Forget everything up to `seq`: views from before it get a mount."""
        self._entries.clear()
        self._weight = 0
        self._lost = seq


def _weight(message: Patches | Effect) -> int:
    if message["kind"] == "effect":
        return _OP + sum(len(str(value)) for value in message["data"].values())
    weight = _OP + sum(map(len, message["css"]))
    for op in message["data"]:
        weight += _OP + _content(op)
    return weight


def _content(op: Op) -> int:
    match op["op"]:
        case "insert" | "replace":
            return length(op["html"])
        case "update":
            values = op.get("attributes", {}).values()
            return len(op.get("text", "")) + sum(len(v) for v in values if v)
        case _:
            return 0
