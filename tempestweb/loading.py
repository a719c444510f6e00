"""An app file becomes a view and a make_state; errors name file and line."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tempestweb.errors import AppLoadError
from tempestweb.neighbours import spec_of
from tempestweb.reports import headline

#: What to do about a file that cannot be loaded, where it is watched.
SAVE_AGAIN: Final = "Mend it and save it: then it is loaded again."


@dataclass(frozen=True, slots=True)
class LoadedApp:
    """What an app file provides.

    Attributes:
        view: Builds the widget tree.
        make_state: Makes a fresh state; returns None in a file without one.
        path: The file.
        persist: Whether its state is to survive a reload, where the host can keep it:
            the file's `PERSIST`.
    """

    view: Callable[[Any], Any]
    make_state: Callable[[], Any]
    path: Path
    persist: bool = False


def load_app(path: str | Path) -> LoadedApp:
    """Run an app file and take what it provides.

    It can import its neighbours, as when Python runs it. They are its own: two apps may
    both have a `helpers.py` beside them, and `sys.path` stays as it is. Apps in one
    folder share its modules.

    Raises:
        AppLoadError: The file is missing, fails to run, or has no `view`.
    """
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise AppLoadError(
            f"there is no app file {path}", "Give the path of a Python file."
        )
    spec = spec_of(file)
    if spec is None or spec.loader is None:
        raise AppLoadError(f"{file.name} is not a Python file", "Name it app.py.")
    module = importlib.util.module_from_spec(spec)
    name = spec.name
    previous = sys.modules.get(name)
    # Dataclasses and pydantic look their module up while the file still runs.
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        if previous is None:
            del sys.modules[name]
        else:
            sys.modules[name] = previous
        if isinstance(error, SystemExit):
            raise AppLoadError(
                f"{file.name} ends Python when it is run: sys.exit({error.code})",
                "An app file only defines things. Put the rest below "
                '`if __name__ == "__main__":`.',
            ) from error
        if not isinstance(error, Exception):
            raise
        raise AppLoadError(_told(file, error), "Mend the file.") from error
    view = getattr(module, "view", None)
    if not callable(view):
        raise AppLoadError(
            f"{file.name} has no function `view`",
            "An app file defines `view(app)` and, for its state, `make_state()`.",
        )
    make_state = getattr(module, "make_state", None)
    if make_state is None:
        make_state = type(None)
    elif not callable(make_state):
        raise AppLoadError(
            f"`make_state` in {file.name} is a {type(make_state).__name__}",
            "Make it a function that returns a fresh state.",
        )
    return LoadedApp(
        view=view,
        make_state=make_state,
        path=file,
        persist=getattr(module, "PERSIST", False) is True,
    )


def _told(file: Path, error: Exception) -> str:
    if isinstance(error, SyntaxError):
        line = f", line {error.lineno}" if error.lineno else ""
        where = Path(error.filename).name if error.filename else file.name
        text = f": {error.text.strip()}" if error.text else ""
        return f"{where}{line} is not Python: {error.msg}{text}"
    return f"{file.name} fails when it is run: {headline(error)}"
