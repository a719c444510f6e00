"""The tornado application of a server of our own, and the rules that both hosts use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tornado.web import Application, RequestHandler

from tempestweb.server.apps import AppSource, titles
from tempestweb.server.comm import CommHandler
from tempestweb.server.connection import Visitor
from tempestweb.server.handlers import (
    EARLY_SCRIPT,
    SCRIPT,
    STYLESHEET,
    FolderHandler,
    HealthHandler,
    IndexHandler,
    MetricsHandler,
    MissingHandler,
    ReadyHandler,
    StaticHandler,
)
from tempestweb.server.host import Host
from tempestweb.server.installation import (
    FOLDER,
    RESTORE_SCRIPT,
    WORKER_SOURCE,
    InstallationHandler,
)
from tempestweb.server.security import Origins
from tempestweb.server.site import Site
from tempestweb.server.stream import StreamHandler
from tempestweb.server.tokens import new_session_id
from tempestweb.server.visits import PageHandler

#: The files of `InstallationHandler`.
_INSTALLED = r"(service-worker\.js|offline\.html|manifest\.webmanifest|[\w-]+\.png)"

Rule = tuple[str, type[RequestHandler], dict[str, Any]]

#: Where a server's own files are, below its base.
STATICS = "_tempestweb/static/"


@dataclass(frozen=True, slots=True)
class HandlerFamily:
    """The handlers of one kind of host; its access rules are in their bases."""

    page: type[PageHandler]
    comm: type[CommHandler]
    stream: type[StreamHandler]
    folder: type[FolderHandler]
    index: type[IndexHandler]
    static: type[StaticHandler]
    installation: type[InstallationHandler]


STANDALONE = HandlerFamily(
    page=PageHandler,
    comm=CommHandler,
    stream=StreamHandler,
    folder=FolderHandler,
    index=IndexHandler,
    static=StaticHandler,
    installation=InstallationHandler,
)


def app_rules(family: HandlerFamily, site: Site, names: str) -> list[Rule]:
    """Return the rules for a site's apps.

    Args:
        family: What answers.
        site: Where the apps are.
        names: A pattern with one group, which matches an app's name; empty where the
            site has one app and is it.
    """
    argument = {"site": site}
    base = re.escape(site.base)
    root = f"{base}{names}/" if names else f"{base}()"
    rules: list[Rule] = [
        (f"{root}comm", family.comm, argument),
        (f"{root}sse", family.stream, argument),
        (f"{root}{FOLDER}{_INSTALLED}", family.installation, argument),
        (f"{root}(.*)", family.page, argument),
    ]
    if names:
        rules.append((f"{base}{names}", family.folder, argument))
    return rules


def make_application(
    host: Host,
    sources: Mapping[str, AppSource],
    *,
    base: str = "/",
    port: int = 0,
    origins: Origins | None = None,
    trust_proxy: bool = False,
) -> Application:
    """Make the application of a server of our own.

    Args:
        host: Runs the sessions.
        sources: The apps by name; a single one that is called "" is at the base.
        base: The path of everything; begins and ends with a slash.
        port: Where it listens; cookies of servers on other ports are told apart by it.
        origins: Which pages may talk to it.
        trust_proxy: Whether `X-Forwarded-Prefix` is believed.

    Raises:
        TempestwebError: The package was installed without the client.
    """
    host.statics.require(
        EARLY_SCRIPT, SCRIPT, STYLESHEET, RESTORE_SCRIPT, WORKER_SOURCE
    )
    access = VisitorAccess(
        origins or Origins(), cookie=f"tempestweb-{port}", trust_proxy=trust_proxy
    )
    site = Site(host, access, base, f"{base}{STATICS}", sources.get)
    family = STANDALONE
    argument = {"site": site}
    escaped = re.escape(base)
    rules: list[Rule] = [
        (f"{escaped}healthz", HealthHandler, argument),
        (f"{escaped}readyz", ReadyHandler, argument),
        (f"{escaped}metrics", MetricsHandler, argument),
        (f"{escaped}{STATICS}([^/]+)", family.static, argument),
    ]
    if "" in sources:
        rules += app_rules(family, site, "")
    else:
        apps = {"apps": lambda: titles(sources)}
        rules.append((escaped, family.index, argument | apps))
        # Any name: apps may come later.
        rules += app_rules(family, site, r"([\w.-]+)")
    if base != "/":
        rules.append((re.escape(base.rstrip("/")), BaseHandler, argument))
    return Application(
        [*rules, (".*", MissingHandler, argument)],
        cookie_secret=host.tokens.secret,
        websocket_max_message_size=host.hosting.max_message_size,
    )


class BaseHandler(FolderHandler):
    """The base without the slash at its end."""

    def get(self, name: str = "") -> None:
        """Send the browser to the base."""
        super().get(name)

    head = get


class VisitorAccess:
    """Visitors are told apart by a signed cookie; anybody may be one.

    Args:
        origins: Which pages may talk to the server.
        cookie: The cookie's name.
        trust_proxy: Whether headers of a proxy are believed.
    """

    def __init__(self, origins: Origins, *, cookie: str, trust_proxy: bool) -> None:
        self._origins = origins
        self._cookie = cookie
        self._trust_proxy = trust_proxy

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Return who asks; somebody new is given a cookie with the answer."""
        value = handler.get_signed_cookie(self._cookie)
        if value is not None:
            return Visitor(value.decode(), is_known=True)
        principal = new_session_id()
        handler.set_signed_cookie(
            self._cookie,
            principal,
            httponly=True,
            samesite="Lax",
            secure=handler.request.protocol == "https",
        )
        return Visitor(principal, is_known=False)

    def allow_origin(self, handler: RequestHandler) -> bool:
        """Tell whether the page that sent a request may."""
        return self._origins.allow_origin(handler.request.headers)

    def allow_host(self, handler: RequestHandler) -> bool:
        """Tell whether the server answers under the name it was called by."""
        return self._origins.allow_host(handler.request.host)

    def prefix(self, handler: RequestHandler) -> str:
        """Return what a proxy has taken off the path, as it says itself."""
        if not self._trust_proxy:
            return ""
        headers = handler.request.headers
        # The second is what jupyter-server-proxy sends.
        for name in ("X-Forwarded-Prefix", "X-Forwarded-Context"):
            prefix = headers.get(name, "").rstrip("/")
            if re.fullmatch(r"(/[\w.~%@:-]+)+", prefix):
                return prefix
        return ""
