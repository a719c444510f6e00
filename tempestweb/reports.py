"""An exception as its author should read it: what, where, what to do."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, TracebackType
from typing import Final

from tempestweb.errors import AppError, TempestwebError

_PACKAGE: Final = f"{Path(__file__).parent.as_posix()}/"

#: Path parts of code that stands between us and the user's own.
_LIBRARIES: Final = (
    _PACKAGE,
    "/tempest_core/",
    "/pydantic/",
    "/asyncio/",
    "<frozen",
    "/contextlib.py",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a failure.

    Attributes:
        code: The dotted diagnostic code.
        title: One line: what went wrong, and where.
        hint: What to do; may be empty.
        detail: The traceback, the user's own frames only; may be empty.
        reference: A short random name under which the log has the failure.
    """

    code: str
    title: str
    hint: str
    detail: str
    reference: str


def report(error: BaseException) -> Report:
    """Describe an exception for the person who can mend it.

    The traceback keeps the user's frames and leaves out those of tempestweb and of the
    libraries in between; where no user frame is left, all are kept.
    """
    cause = error.__cause__ or error if isinstance(error, AppError) else error
    ours = isinstance(error, TempestwebError)
    return Report(
        code=error.code
        if isinstance(error, TempestwebError)
        else "tempestweb.internal",
        title=error.title if isinstance(error, TempestwebError) else _first_line(error),
        hint=error.hint if isinstance(error, TempestwebError) else "",
        detail="" if ours and cause.__traceback__ is None else _detail(cause),
        reference=secrets.token_hex(4),
    )


def headline(error: BaseException) -> str:
    """Name an exception in one line, as the last line of a traceback does."""
    first = _first_line(error)
    place = place_of(error.__traceback__)
    return f"{first} ({place})" if place else first


def _first_line(error: BaseException) -> str:
    # A syntax error begins with its place, indented; notes may come after.
    lines = "".join(traceback.format_exception_only(error)).splitlines()
    return next(line for line in lines if not line.startswith(" ")).strip()


def place_of(trace: TracebackType | None) -> str:
    """Say where the user's code failed: file and line, or the line of a cell."""
    frames = [f for f in traceback.extract_tb(trace) if _is_users(f.filename)]
    return _place(frames[-1].filename, frames[-1].lineno) if frames else ""


def place_of_function(function: Callable[..., object]) -> str:
    """Say where a function was written; empty where that is not known."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return ""
    return _place(code.co_filename, code.co_firstlineno)


def _place(filename: str, line: int | None) -> str:
    name = "notebook cell" if "ipykernel_" in filename else Path(filename).name
    return f"{name}, line {line}"


def _is_users(filename: str) -> bool:
    path = filename.replace("\\", "/")
    return not any(part in path for part in _LIBRARIES)


def _detail(error: BaseException) -> str:
    whole = traceback.TracebackException.from_exception(error)
    current: traceback.TracebackException | None = whole
    while current is not None:
        mine = [frame for frame in current.stack if _is_users(frame.filename)]
        if mine:
            current.stack = traceback.StackSummary.from_list(mine)
        current = current.__cause__ or current.__context__
    return "".join(whole.format()).rstrip()
