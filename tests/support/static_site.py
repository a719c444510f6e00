"""A built folder on a static host, as plain as there are."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class StaticSite:
    """Serves a folder below a path; `start` it, `stop` it, start it again.

    Args:
        folder: The folder.
        base: The path that it is served under; begins and ends with a slash.

    Attributes:
        requests: The paths that were asked for.
    """

    def __init__(self, folder: Path, base: str = "/some/where/") -> None:
        self.folder = folder
        self.requests: list[str] = []
        self._base = base
        self._port = 0
        self._server: ThreadingHTTPServer | None = None

    @property
    def origin(self) -> str:
        """The origin of everything in it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"{self.origin}{self._base}"

    def start(self) -> None:
        """Begin to serve."""
        handler = functools.partial(_Handler, site=self, base=self._base)
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop, as if the network was gone."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, site: StaticSite, base: str) -> None:
        self._site = site
        self._base = base
        super().__init__(*args, directory=str(site.folder))  # type: ignore[arg-type]  # the server's own

    def do_GET(self) -> None:
        """Serve a file of the folder."""
        self._site.requests.append(self.path)
        if not self.path.startswith(self._base):
            self.send_error(404)
            return
        self.path = "/" + self.path.removeprefix(self._base)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
