"""A TCP proxy: the network before a server, as bad as a test wants it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

LONGEST_HEAD = 65536
"""Bytes; no browser's request has a longer head."""

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

JOIN_SECONDS = 10.0
"""How long a connection may take to end."""


@dataclass(slots=True)
class _Link:
    """One connection through the wire, of which there are two sockets."""

    near: socket.socket
    far: socket.socket
    is_heard: bool = True
    """What the browser sends gets through."""
    is_answered: bool = True
    """What the server sends gets through."""
    threads: list[threading.Thread] = field(default_factory=list)

    def end(self) -> None:
        for end in (self.near, self.far):
            # It may have ended by itself.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Wire:
    """Passes connections on to a port of 127.0.0.1 while the block runs.

    Attributes:
        port: Where it listens.
        is_cut: Whether new connections end at once.
        has_websocket: Whether WebSockets get through, or are answered with 403 as some
            proxies do.
        carried: How many bytes browsers have sent over it.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.is_cut = False
        self.has_websocket = True
        self.carried = 0
        self._allowance: int | None = None
        self._lock = threading.Lock()
        self._links: list[_Link] = []
        self._acceptor = threading.Thread(target=self._accept, name="wire")

    def __enter__(self) -> Self:
        """Let connections come."""
        self._acceptor.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End them all."""
        self.cut()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(JOIN_SECONDS)
        for link in self._links:
            for thread in link.threads:
                thread.join(JOIN_SECONDS)

    def cut(self) -> None:
        """End every connection, and each new one at once."""
        with self._lock:
            self.is_cut = True
            for link in self._links:
                link.end()

    def mend(self) -> None:
        """Let new connections through again."""
        self.is_cut = False

    def go_silent(self, *, is_heard: bool = False) -> None:
        """Let connections stand and carry nothing more; new ones are as good as ever.

        Args:
            is_heard: Whether the server still gets what the browser sends.
        """
        with self._lock:
            for link in self._links:
                link.is_heard = is_heard
                link.is_answered = False

    def go_silent_after(self, count: int) -> None:
        """Go silent when browsers have sent so many bytes more."""
        self._allowance = self.carried + count

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            link = _Link(near, far)
            # The second waits for the first.
            for pump in (self._pump_down, self._pump_up):
                link.threads.append(threading.Thread(target=pump, args=[link]))
            with self._lock:
                self._links.append(link)
            for thread in link.threads:
                thread.start()

    def _pump_up(self, link: _Link) -> None:
        with suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and len(head) < LONGEST_HEAD:
                data = link.near.recv(LONGEST_HEAD)
                if not data:
                    break
                head += data
            if self.has_websocket or b"upgrade: websocket" not in head.lower():
                link.far.sendall(head)
                while data := link.near.recv(LONGEST_HEAD):
                    if link.is_heard:
                        link.far.sendall(data)
                        self._count(len(data))
            else:
                link.near.sendall(REFUSAL)
        link.end()
        link.threads[0].join()
        link.near.close()
        link.far.close()

    def _count(self, sent: int) -> None:
        self.carried += sent
        if self._allowance is not None and self.carried >= self._allowance:
            self._allowance = None
            self.go_silent()

    def _pump_down(self, link: _Link) -> None:
        with suppress(OSError):
            while data := link.far.recv(LONGEST_HEAD):
                if link.is_answered:
                    link.near.sendall(data)
        link.end()
