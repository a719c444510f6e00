"""An exception as its author should read it: what, where, what to do."""

from __future__ import annotations

import reprlib
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, TracebackType
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tempestweb.errors import AppError, TempestwebError
from tempestweb.traces import (
    cell_name,
    full_traceback,
    is_cell,
    is_users,
    users_traceback,
)

#: What a model does not take of its fields, at most.
_REFUSALS: Final = 3


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
    libraries in between; where no user frame is left, all are kept, but for an error
    of ours: that has a title and a hint instead.
    """
    cause = error.__cause__ or error if isinstance(error, AppError) else error
    is_told = cause is error and isinstance(error, TempestwebError)
    return Report(
        code=error.code
        if isinstance(error, TempestwebError)
        else "tempestweb.internal",
        title=error.title if isinstance(error, TempestwebError) else _first_line(error),
        hint=error.hint if isinstance(error, TempestwebError) else "",
        detail=users_traceback(cause) or ("" if is_told else full_traceback(cause)),
        reference=secrets.token_hex(4),
    )


def headline(error: BaseException) -> str:
    """Name an exception in one line, as the last line of a traceback does."""
    first = _first_line(error)
    if isinstance(error, SyntaxError) and error.filename:
        place = _place(error.filename, error.lineno)
    else:
        place = place_of(error.__traceback__)
    return f"{first} ({place})" if place else first


def _first_line(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        return f"{type(error).__name__}: {_refusals(error)}"
    # A syntax error begins with its place, indented; notes may come after.
    lines = "".join(traceback.format_exception_only(error)).splitlines()
    return next(line for line in lines if not line.startswith(" ")).strip()


def _refusals(error: ValidationError) -> str:
    """Say what a model does not take; its own first line only says how many."""
    refusals = error.errors(include_url=False, include_context=False)
    # The branches of a union may all say the same.
    told = list(dict.fromkeys(_refusal(error.title, each) for each in refusals))
    more = f"; and {len(told) - _REFUSALS} more" if len(told) > _REFUSALS else ""
    return "; ".join(told[:_REFUSALS]) + more


def _refusal(model: str, refusal: ErrorDetails) -> str:
    place = ".".join(map(str, (model, *refusal["loc"])))
    match refusal["type"]:
        case "missing":
            return f"{place} is missing"
        case "extra_forbidden":
            return f"there is no {place}"
        case _:
            return f"{place}: {refusal['msg']}, not {_short(refusal['input'])}"


def _short(value: object) -> str:
    return " ".join(reprlib.repr(value).split())


def place_of(trace: TracebackType | None) -> str:
    """Say where the user's code failed: file and line, or the line of a cell."""
    frames = [f for f in traceback.extract_tb(trace) if is_users(f.filename)]
    return _place(frames[-1].filename, frames[-1].lineno) if frames else ""


def place_of_function(function: Callable[..., object]) -> str:
    """Say where a function was written; empty where that is not known."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return ""
    return _place(code.co_filename, code.co_firstlineno)


def _place(filename: str, line: int | None) -> str:
    name = cell_name(filename) if is_cell(filename) else Path(filename).name
    return f"{name}, line {line}"
