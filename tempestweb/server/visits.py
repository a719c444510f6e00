"""The page of an app: a session is made for it, or the one that it had is shown."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Final

from tornado.web import HTTPError

from tempestweb.protocol import Environment, ErrorMessage
from tempestweb.server.apps import AppSource
from tempestweb.server.connection import Visitor
from tempestweb.server.handlers import (
    EARLY_SCRIPT,
    SCHEME_HINT,
    SCRIPT,
    STYLESHEET,
    AppHandler,
)
from tempestweb.server.installation import FOLDER, ICON, MANIFEST, WORKER
from tempestweb.server.pages import PageFiles, Shown, app_page
from tempestweb.server.sessions import HostedSession, ServerFullError

logger = logging.getLogger(__name__)

#: A page whose view takes longer than so many seconds is given up.
PAGE_SECONDS: Final = 30.0

#: A session that is busy for longer than that is come back to by the client, later.
RELOAD_SECONDS: Final = 2.0

#: What a browser asks a server's root for by itself, and crawlers do.
_NOT_PAGES: Final = frozenset({"favicon.ico", "robots.txt", "apple-touch-icon.png"})

#: `Sec-Fetch-Dest` of requests that show what they get as a page.
_DOCUMENTS: Final = frozenset({"", "document", "iframe", "frame", "embed", "object"})

#: What browsers send along when a page is loaded again, and else do not.
_RELOADS: Final = ("max-age=0", "no-cache")

#: The cookie in which pages leave whether they are dark.
_SCHEME_COOKIE: Final = "tempestweb-scheme"


class PageHandler(AppHandler):
    """The page of an app, at its root and at every address below."""

    async def get(self, name: str, rest: str) -> None:
        """Answer with what a session shows: the page's own, or one made for it."""
        source = self.site.find(name)
        destination = self.request.headers.get("Sec-Fetch-Dest", "")
        if source is None or rest in _NOT_PAGES or destination not in _DOCUMENTS:
            raise HTTPError(404)
        if self.host.is_stopping:
            raise HTTPError(503)
        visitor = self.site.access.visitor(self)
        shown = await self._former(source, visitor)
        if shown is None:
            shown = await self._new(source, visitor, rest)
        if shown is not None:
            self._send_app(source, visitor, shown, name)

    async def head(self, name: str, rest: str) -> None:
        """Tell that there is a page, without making a session for it."""
        if self.site.find(name) is None or rest in _NOT_PAGES:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")

    async def _former(self, source: AppSource, visitor: Visitor) -> Shown | None:
        """Show the session of a page that is loaded again; None: it had none.

        The tab that the user looks at has left in a cookie which session it is of. That
        is no secret: it is worth nothing without the visitor's own cookie. A page that
        is nevertheless sent to another tab is not taken over there.
        """
        asked = self.request.headers.get("Cache-Control", "")
        session_id = self.get_cookie(self._session_cookie)
        is_reload = any(word in asked for word in _RELOADS)
        if not (is_reload and session_id and visitor.is_known):
            return None
        principal = visitor.principal
        session = self.host.sessions.of_page(session_id, source, principal)
        if session is None:
            return None
        environment = self._environment(None)
        try:
            return await self._show(session, environment, RELOAD_SECONDS)
        except TimeoutError:
            return None
        except Exception:
            # A new session will tell of it in the page.
            logger.info("app.view: failed for a page that was reloaded", exc_info=True)
            return None

    async def _new(
        self, source: AppSource, visitor: Visitor, rest: str
    ) -> Shown | None:
        """Show a session made for the page; None where the answer is an error."""
        try:
            session = self.host.sessions.create(source, visitor.principal)
        except ServerFullError as error:
            self.host.metrics.refused.labels("full").inc()
            self.set_header("Retry-After", "60")
            self.send_error_page(503, error.title, error.hint)
            return None
        query = f"?{self.request.query}" if self.request.query else ""
        environment = self._environment(f"/{rest}{query}"[:8192])
        try:
            return await self._show(session, environment, PAGE_SECONDS)
        except Exception as error:  # noqa: BLE001 - an app may raise anything
            self.host.sessions.end(session)
            self._send_failure(error)
            return None

    async def _show(
        self, session: HostedSession, environment: Environment, seconds: float
    ) -> Shown:
        view = secrets.token_urlsafe(12)
        hosting = self.host.hosting
        is_former = session.is_claimed

        def show() -> Shown:
            app = session.start(hosting)
            mount = app.first_mount(view, environment)
            is_known = is_former or "dark" in environment
            dark_rule = "" if is_known else app.rule_of_dark_pages()
            return Shown(session.id, mount, is_former=is_former, dark_rule=dark_rule)

        return await asyncio.wait_for(session.queue.call(show), seconds)

    def _environment(self, url: str | None) -> Environment:
        environment: Environment = {}
        if url is not None:
            environment["url"] = url
        headers = self.request.headers
        language = headers.get("Accept-Language", "").partition(",")[0]
        language = language.partition(";")[0].strip()
        if language and language != "*":
            environment["locale"] = language[:64]
        scheme = headers.get(SCHEME_HINT) or self.get_cookie(_SCHEME_COOKIE) or ""
        if scheme.strip('"') in {"light", "dark"}:
            environment["dark"] = scheme.strip('"') == "dark"
        return environment

    @property
    def _session_cookie(self) -> str:
        # Servers on other ports of this host would else overwrite it.
        return f"tempestweb-session-{self.request.host.rpartition(':')[2]}"

    def _send_app(
        self, source: AppSource, visitor: Visitor, shown: Shown, name: str
    ) -> None:
        site, statics = self.site, self.host.statics
        prefix = site.access.prefix(self)
        root = f"{prefix}{site.root_of(name)}"
        place = f"{prefix}{site.statics}"
        # Somebody new has nothing in store: one request less until the first paint.
        sheet = None if visitor.is_known else statics.get(STYLESHEET)
        files = PageFiles(
            stylesheet=f"{place}{statics.url(STYLESHEET)}",
            stylesheet_text=sheet.body[""].decode() if sheet else "",
            script=f"{place}{statics.url(SCRIPT)}",
            early_script=f"{place}{statics.url(EARLY_SCRIPT)}",
        )
        # A browser that tells the scheme beforehand gets the right colours at once.
        self.set_header("Accept-CH", SCHEME_HINT)
        self.send_page(
            lambda nonce: app_page(
                shown,
                source.describe(),
                files,
                nonce=nonce,
                language="en",
                client={
                    "comm": f"{root}comm",
                    "sse": f"{root}sse",
                    "base": root,
                    "sessionCookie": self._session_cookie,
                    "schemeCookie": _SCHEME_COOKIE,
                    "pwa": self._installation(root),
                },
            )
        )

    def _installation(self, root: str) -> dict[str, str] | None:
        if not self.host.hosting.pwa:
            return None
        folder = f"{root}{FOLDER}"
        names = {"worker": WORKER, "manifest": MANIFEST, "icon": ICON}
        return {key: f"{folder}{name}" for key, name in names.items()}

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
