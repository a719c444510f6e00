"""An app file becomes a view and a make_state; errors name file and line."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tempestweb.errors import APP_RAISES, AppLoadError, ViewError
from tempestweb.neighbours import spec_of
from tempestweb.reports import headline, place_of_function

#: What to do about a file that cannot be loaded, where it is watched.
SAVE_AGAIN: Final = "Mend it and save it: then it is loaded again."

#: The same, elsewhere.
MEND: Final = "Mend the file."


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

    def new_state(self, hint: str = MEND) -> Any:
        """Make a fresh state.

        Args:
            hint: What to do if that fails.

        Raises:
            AppLoadError: `make_state` raises; names file and line.
        """
        try:
            return self.make_state()
        except APP_RAISES as error:
            raise AppLoadError(
                f"`make_state` in {self.path.name} fails: {headline(error)}", hint
            ) from error


def load_app(path: str | Path) -> LoadedApp:
    """Run an app file and take what it provides.

    It can import its neighbours, as when Python runs it. They are its own: two apps may
    both have a `helpers.py` beside them, and `sys.path` stays as it is. Apps in one
    folder share its modules.

    Raises:
        AppLoadError: The file is missing, fails to run, or has no `view` that can be
            called with the app.
    """
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise AppLoadError(
            f"there is no app file {path}",
            f"Give the path of a Python file, as seen from {Path.cwd()}.",
        )
    spec = spec_of(file)
    if spec is None or spec.loader is None:
        raise AppLoadError(
            f"{file.name} is not a Python file",
            "An app is in a file whose name ends in .py.",
        )
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
        raise AppLoadError(_told(file, error), _advice(error)) from error
    return _taken_from(module, file)


def _taken_from(module: ModuleType, file: Path) -> LoadedApp:
    view = getattr(module, "view", None)
    if not callable(view):
        raise AppLoadError(
            f"{file.name} has no function `view`",
            "An app file defines `view(app)` and, for its state, `make_state()`.",
        )
    try:
        check_view(view)
    except ViewError as error:
        raise AppLoadError(error.title, error.hint) from None
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


def check_view(view: Callable[..., object]) -> None:
    """Refuse a function that cannot be called as a view is.

    Raises:
        ViewError: It is async, or takes no argument or too many; says where it is.
    """
    place = place_of_function(view)
    where = f" ({place})" if place else ""
    if inspect.iscoroutinefunction(view):
        raise ViewError(
            f"the view is async{where}",
            "Write `def view(app)`: a view only says what is shown. Handlers may be "
            "async.",
        )
    try:
        signature = inspect.signature(view)
    except (TypeError, ValueError):
        # Of what is not written in Python nobody knows.
        return
    try:
        signature.bind(None)
    except TypeError as error:
        raise ViewError(
            f"the view cannot be called with the app{where}: {error}",
            "Write `def view(app)`: it is called with the app, and nothing else.",
        ) from None


def _advice(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return (
            "Install what it imports into the Python that runs tempestweb, or mend the "
            "file."
        )
    return MEND


def _told(file: Path, error: Exception) -> str:
    if isinstance(error, SyntaxError):
        line = f", line {error.lineno}" if error.lineno else ""
        where = Path(error.filename).name if error.filename else file.name
        text = f": `{error.text.strip()}`" if error.text else ""
        return f"{where}{line} is not Python: {error.msg}{text}"
    return f"{file.name} fails when it is run: {headline(error)}"
