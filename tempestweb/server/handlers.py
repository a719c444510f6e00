"""What answers a browser's requests: pages, the client's files, health."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

from tornado.web import HTTPError, RequestHandler

from tempestweb.descriptions import Description
from tempestweb.server.health import METRICS_TYPE
from tempestweb.server.pages import error_page, index_page
from tempestweb.server.security import PLAIN_HEADERS, page_headers
from tempestweb.server.site import Site
from tempestweb.server.statics import compressed

#: Where a browser says beforehand whether its user likes it dark.
SCHEME_HINT: Final = "Sec-CH-Prefers-Color-Scheme"

#: The files of the client that a page names.
SCRIPT: Final = "page.js"
EARLY_SCRIPT: Final = "early.js"
STYLESHEET: Final = "base.css"


class AppHandler(RequestHandler):
    """What all handlers have: their site, headers, errors that a person can read."""

    def initialize(self, site: Site, **_: Any) -> None:
        """Take what the application gives all its handlers."""
        self.site = site
        self.host = site.host

    def prepare(self) -> Any:
        """Refuse a request under a name that is not the server's."""
        if not self.site.access.allow_host(self):
            raise HTTPError(
                403,
                reason="Forbidden",
                log_message=f"client.host: {self.request.host!r} is no name of this "
                "server; see --allow-origin and --trust-proxy-headers",
            )

    def set_default_headers(self) -> None:
        """Set what every answer carries; hide what serves it."""
        self.clear_header("Server")
        for name, value in PLAIN_HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> str | None:
        """Leave out what nobody asks for: pages are not kept."""
        return None

    def send_page(self, write: Callable[[str], str], status: int = 200) -> None:
        """Answer with a page.

        Args:
            write: Writes its HTML, given the nonce of its styles.
            status: The answer's.
        """
        nonce = secrets.token_urlsafe(16)
        request = self.request
        scheme = "wss" if request.protocol == "https" else "ws"
        headers = page_headers(
            nonce,
            frame_ancestors=self.host.hosting.frame_ancestors,
            sockets=f"{scheme}://{request.host}",
        )
        self.set_status(status)
        for name, value in headers.items():
            self.set_header(name, value)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Vary", f"Accept-Encoding, Cookie, {SCHEME_HINT}")
        accepted = request.headers.get("Accept-Encoding", "")
        encoding, body = compressed(write(nonce), accepted)
        if encoding:
            self.set_header("Content-Encoding", encoding)
        self.finish(body)

    def send_error_page(
        self, status: int, title: str, hint: str = "", **more: str
    ) -> None:
        """Answer with a page that says what is wrong."""
        self.send_page(
            lambda nonce: error_page(title, nonce=nonce, hint=hint, **more), status
        )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer a request that failed."""
        title, hint = _ERRORS.get(status_code, _ERRORS[500])
        del kwargs  # tornado has logged the exception; visitors are not told.
        if self.request.method in {"GET", "HEAD"}:
            self.send_error_page(status_code, title, hint)
        else:
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{title} {hint}")


_ERRORS: Final = {
    400: ("This request makes no sense.", ""),
    403: ("This is not allowed.", "Open the app from its own address."),
    404: ("There is no such page.", "Look at the address again."),
    405: ("This is not how to ask.", ""),
    410: ("This connection is over.", "Open it again."),
    413: ("This is too large.", ""),
    415: ("This is not JSON.", "Post application/json."),
    429: ("Too many messages at once.", ""),
    500: ("Something went wrong.", "The server's log has more."),
    503: ("The server cannot take visitors now.", "Try again in a few minutes."),
}


class IndexHandler(AppHandler):
    """The list of a server's apps."""

    def initialize(  # type: ignore[override]  # tornado passes it what the rule says
        self,
        site: Site,
        apps: Callable[[], Sequence[tuple[str, Description]]],
        note: str = "",
    ) -> None:
        """Take what to list."""
        super().initialize(site)
        self._apps = apps
        self._note = note

    def get(self) -> None:
        """Answer with the list."""
        apps = self._apps()
        self.send_page(lambda nonce: index_page(apps, nonce=nonce, note=self._note))

    head = get


class FolderHandler(AppHandler):
    """The address of an app without the slash at its end."""

    def get(self, name: str) -> None:
        """Send the browser to the app."""
        if name and self.site.find(name) is None:
            raise HTTPError(404)
        root = self.site.access.prefix(self) + self.site.root_of(name)
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"{root}{query}")

    head = get


class MissingHandler(AppHandler):
    """Every other address."""

    def prepare(self) -> None:
        """Refuse it, whatever the method."""
        super().prepare()
        raise HTTPError(404)


class StaticHandler(AppHandler):
    """The files of the client."""

    def get(self, name: str) -> None:
        """Answer with a file; one of a known version is kept for good."""
        file = self.host.statics.get(name)
        if file is None:
            raise HTTPError(404)
        is_current = self.get_query_argument("v", "") == file.digest
        lasting = "public, max-age=31536000, immutable"
        self.set_header("Cache-Control", lasting if is_current else "no-cache")
        self.set_header("Content-Type", file.mime_type)
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        encoding, body = file.choose(self.request.headers.get("Accept-Encoding", ""))
        self.set_header("Etag", f'"{file.digest}{"-" if encoding else ""}{encoding}"')
        if encoding:
            self.set_header("Content-Encoding", encoding)
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
        else:
            self.finish(body)

    head = get


class HealthHandler(AppHandler):
    """Whether the server lives."""

    def get(self) -> None:
        """Answer that it does."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("alive\n")

    head = get


class ReadyHandler(AppHandler):
    """Whether the server takes visitors."""

    def get(self) -> None:
        """Answer with 200 or 503."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if not self.host.is_ready:
            self.set_status(503)
        self.finish("ready\n" if self.host.is_ready else "not ready\n")

    head = get


class MetricsHandler(AppHandler):
    """The server's figures, for Prometheus."""

    def get(self) -> None:
        """Answer with all of them."""
        self.set_header("Content-Type", METRICS_TYPE)
        self.finish(self.host.metrics.text())
