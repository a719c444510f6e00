"""What the code of an app printed and displayed lately: bounded, for the drawer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final, Protocol

from tempestweb.dom.html import to_html
from tempestweb.dom.lower.embed import inert_nodes
from tempestweb.embedding.representation import bundle_of
from tempestweb.protocol import OutputEntry, OutputMessage, StreamName

#: So many characters are kept, text and pictures together; the oldest go first.
LIMIT: Final = 256 * 1024

#: What terminals take for colours and movements.
_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-Z\\-_]")


#: Text is kept in pieces of about so many characters, so that each print is cheap.
_PIECE: Final = 4096


class OutputSource(Protocol):
    """What the app's code printed and displayed."""

    def take(self) -> OutputMessage | None:
        """Return what was not sent yet; None if there is nothing."""

    def whole(self) -> OutputMessage | None:
        """Return all that is kept; None if there is nothing."""

    def clear(self) -> None:
        """Forget everything."""


class OutputLog:
    """The latest output of one app, and what of it was not sent yet."""

    def __init__(self) -> None:
        self._sent: deque[OutputEntry] = deque()
        self._unsent: deque[OutputEntry] = deque()
        self._weight = 0
        self._dropped = 0
        # Something was dropped before it was sent.
        self._has_gap = False

    @property
    def is_due(self) -> bool:
        """Whether there is something that was not sent yet."""
        return bool(self._unsent)

    def write(self, stream: StreamName, text: str) -> None:
        """Take what was printed."""
        text = _ESCAPES.sub("", text)
        last = self._unsent[-1] if self._unsent else None
        if (
            last is not None
            and last["stream"] == stream
            and "text" in last
            and len(last["text"]) + len(text) <= _PIECE
        ):
            last["text"] += text
            self._weight += len(text)
            self._shorten()
            return
        for start in range(0, len(text), _PIECE):
            self._add({"stream": stream, "text": text[start : start + _PIECE]})

    def display(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """Take what was displayed, as a MIME bundle; what of it is inert is shown."""
        nodes = inert_nodes(bundle_of(data, metadata))
        html = to_html(nodes)
        if len(html) > LIMIT:
            self.write("display", f"[{len(html) // 1024:,} KB were left out]\n")
            return
        css = {n.rule.text for top in nodes for n in top.walk() if n.rule is not None}
        self._add({"stream": "display", "html": html, "css": sorted(css)})

    def take(self) -> OutputMessage | None:
        """Return what was not sent yet, as a message; None if there is nothing.

        Where too much came at once to be sent, it is all that is kept.
        """
        if not self._unsent:
            return None
        if self._has_gap:
            return self.whole()
        message = self._message(self._unsent)
        self._sent += self._unsent
        self._unsent = deque()
        return message

    def whole(self) -> OutputMessage | None:
        """Return all that is kept, to take the place of what a view may show."""
        self._sent += self._unsent
        self._unsent = deque()
        self._has_gap = False
        if not self._sent:
            return None
        message = self._message(self._sent)
        message["whole"] = True
        return message

    def clear(self) -> None:
        """Forget everything."""
        self._sent.clear()
        self._unsent.clear()
        self._weight = self._dropped = 0
        self._has_gap = False

    def _message(self, entries: Iterable[OutputEntry]) -> OutputMessage:
        merged: list[OutputEntry] = []
        for stream, pieces in groupby(entries, lambda entry: entry["stream"]):
            for is_html, alike in groupby(pieces, lambda piece: "html" in piece):
                if is_html:
                    merged += alike
                else:
                    text = "".join(piece["text"] for piece in alike)
                    merged.append({"stream": stream, "text": text})
        return {"kind": "output", "entries": merged, "dropped": self._dropped}

    def _add(self, entry: OutputEntry) -> None:
        self._unsent.append(entry)
        self._weight += _weight(entry)
        self._shorten()

    def _shorten(self) -> None:
        while self._weight > LIMIT:
            self._has_gap = self._has_gap or not self._sent
            weight = _weight((self._sent or self._unsent).popleft())
            self._weight -= weight
            self._dropped += weight


def _weight(entry: OutputEntry) -> int:
    css = entry.get("css", ())
    return len(entry.get("text", "")) + len(entry.get("html", "")) + sum(map(len, css))
