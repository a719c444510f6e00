"""The host of an app in a page: starts it, hands it messages, exchanges its view."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Literal, NotRequired, TypedDict

from tempestweb.app import App
from tempestweb.errors import APP_RAISES, TempestwebError
from tempestweb.loading import LoadedApp, load_app
from tempestweb.modules import module_answer, own_module
from tempestweb.problems import problem
from tempestweb.protocol import Buffers, encode
from tempestweb.transports.page import PageTransport
from tempestweb.wasm.page.keeping import Keeper
from tempestweb.wasm.page.preview import (
    EPOCH,
    ROOT,
    VIEW,
    digest,
    first_view,
    make_app,
    shape,
)
from tempestweb.watching import forget_modules

logger = logging.getLogger(__name__)

#: How what Python renders first compares with what the page shows: the client resumes,
#: or gets a mount for the same elements, or one for others.
Match = Literal["same", "alike", "other"]


class Start(TypedDict):
    """What the page tells its Python.

    Attributes:
        app: The app's file.
        dark: Whether the page prefers dark colours.
        url: Where in the app its address leads to.
        digest: Names what the page shows; empty: nothing.
        shape: Names its elements.
        development: Whether errors carry their traceback to the page.
        kept: The state that an earlier visit left, as JSON.
    """

    app: str
    dark: bool
    url: NotRequired[str]
    digest: str
    shape: str
    development: bool
    kept: NotRequired[str | None]


#: How a page asks for what an app brings for its own widgets.
_ASKS_FOR_MODULE: Final = '{"kind":"module"'


class PageHost:
    """Runs one app in a page.

    Args:
        start: What the page tells.
        post: Takes the session's messages and their buffers.
        keep: Takes the state, as JSON, for the next visit.

    Attributes:
        match: How what Python renders first compares with what the page shows.
    """

    def __init__(
        self,
        start: Start,
        post: Callable[[str, Buffers], object],
        keep: Callable[[str], object],
    ) -> None:
        self._file = Path(start["app"])
        self._keep = keep
        self._post = post
        self._transport = PageTransport(self._send)
        self._app: App[Any] | None = None
        self._keeper: Keeper | None = None
        self.match: Match = "other"
        try:
            self._begin(load_app(self._file), start)
        except APP_RAISES as error:
            development = start["development"]
            post(encode(problem(error, "view", development=development)), ())

    def receive(self, message: str, buffers: Iterable[Any] = ()) -> None:
        """Take in a message of the page's client, and its buffers: typed arrays."""
        if message.startswith(_ASKS_FOR_MODULE):
            name = json.loads(message)["name"]
            request = {"kind": "module", "name": name}
            self._post(*module_answer(request, own_module(name)))
            return
        self._transport.deliver(message, [part.to_bytes() for part in buffers])
        self._look()

    def reload(self, files: str) -> str:
        """Exchange the app's files, and its view; the state is kept.

        Args:
            files: JSON: text by path, below the folder of the app; null: removed.

        Returns:
            What went wrong, in one line; empty: nothing.
        """
        folder = self._file.parent
        for name, text in json.loads(files).items():
            path = folder / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        if self._app is None:
            return "the app did not start: reload the page"
        forget_modules(folder)
        try:
            self._app.swap_view(load_app(self._file).view)
        except APP_RAISES as error:
            self._app.report(error)
            return error.title if isinstance(error, TempestwebError) else str(error)
        return ""

    @property
    def is_running(self) -> bool:
        """Whether the app started; else the page was told why not."""
        return self._app is not None

    @property
    def _is_restored(self) -> bool:
        # Its rows may be others than those that the page shows in their places.
        return self._keeper is not None and self._keeper.is_restored

    def _send(self, message: str, buffers: Buffers) -> None:
        self._post(message, buffers)
        self._look()

    def _look(self) -> None:
        if self._keeper is not None:
            self._keeper.look()

    def _begin(self, loaded: LoadedApp, start: Start) -> None:
        development = start["development"]
        state = loaded.new_state()
        app = make_app(loaded, state, development=development)
        if app.persist:
            keeper = Keeper(app, self._keep)
            keeper.restore(start.get("kept"))
            self._keeper = keeper
        url = start.get("url", ROOT)
        preview = first_view(app, dark=start["dark"], url=url)
        if digest(preview) == start["digest"]:
            self.match = "same"
        elif shape(preview) == start["shape"] and not self._is_restored and url == ROOT:
            self.match = "alike"
        if self.match == "other":
            # Events from before are for other elements; they go with their epoch.
            app = make_app(loaded, app.state, epoch=EPOCH + 1, development=development)
            first_view(app, dark=start["dark"], url=url)
            if self._keeper is not None:
                self._keeper.app = app
        app.connect(self._transport)
        if self.match == "alike":
            # The session forgets the view, so that its client gets the whole tree.
            self._transport.deliver(encode({"kind": "bye", "view": VIEW}))
        self._app = app


def start(
    configuration: str,
    post: Callable[[str, Buffers], object],
    keep: Callable[[str], object],
) -> PageHost:
    """Start the app of a page; called by its worker.

    Args:
        configuration: A `Start`, as JSON.
        post: Takes the session's messages and their buffers.
        keep: Takes the state, as JSON, for the next visit.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    return PageHost(json.loads(configuration), post, keep)
