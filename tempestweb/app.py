"""App: tempest-core's App, driven by a session and displayed by a notebook.

The one module that uses private names of tempest-core (`App._view`, `_loop`, `_push`,
`_overlay_specs`, `_inject_windows`); `tests/test_app.py` fails when they change.
"""

from __future__ import annotations

import inspect
import secrets
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import tempest_core
from tempest_core import (
    Locale,
    MediaQueryData,
    NavStack,
    Patch,
    Route,
    Scene,
    Theme,
    ThemeMode,
    Widget,
)

from tempestweb.addresses import address_of, routes_of
from tempestweb.dom.lower import Context, lower_scene
from tempestweb.downloads import Data, content_of
from tempestweb.driver import Driver
from tempestweb.errors import APP_RAISES, AppError, ViewError
from tempestweb.hosting import HostOptions
from tempestweb.inspection import Inspection
from tempestweb.inspection import inspect as inspect_app
from tempestweb.jobs import Job, current_job
from tempestweb.loading import check_view, load_app
from tempestweb.memo import WatchedAttribute
from tempestweb.outlet import Outlet
from tempestweb.overlays import Overlays
from tempestweb.protocol import Environment, Mount, Transport
from tempestweb.reports import headline, place_of_function
from tempestweb.scenes import Scene as SessionScene
from tempestweb.session import Session
from tempestweb.shared_styles import share_styles
from tempestweb.snapshots import Snapshot
from tempestweb.surroundings import Surroundings, media_of
from tempestweb.themes import DEFAULT_THEME, resolved, rule_of_dark_pages
from tempestweb.timers import Timers
from tempestweb.transfers import Transfers
from tempestweb.viewless import no_view
from tempestweb.watching import forget_modules, watch_for

# Before any widget is made: views make most of theirs in every frame.
share_styles()

S = TypeVar("S")
V = TypeVar("V", bound=Callable[[Any], Any])


class App(tempest_core.App[S]):
    """An app that lives: state, view, and one session that any number of views show.

    Put it last in a notebook cell, or pass it to `display`. `app.state` and
    `app.set_state` work from every cell and every thread; what is shown follows.

    Args:
        state: The initial state; any object.
        view: Builds the widget tree from the app. It may come later: see `App.view`.
        nav: The initial navigation stack.
        time_source: Seconds for the animation clock; tests inject their own.
        theme: The initial theme. Mode SYSTEM follows the page.
        media: What `app.media` says until a page reports its own.
        locale: The initial locale.
        host: How the host wants the app to run; a notebook wants the default.
        persist: Whether the state is to survive a reload of the page. A static page
            keeps it in the browser; elsewhere the kernel or the server has it anyway.
        max_upload: How many bytes a user may give the app at once; None: what the host
            says, which is 50 MB unless configured.
    """

    if not TYPE_CHECKING:
        state = WatchedAttribute()
        nav = WatchedAttribute()
        media = WatchedAttribute()
        locale = WatchedAttribute()

    def __init__(
        self,
        state: S,
        view: Callable[[tempest_core.App[S]], Widget] = no_view,
        *,
        nav: NavStack | None = None,
        time_source: Callable[[], float] | None = None,
        theme: Theme | None = None,
        media: MediaQueryData | None = None,
        locale: Locale | None = None,
        host: HostOptions | None = None,
        persist: bool = False,
        max_upload: int | None = None,
    ) -> None:
        if not callable(view):
            raise ViewError(
                f"the view of an App is a function, not {type(view).__name__}",
                "App(make_state(), view): the state first, then the function.",
            )
        if view is no_view and inspect.isfunction(state):
            raise ViewError(
                f"the state of an App came out as a function, {state.__name__}",
                "App(make_state(), view): the state first, then the function.",
            )
        check_view(view)
        super().__init__(
            state,
            view,
            _take_no_patches,
            nav,
            time_source=time_source,
            theme=DEFAULT_THEME if theme is None else theme,
            media=media,
            locale=locale,
        )
        self._host = host or HostOptions()
        self.persist = persist
        # In production nobody but the author may see what an app prints.
        self._outlet = (
            Outlet(echoes=self._host.echoes_output) if self._host.development else None
        )
        self._surroundings = Surroundings(self._outlet)
        transfers = Transfers(
            max_upload=self._host.max_upload if max_upload is None else max_upload,
            piece=self._host.piece,
        )
        self._driver = Driver(
            Session(
                self._scene,
                epoch=self._host.epoch or secrets.randbelow(2**31) + 1,
                on_environment=self._take_environment,
                on_navigate=self._take_address,
                on_dismiss=super().dismiss,
                on_files=transfers.uploads.claim,
                address_of=transfers.uploads.address_of,
                options=self._host.session,
                output=self._outlet,
            ),
            schedule=self._host.schedule,
            # Handlers make widgets too: dialogs, for instance.
            surround=lambda: self._surroundings.under(self._resolved_theme()),
            async_loop=self._host.async_loop,
            transfers=transfers,
        )
        if self._outlet is not None:
            self._outlet.send_soon = self._driver.send_output_soon
        self._timers = Timers(self._driver)
        self._shown_overlays = Overlays()
        self._default_locale = None if locale is not None else self.locale
        self._display: Any = None

    @classmethod
    def from_file(cls, path: str | Path, *, watch: bool = False) -> App[Any]:
        """Make an app from a Python file with a `view` and, usually, a `make_state`.

        Args:
            path: The file.
            watch: Whether the view is exchanged and the state kept whenever the file,
                or a Python file beside or below it, is saved. One that is broken is
                told below the app, and the old view stays.

        Raises:
            AppLoadError: The file is missing or cannot be run; names file and line.
            AppError: This Python cannot watch files.
        """
        loaded = load_app(path)
        app = App(loaded.new_state(), loaded.view, persist=loaded.persist)
        if watch:
            app._follow(loaded.path)
        return app

    def _follow(self, file: Path) -> None:
        """Exchange the view when its file changes, as long as the app is in use."""

        def load() -> Callable[[Any], Any]:
            forget_modules(file.parent)
            return load_app(file).view

        watch_for(
            self,
            file.parent,
            lambda app: app.renew(load),
            lambda app: not app.is_closed,
        )

    def connect(self, transport: Transport) -> None:
        """Show the app through one more transport."""
        self._driver.connect(transport)

    def disconnect(self, transport: Transport) -> None:
        """Forget a transport; what it showed may come back through another one."""
        self._driver.disconnect(transport)

    def first_mount(self, view: str, environment: Environment) -> Mount:
        """Mount a view for a page that is served with it.

        Args:
            view: The id under which the page's client will resume.
            environment: What is known of the page; its `url`, a path below the app,
                is where the app opens. Without one it stays where it is.
        """
        with self._driver.lock:
            if self._host.has_address and "url" in environment:
                self._take_address(environment["url"])
            return self._driver.first_mount(view, environment)

    def rule_of_dark_pages(self) -> str:
        """Return a CSS rule for pages that nobody knows to be light or dark yet.

        It gives the colours that are right in the dark to the scene that is right in
        the light; empty for an app whose theme does not follow the page.
        """
        return rule_of_dark_pages(self.theme)

    def snapshot(self) -> Snapshot:
        """Take a picture of the app as it is now: inert HTML, and plain text.

        The view is run if the state changed since it was last shown. If it fails, the
        picture is the last one, and says so.
        """
        return self._driver.snapshot()

    def call_when_free(
        self, delay: float, call: Callable[[], None]
    ) -> Callable[[], None]:
        """Call something after some seconds, while no handler runs on another thread.

        Returns:
            What calls it off; a call that begins just then is made.
        """
        return self._driver.free_calls.later(delay, call)

    def inspect(self) -> Inspection:
        """Describe the widgets as they are shown now, and the state, for a person."""
        with self._driver.lock:
            return inspect_app(self._driver.session.tree.root, self.state)

    def view(self, function: V) -> V:
        """Make a function the app's view, in place of the one it had; a decorator.

            @app.view
            def view(app):
                return Text(content=str(app.state))

        The state is kept, and whatever shows the app shows the new view at once.

        Raises:
            Exception: Whatever the new view raises where the app is shown; the old
                one stays.
        """
        if not callable(function):
            raise ViewError(
                f"the view of an App is a function, not {type(function).__name__}",
                "Write @app.view above `def view(app):`.",
            )
        check_view(function)
        with self._driver.lock:
            if self._driver.session.has_views:
                self.swap_view(function)
            else:
                # What it calls may be defined below it.
                self._view = function
                self.request_rebuild()
        return function

    def renew(self, load: Callable[[], Callable[[Any], Any]]) -> None:
        """Exchange the view for what a function loads.

        If that fails, or the new view does, it is told wherever the app is shown, and
        the old view stays.
        """
        try:
            self.swap_view(load())
        except AppError as error:
            self.report(error)
        except APP_RAISES as error:
            failure = ViewError(
                f"the new view failed: {headline(error)}", "Mend it; the old one stays."
            )
            failure.__cause__ = error
            self.report(failure)

    def report(self, error: BaseException) -> None:
        """Show everywhere that the app cannot be renewed; what is shown stays."""
        self._driver.announce(error)

    def push(self, route: Route) -> None:
        """Open a screen above the one shown."""
        with self._driver.lock:
            super().push(route)
            self._tell_address()

    def pop(self) -> bool:
        """Go back to the screen below; False at the root."""
        with self._driver.lock:
            popped = super().pop()
            if popped:
                self._tell_address(is_back=True)
            return popped

    def replace(self, route: Route) -> None:
        """Open a screen in the place of the one shown."""
        with self._driver.lock:
            super().replace(route)
            self._tell_address(replace=True)

    def reset(self, stack: list[Route]) -> None:
        """Open a whole stack of screens, of which the last is shown."""
        with self._driver.lock:
            super().reset(stack)
            self._tell_address()

    def dismiss(self, overlay_id: str) -> None:
        """Take an overlay away; one that is gone already is no error."""
        with self._driver.lock:
            super().dismiss(overlay_id)

    def _push(self, widget: Widget, *, barrier: bool, is_toast: bool = False) -> str:
        with self._driver.lock:
            overlay_id = super()._push(widget, barrier=barrier, is_toast=is_toast)
            self._shown_overlays.made(overlay_id, widget, self._resolved_theme())
            return overlay_id

    def _tell_address(self, *, replace: bool = False, is_back: bool = False) -> None:
        if self._host.has_address:
            url = address_of(self.nav.top)
            data = {"url": url, "replace": replace, "back": is_back}
            self._driver.effect("navigate", data)

    def _take_address(self, url: str) -> None:
        # Where it is already, what is below stays as well.
        if url != address_of(self.nav.top):
            super().reset(routes_of(url))

    @property
    def is_closed(self) -> bool:
        """Whether the app was closed: nothing shows it any more."""
        return self._driver.is_closed

    def close(self) -> None:
        """End the app: its tasks are cancelled, what shows it is disconnected."""
        self._driver.close()

    def spawn(
        self, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Job[Any]:
        """Have long work done while the app stays in use.

        The work tells of its progress with `app.set_state`. If it fails, that is shown
        as a handler's failure is, unless somebody waits for the job. When the app is
        closed its jobs are cancelled.

        Args:
            function: A function, which runs on a thread of its own, or a coroutine
                function, which runs on a loop of its own and, like an async handler,
                at no time together with a handler. Python in a page has no threads:
                there the work runs on the page's loop, and a plain function holds up
                the handlers.
            *args: What it is called with.
            **kwargs: What it is called with.

        Returns:
            A `concurrent.futures.Future` that can also be awaited. `cancel()` asks the
            work to stop: `asyncio.CancelledError` is raised at its next `await`,
            `app.set_state` or `app.check_cancelled`.
        """
        name = getattr(function, "__name__", None) or type(function).__name__
        call = partial(function, *args, **kwargs)
        return self._driver.jobs.spawn(f"app.spawn({name})", call)

    def check_cancelled(self) -> None:
        """Let the work that `spawn` began end here if it was cancelled.

        For loops that compute for long without a word; `set_state` does the same. In
        code that was not spawned it does nothing.

        Raises:
            asyncio.CancelledError: Once, to leave the work with.
        """
        job = current_job()
        if job is not None:
            job.stop_if_asked()

    def download(self, name: str, data: Data, media_type: str | None = None) -> None:
        """Give a file to the user: the browser saves it where it saves downloads.

        In a handler it is the user who caused the event who gets it, else the one who
        did something last. It is given once, in one page.

        Args:
            name: What the file is called, such as `report.csv`.
            data: Its content: bytes, text (sent as UTF-8), a path-like object
                (`pathlib.Path`; a string is text), or a file object, which is read to
                its end before this returns.
            media_type: What it is, such as `text/csv`; None: what its name says.

        Raises:
            DownloadError: The data is none of that, or no page shows the app.
            OSError: The file cannot be read.
        """
        self._driver.download(content_of(name, data, media_type))

    def start(self) -> Scene:
        """Build the scene as tempest-core has it, for code that wants one."""
        with self._driver.lock:
            self._surroundings.begin_frame()
            with self._surroundings.under(self._resolved_theme()):
                self._current = self._build()
            return self._current

    def set_state(self, mutate: Callable[[S], None] | None = None) -> None:
        """Change the state and show it; safe from any thread.

        Inside a handler the change is shown when the handler ends or awaits, anywhere
        else at once, at most every 16 ms, the last state never left out.

        Args:
            mutate: Changes the state in place; None when it was changed already. What
                it returns is ignored, with a warning if it looks like a state.

        Raises:
            AppError: It was given something else than a function.
            asyncio.CancelledError: The caller is work that was cancelled; see `spawn`.
        """
        if mutate is not None and not callable(mutate):
            raise AppError(
                "set_state takes a function that changes the state, not "
                f"{type(mutate).__name__}",
                "app.set_state(lambda state: setattr(state, 'name', value)) changes a "
                "field; app.state = value sets another state.",
            )
        self.check_cancelled()
        with self._driver.lock:
            returned: object = mutate(self.state) if mutate is not None else None
            if _is_another_state(returned, self.state):
                warnings.warn(
                    "set_state ignores what its function returns, here another "
                    f"{type(returned).__name__}: the function changes the state in "
                    "place; app.state = value sets another state",
                    stacklevel=2,
                )
            super().set_state()

    def swap_view(self, view: Callable[[tempest_core.App[S]], Widget]) -> list[Any]:
        """Show another view of the same state.

        Returns:
            An empty list: there are no patches of tempest-core's own kind here.

        Raises:
            Exception: Whatever the new view raises, or what is wrong with its widgets;
                the old one stays.
        """
        with self._driver.lock:
            old, self._view = self._view, view
            try:
                scene = self._scene()
                context = Context(scene.theme, dark=scene.dark)
                lower_scene(scene.root, scene.overlays, context, None)
            except BaseException:
                self._view = old
                raise
            self._driver.retract()
            self.request_rebuild()
            return []

    def request_rebuild(self) -> None:
        """Show the current state; see `set_state` for when."""
        self._driver.request_flush()

    def show_changes(self) -> None:
        """Show what has changed, without waiting for the current frame to be over.

        While a handler runs nothing happens: its end shows it.
        """
        self._driver.flush_if_free()

    def _loop(self) -> Any:  # type: ignore[override]
        return self._timers

    def _scene(self) -> SessionScene:
        theme = self._resolved_theme()
        is_default = self.locale is self._default_locale
        self._surroundings.begin_frame()
        with self._surroundings.under(theme):
            root = self._view(self)
            if not isinstance(root, Widget):
                place = place_of_function(self._view)
                raise ViewError(
                    f"the view returned {_what(root)}, not a widget"
                    + (f" ({place})" if place else ""),
                    "Return one widget, such as Column(children=[...])."
                    + (" Is a `return` missing?" if root is None else ""),
                )
            return SessionScene(
                root=self._inject_windows(root),
                overlays=self._shown_overlays.under(theme, self._overlay_specs()),
                theme=theme,
                dark=theme.is_dark(),
                # tempest-core's default is no statement about this app's language.
                language="" if is_default else self.locale.language,
                is_rtl=self.locale.rtl,
                surround=lambda: self._surroundings.under(theme),
            )

    def _resolved_theme(self) -> Theme:
        """Return the theme with a mode of light or dark.

        tempest-core's widgets take SYSTEM for light: they do not know the page.
        """
        if self.theme.mode is not ThemeMode.SYSTEM:
            return self.theme
        dark = self.media.platform_dark_mode
        return resolved(self.theme, ThemeMode.DARK if dark else ThemeMode.LIGHT)

    def _take_environment(self, environment: Environment) -> None:
        new = media_of(self.media, environment)
        if new != self.media:
            self.media = new
            self._driver.session.invalidate()

    @property
    def widget(self) -> Any:
        """The app as an ipywidget, for a place among others: `HBox([app.widget])`.

        The same session as in every other output of the app.
        """
        return self._in_jupyter().widget

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self._in_jupyter().mime_bundle(**kwargs)

    def _in_jupyter(self) -> Any:
        if self._display is None:
            # Hosts lie above this module: like a plug-in, one is found at run time.
            jupyter = import_module("tempestweb.jupyter.display")
            self._display = jupyter.AppDisplay(self)
        return self._display


def _take_no_patches(patches: list[Patch]) -> None:
    """Stand for tempest-core's renderer: patches of its kind are never made here."""
    raise AssertionError(f"tempest-core made {len(patches)} patches of its own")


def _is_another_state(returned: object, state: object) -> bool:
    # Containers give out others of their kind: `lambda rows: rows.pop()`.
    if isinstance(state, list | dict | set):
        return False
    return type(returned) is type(state) and returned is not state


def _what(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
