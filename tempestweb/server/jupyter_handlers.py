"""The server's handlers behind Jupyter's rules: login, authorization, XSRF, origins."""

from __future__ import annotations

from typing import Any, cast

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RequestHandler, authenticated

from tempestweb.server.application import HandlerFamily
from tempestweb.server.comm import CommHandler
from tempestweb.server.connection import Visitor
from tempestweb.server.handlers import (
    AppHandler,
    FolderHandler,
    IndexHandler,
    StaticHandler,
)
from tempestweb.server.installation import InstallationHandler
from tempestweb.server.stream import StreamHandler
from tempestweb.server.visits import PageHandler

#: What an authorizer is asked about: running apps, which is running code.
RESOURCE = "tempestweb"


class InJupyter(JupyterHandler, AppHandler):
    """A handler for users whom Jupyter knows, and lets run apps."""

    auth_resource = RESOURCE

    async def prepare(self, *, _redirect_to_login: bool = True) -> None:
        """Let Jupyter check who it is; then ask whether they may."""
        await super().prepare(_redirect_to_login=_redirect_to_login)
        if self._finished:
            return
        if not self.current_user:
            if _redirect_to_login and self.request.method in {"GET", "HEAD"}:
                # tornado's own way to a login page that leads back here.
                authenticated(_nothing)(self)
                return
            raise HTTPError(403)
        is_authorized = await ensure_async(
            self.authorizer.is_authorized(self, self.current_user, "execute", RESOURCE)
        )
        if not is_authorized:
            raise HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer as our own server does."""
        AppHandler.write_error(self, status_code, **kwargs)


class JupyterPage(InJupyter, PageHandler):
    """The page of an app."""

    async def get(self, name: str, rest: str) -> None:
        """Make a session and answer with what it shows first."""
        # The page posts with the cookie that asking for this sets.
        _ = self.xsrf_token
        await PageHandler.get(self, name, rest)


class JupyterComm(InJupyter, CommHandler):
    """The WebSocket of an app's page."""

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Refuse who is not logged in; a login page would be of no use."""
        await super().prepare(_redirect_to_login=False)

    def set_default_headers(self) -> None:
        """Set none: they are for pages."""


class JupyterStream(InJupyter, StreamHandler):
    """The event stream of an app's page."""

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Refuse who is not logged in; a login page would be of no use."""
        await super().prepare(_redirect_to_login=False)


class JupyterFolder(InJupyter, FolderHandler):
    """The address of an app without its slash."""


class JupyterIndex(InJupyter, IndexHandler):
    """The list of apps."""


class JupyterStatic(InJupyter, StaticHandler):
    """The files of the client."""


class JupyterInstallation(InJupyter, InstallationHandler):
    """The files of an installable page."""


class JupyterMissing(InJupyter):
    """Every other address below ours."""

    def get(self) -> None:
        """Say that there is nothing."""
        raise HTTPError(404)


def _nothing(handler: RequestHandler) -> None:
    """Be what only somebody logged in may call."""
    del handler


JUPYTER = HandlerFamily(
    page=JupyterPage,
    comm=JupyterComm,
    stream=JupyterStream,
    folder=JupyterFolder,
    index=JupyterIndex,
    static=JupyterStatic,
    installation=JupyterInstallation,
)


class JupyterAccess:
    """Visitors are Jupyter's users."""

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Return the user."""
        return Visitor(handler.current_user.username, is_known=True)

    def allow_origin(self, handler: RequestHandler) -> bool:
        """Ask Jupyter whether the page that sent a request may."""
        return cast("JupyterHandler", handler).check_origin()

    def allow_host(self, handler: RequestHandler) -> bool:
        """Jupyter has checked the name already."""
        del handler
        return True

    def prefix(self, handler: RequestHandler) -> str:
        """Jupyter's base URL is all there is."""
        del handler
        return ""
