"""Where a server's apps are in its addresses, and who may use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from tornado.web import RequestHandler

from tempestweb.server.apps import AppSource
from tempestweb.server.connection import Visitor
from tempestweb.server.host import Host


class Access(Protocol):
    """Who asks, and whether they may."""

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Return who asks; somebody new is given a name with the answer."""

    def allow_origin(self, handler: RequestHandler) -> bool:
        """Tell whether the page that sent a request may."""

    def allow_host(self, handler: RequestHandler) -> bool:
        """Tell whether the server answers under the name it was called by."""

    def prefix(self, handler: RequestHandler) -> str:
        """Return what the browser has before the path that reaches the server."""


@dataclass(frozen=True, slots=True)
class Site:
    """A group of apps of one server.

    Attributes:
        host: Runs their sessions.
        access: Who may use them.
        base: The path above the apps; begins and ends with a slash.
        statics: The path above the client's files; likewise.
        find: Returns the app of a name, None if there is none.
    """

    host: Host
    access: Access
    base: str
    statics: str
    find: Callable[[str], AppSource | None]

    def root_of(self, name: str) -> str:
        """Return the path of an app; all its addresses are below."""
        return f"{self.base}{quote(name)}/" if name else self.base
