"""What answers a browser's requests: pages, the client's files, health."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

from tornado.web import HTTPError, RequestHandler

from tempestweb.descriptions import Description
from tempestweb.protocol import Environment, ErrorMessage, Mount
from tempestweb.server.apps import AppSource
from tempestweb.server.health import METRICS_TYPE
from tempestweb.server.pages import app_page, error_page, index_page
from tempestweb.server.security import PLAIN_HEADERS, page_headers
from tempestweb.server.sessions import HostedSession, ServerFullError
from tempestweb.server.site import Site
from tempestweb.server.statics import compressed

logger = logging.getLogger(__name__)

#: A page whose view takes longer than so many seconds is given up.
PAGE_SECONDS: Final = 30.0

#: The files of the client that a page names.
SCRIPT: Final = "page.js"
STYLESHEET: Final = "base.css"

#: What a browser asks a server's root for by itself, and crawlers do.
_NOT_PAGES: Final = frozenset({"favicon.ico", "robots.txt", "apple-touch-icon.png"})

#: `Sec-Fetch-Dest` of requests that show what they get as a page.
_DOCUMENTS: Final = frozenset({"", "document", "iframe", "frame", "embed", "object"})


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
        self.set_header("Vary", "Accept-Encoding, Cookie")
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


class PageHandler(AppHandler):
    """The page of an app, at its root and at every address below."""

    async def get(self, name: str, rest: str) -> None:
        """Make a session and answer with what it shows first."""
        source = self.site.find(name)
        destination = self.request.headers.get("Sec-Fetch-Dest", "")
        if source is None or rest in _NOT_PAGES or destination not in _DOCUMENTS:
            raise HTTPError(404)
        if self.host.is_stopping:
            raise HTTPError(503)
        visitor = self.site.access.visitor(self)
        try:
            session = self.host.sessions.create(source, visitor.principal)
        except ServerFullError as error:
            self.host.metrics.refused.labels("full").inc()
            self.set_header("Retry-After", "60")
            self.send_error_page(503, error.title, error.hint)
            return
        try:
            mount = await self._first_mount(session, rest)
        except Exception as error:  # noqa: BLE001 - an app may raise anything
            self.host.sessions.end(session)
            self._send_failure(error)
            return
        self._send_app(source, mount, name)

    async def head(self, name: str, rest: str) -> None:
        """Tell that there is a page, without making a session for it."""
        if self.site.find(name) is None or rest in _NOT_PAGES:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")

    async def _first_mount(self, session: HostedSession, rest: str) -> Mount:
        view = secrets.token_urlsafe(12)
        environment = self._environment(rest)
        development = self.host.hosting.development

        def mount() -> Mount:
            return session.start(development=development).first_mount(view, environment)

        return await asyncio.wait_for(session.queue.call(mount), PAGE_SECONDS)

    def _environment(self, rest: str) -> Environment:
        query = f"?{self.request.query}" if self.request.query else ""
        environment: Environment = {"url": f"/{rest}{query}"[:8192]}
        headers = self.request.headers
        language = headers.get("Accept-Language", "").partition(",")[0]
        language = language.partition(";")[0].strip()
        if language and language != "*":
            environment["locale"] = language[:64]
        scheme = headers.get("Sec-CH-Prefers-Color-Scheme", "").strip('"')
        if scheme in {"light", "dark"}:
            environment["dark"] = scheme == "dark"
        return environment

    def _send_app(self, source: AppSource, mount: Mount, name: str) -> None:
        site, statics = self.site, self.host.statics
        prefix = site.access.prefix(self)
        root = f"{prefix}{site.root_of(name)}"
        addresses = {"comm": f"{root}comm", "sse": f"{root}sse", "base": root}
        # A browser that tells the scheme beforehand gets the right colours at once.
        self.set_header("Accept-CH", "Sec-CH-Prefers-Color-Scheme")
        self.send_page(
            lambda nonce: app_page(
                mount,
                source.describe(),
                nonce=nonce,
                language="en",
                stylesheet=f"{prefix}{site.statics}{statics.url(STYLESHEET)}",
                script=f"{prefix}{site.statics}{statics.url(SCRIPT)}",
                addresses=addresses,
            )
        )

    def _send_failure(self, error: Exception) -> None:
        if isinstance(error, TimeoutError):
            logger.error("app.view: took longer than %g s for a page", PAGE_SECONDS)
            self.send_error_page(503, "This app takes too long.", "Try again later.")
            return
        told: ErrorMessage = self.host.failure(error)
        self.send_error_page(
            500,
            told["title"],
            told["hint"],
            detail=told.get("detail", ""),
            reference=told.get("reference", ""),
        )


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
