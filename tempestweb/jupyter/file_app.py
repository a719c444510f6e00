"""The app of a file: there from the start, whatever is wrong with the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from tempestweb.app import App
from tempestweb.errors import AppError, AppLoadError
from tempestweb.loading import SAVE_AGAIN, LoadedApp, load_app
from tempestweb.watching import forget_modules, watch_for


class FileApp:
    """An app that follows its file.

    A file that cannot be loaded is told where the app would be shown; once it is
    mended the app is there. From then on a save exchanges the view and keeps the state.

    Args:
        file: The app file.
        watch: Whether it is loaded again when it, or a Python file beside or below it,
            is saved; else only `renew` does.

    Attributes:
        app: The app; the same one all the time.
        is_watched: Whether saves are noticed here. Python in a browser cannot.
    """

    def __init__(self, file: Path, *, watch: bool) -> None:
        self._file = file
        self._has_state = False
        self.is_watched = False
        try:
            loaded = self._load()
            self.app: App[Any] = App(loaded.new_state(SAVE_AGAIN), loaded.view)
            self._has_state = True
        except AppLoadError as error:
            self._error = error
            self.app = App(None, self._fail)
        if watch:
            self._follow()

    def renew(self) -> None:
        """Load the file again and exchange the view; what fails is told in the app."""
        if self._has_state:
            self.app.renew(lambda: self._load().view)
            return
        try:
            loaded = self._load()
            self.app.state = loaded.new_state(SAVE_AGAIN)
        except AppLoadError as error:
            self._error = error
            self.app.request_rebuild()
            return
        self._has_state = True
        self.app.renew(lambda: loaded.view)

    def _fail(self, _app: Any) -> NoReturn:
        """Stand for the view of a file that has none yet."""
        raise self._error

    def _load(self) -> LoadedApp:
        forget_modules(self._file.parent)
        try:
            return load_app(self._file)
        except AppLoadError as error:
            error.hint = SAVE_AGAIN
            raise

    def _follow(self) -> None:
        try:
            watch_for(
                self,
                self._file.parent,
                FileApp.renew,
                lambda file_app: not file_app.app.is_closed,
            )
        except AppError:
            # The page tells of saves instead.
            return
        self.is_watched = True
