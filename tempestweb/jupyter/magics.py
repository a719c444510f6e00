"""The magics: `%tempestweb app.py` and `%%tempestweb`."""

from __future__ import annotations

import os
import shlex
from typing import Any, Final

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.core.magic_arguments import MagicArgumentParser

from tempestweb.app import App
from tempestweb.errors import AppLoadError
from tempestweb.jupyter.outputs import running_cell

_MISSING: Final = object()

#: The names of a cell that make it an app.
_NAMES: Final = ("view", "make_state")


def _file_arguments() -> Any:
    parser: Any = MagicArgumentParser("%tempestweb")  # type: ignore[no-untyped-call]  # IPython's
    parser.add_argument("file", help="The app's Python file.")
    parser.add_argument(
        "--watch",
        action="store_true",
        help="Exchange the view and keep the state whenever the file is saved.",
    )
    return parser


def _cell_arguments() -> Any:
    parser: Any = MagicArgumentParser("%%tempestweb")  # type: ignore[no-untyped-call]  # IPython's
    parser.add_argument(
        "name", nargs="?", help="A variable of the notebook that the app is put into."
    )
    parser.add_argument(
        "--reset", action="store_true", help="Start again with a new state."
    )
    return parser


@magics_class
class TempestwebMagics(Magics):
    """Apps from files and from cells.

    `%tempestweb app.py [--watch]` shows the app of a file; it is an expression, so
    `app = %tempestweb app.py` works too.

    `%%tempestweb [NAME] [--reset]` makes a cell an app: it defines `view(app)` and,
    for its state, `make_state()`. Run again it exchanges the view and keeps the state.
    """

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._shell = shell
        #: By the id of their cell, or by their name.
        self._apps: dict[str, App[Any]] = {}

    @line_cell_magic
    def tempestweb(self, line: str, cell: str | None = None) -> App[Any]:
        """Show the app of a file, or make the cell an app; see the class."""
        if cell is None:
            options = _parsed(_file_arguments(), line)
            return App.from_file(options.file, watch=options.watch)
        options = _parsed(_cell_arguments(), line)
        if options.name is not None and not options.name.isidentifier():
            raise UsageError(
                f"%%tempestweb expected a variable's name, got {options.name!r}"
            )
        app = self._app_of_cell(cell, options.name, reset=options.reset)
        if options.name is not None:
            self._shell.push({options.name: app})
        return app

    def _app_of_cell(self, cell: str, name: str | None, *, reset: bool) -> App[Any]:
        view, make_state = self._run(cell)
        # Without an id of cells, as in a terminal, there is one app without a name.
        key = name or running_cell(self._shell) or ""
        app = self._apps.get(key)
        if app is None or reset or app.is_closed:
            app = App(make_state(), view)
            self._apps[key] = app
        else:
            app.view(view)
        return app

    def _run(self, cell: str) -> tuple[Any, Any]:
        """Run a cell in the notebook's namespace; return its view and its make_state.

        Raises:
            AppLoadError: It has no `view`.
        """
        shell, names = self._shell, self._shell.user_ns
        before = {name: names.pop(name, _MISSING) for name in _NAMES}
        source = shell.transform_cell(cell)
        try:
            file = shell.compile.cache(source, shell.execution_count, raw_code=cell)
            # What runs a cell is what a cell magic is for.
            exec(shell.compile(source, file, "exec"), names)
            found = {name: names.get(name, _MISSING) for name in _NAMES}
        finally:
            for name, value in before.items():
                if value is not _MISSING:
                    names.setdefault(name, value)
        if not callable(found["view"]):
            raise AppLoadError(
                "this cell has no function `view`",
                "A cell below %%tempestweb defines `view(app)` and, for its state, "
                "`make_state()`.",
            )
        make_state = found["make_state"]
        return found["view"], type(None) if make_state is _MISSING else make_state


def _parsed(parser: Any, line: str) -> Any:
    try:
        arguments = shlex.split(line, posix=os.name == "posix")
    except ValueError as error:
        raise UsageError(f"{line!r}: {error}") from error
    return parser.parse_args(arguments)
