"""Tracebacks as the author of an app wants to read them: the author's own frames."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path
from typing import Final

_PACKAGE: Final = f"{Path(__file__).parent.as_posix()}/"

#: Path parts of code that stands between us and the user's own.
_LIBRARIES: Final = (
    _PACKAGE,
    "/tempest_core/",
    "/pydantic/",
    "/asyncio/",
    "/IPython/",
    "/ipykernel/",
    "<frozen",
    "/importlib/",
    "/contextlib.py",
)

#: A kernel compiles each cell as a file with a name that tells nobody anything.
_CELL: Final = re.compile(r'File "([^"\n]*ipykernel_[^"\n]*)", line')


def is_users(filename: str) -> bool:
    """Tell whether a file is the user's, not tempestweb's or a library's in between."""
    path = filename.replace("\\", "/")
    return not any(part in path for part in _LIBRARIES)


def is_cell(filename: str) -> bool:
    """Tell whether a kernel made up the file's name for a cell."""
    return "ipykernel_" in filename


def cell_name(filename: str) -> str:
    """Name a cell as its notebook does, `cell In[3]`, by the file of its code."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    # The kind and the name, "Cell" and "In[3]"; None for what IPython did not compile.
    named = shell.compile.format_code_name(filename) if shell is not None else None
    return f"cell {named[1]}" if named else "notebook cell"


def users_traceback(error: BaseException) -> str:
    """Write a traceback with the user's frames only, causes and contexts included.

    Returns:
        The traceback, without a line break at its end; empty where no frame of it is
        the user's.
    """
    whole = traceback.TracebackException.from_exception(error)
    has_any = False
    current: traceback.TracebackException | None = whole
    while current is not None:
        mine = [frame for frame in current.stack if is_users(frame.filename)]
        has_any = has_any or bool(mine)
        current.stack = traceback.StackSummary.from_list(mine)
        current = current.__cause__ or current.__context__
    return _written(whole) if has_any else ""


def full_traceback(error: BaseException) -> str:
    """Write a traceback with all its frames, without a line break at its end."""
    return _written(traceback.TracebackException.from_exception(error))


def _written(whole: traceback.TracebackException) -> str:
    return _CELL.sub(_cell_line, "".join(whole.format()).rstrip())


def _cell_line(found: re.Match[str]) -> str:
    name = cell_name(found[1])
    return f"{name[0].upper()}{name[1:]}, line"
