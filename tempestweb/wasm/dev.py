"""A static host for development: tells open pages what has changed."""

from __future__ import annotations

import functools
import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Literal

from tempestweb.errors import BuildError
from tempestweb.wasm.build import BuildOptions, build
from tempestweb.wasm.project import Project, read_project
from tempestweb.watching import SOURCES, Watcher

#: Where pages listen for changes, from the page.
CHANGES: Final = "changes"

#: How often files are looked at, in seconds.
INTERVAL: Final = 0.25

#: How often a silent line is written to, so that one that is gone is noticed.
_BEAT_SECONDS: Final = 10.0

#: What is told: text by path, or that the page itself is another one.
Change = tuple[Literal["files", "page"], str]


class DevServer:
    """Serves a folder, and tells its pages of changes.

    Args:
        folder: What to serve.
        port: Where; 0 is any free port.
    """

    def __init__(self, folder: Path, port: int) -> None:
        handler = functools.partial(_Handler, server_of_pages=self, folder=folder)
        self._server = _Server(("127.0.0.1", port), handler)
        self._pages: set[queue.SimpleQueue[Change | None]] = set()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._lock:
                for page in self._pages:
                    page.put(None)
            self._server.shutdown()
            self._server.server_close()

    def tell(self, change: Change) -> None:
        """Tell every open page of a change."""
        with self._lock:
            for page in self._pages:
                page.put(change)

    @contextmanager
    def listening(self) -> Iterator[queue.SimpleQueue[Change | None]]:
        """Return what one page is told; None: there is nothing more to come."""
        page: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        with self._lock:
            self._pages.add(page)
        try:
            yield page
        finally:
            with self._lock:
                self._pages.discard(page)


class Rebuilder:
    """Looks at an app's files; exchanges them in open pages, then builds anew.

    Args:
        app: The app's file or folder.
        output: What was built of it.
        options: How.
        server: Tells the pages.
        tell: Told of each change, and of each failure, in one line.
    """

    def __init__(
        self,
        app: str,
        output: Path,
        options: BuildOptions,
        server: DevServer,
        tell: Callable[[str], None],
    ) -> None:
        self._app = app
        self._output = output
        self._options = options
        self._server = server
        self._tell = tell
        self._project = self._read()
        self._watcher = Watcher(self._project.folder)

    def run(self, stop: threading.Event) -> None:
        """Look at the files again and again, until told to stop."""
        while not stop.wait(INTERVAL):
            self.check()

    def check(self) -> None:
        """Look at the files once."""
        names = ", ".join(sorted(path.name for path in self._watcher.changes()))
        if not names:
            return
        old = self._project
        try:
            # Its text goes to the pages also where it is not Python: they say so.
            self._server.tell(("files", json.dumps(_changed(old))))
            self._project = self._read()
            build(self._app, self._output, self._options)
        except BuildError as error:
            self._tell(f"{names}: {error.title}")
            return
        if old.requirements != self._project.requirements:
            self._server.tell(("page", ""))
        self._tell(f"{names}: built")

    def _read(self) -> Project:
        return read_project(
            self._app,
            include=self._options.include,
            requirements=self._options.requirements,
        )


def _changed(project: Project) -> dict[str, str | None]:
    """Read the sources of an app that are not as they were; None: it is gone."""
    changed: dict[str, str | None] = {}
    known = {name for name in project.files if name.endswith(SOURCES)}
    # A module that is new beside the app, and may be imported now.
    known |= {path.name for path in project.folder.glob("*.py")}
    for name in sorted(known):
        path = project.folder / name
        data = path.read_bytes() if path.is_file() else None
        if data != project.files.get(name):
            changed[name] = None if data is None else data.decode(errors="replace")
    return changed


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(SimpleHTTPRequestHandler):
    def __init__(
        self, *arguments: Any, server_of_pages: DevServer, folder: Path
    ) -> None:
        self._pages = server_of_pages
        super().__init__(*arguments, directory=str(folder))

    def do_GET(self) -> None:
        """Serve a file, or the stream of changes."""
        if self.path.partition("?")[0] == f"/{CHANGES}":
            self._stream()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Let nothing be kept: the next build has the same names for some of it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self._pages.listening() as changes:
            try:
                while True:
                    try:
                        change = changes.get(timeout=_BEAT_SECONDS)
                    except queue.Empty:
                        self._write(":\n\n")
                        continue
                    if change is None:
                        return
                    self._write(f"event: {change[0]}\ndata: {change[1]}\n\n")
            except OSError:
                # The page is gone.
                return

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()
