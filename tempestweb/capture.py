"""What code of an app prints and displays, caught where it runs and nowhere else.

`sys.stdout` belongs to the process, and a cell, a handler on a subshell and a job may
all print at once. So it is looked up in the context of who prints, as `contextvars`
has it, where the text goes: to who catches it there, or to where it went before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any, Final, Literal, Protocol


class Catcher(Protocol):
    """Takes what is printed and displayed."""

    #: Whether it goes where it went before, too.
    echoes: bool

    def write(self, stream: Literal["stdout", "stderr"], text: str) -> None:
        """Take what was printed."""

    def display(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """Take what was displayed, as a MIME bundle."""


_catcher: ContextVar[Catcher | None] = ContextVar("tempestweb_catcher", default=None)

#: Called before code of an app runs, on its thread: what hosts have to catch displays.
preparations: Final[list[Callable[[], None]]] = []


def current_catcher() -> Catcher | None:
    """Return who catches what the calling code prints and displays."""
    return _catcher.get()


def begin_catching(catcher: Catcher) -> Token[Catcher | None]:
    """Have what is printed and displayed caught from now on, also elsewhere.

    That is, by the tasks and threads that the code begins.

    Returns:
        What `end_catching` wants.
    """
    # A cell that captures output puts a stream of its own there and takes it away.
    if type(sys.stdout) is not _Stream:
        sys.stdout = _Stream(sys.stdout, "stdout")
    if type(sys.stderr) is not _Stream:
        sys.stderr = _Stream(sys.stderr, "stderr")
    for prepare in preparations:
        prepare()
    return _catcher.set(catcher)


def end_catching(token: Token[Catcher | None]) -> None:
    """Have it caught as it was before `begin_catching`."""
    _catcher.reset(token)


@contextmanager
def uncaught() -> Generator[None]:
    """Have what a block prints go where it went without anybody catching it."""
    token = _catcher.set(None)
    try:
        yield
    finally:
        _catcher.reset(token)


class _Stream:
    """A stream whose writes are caught where somebody catches them.

    In everything else it is the stream that was there before.
    """

    def __init__(self, stream: Any, name: Literal["stdout", "stderr"]) -> None:
        self._stream = stream
        self._name = name

    def write(self, text: str) -> int:
        """Write text."""
        catcher = _catcher.get()
        if catcher is None or not isinstance(text, str):
            written: int = self._stream.write(text)
            return written
        catcher.write(self._name, text)
        if catcher.echoes:
            self._stream.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
