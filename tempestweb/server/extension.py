"""Apps on a Jupyter server, below `tempestweb/`: JupyterHub and Binder included.

Configured apps are at `tempestweb/<name>/`; an app file at `tempestweb/files/<path>/`,
with its path below the server's folder.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any, cast

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.routing import HostMatches, Rule
from tornado.web import Application
from traitlets import Bool, List, Unicode

from tempestweb.descriptions import defines_view
from tempestweb.errors import AppLoadError, TempestwebError
from tempestweb.server.application import STATICS, app_rules
from tempestweb.server.apps import (
    AppSource,
    file_source,
    find_sources,
    titles,
)
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.handlers import EARLY_SCRIPT, SCRIPT, STYLESHEET
from tempestweb.server.host import Host
from tempestweb.server.jupyter_handlers import JUPYTER, JupyterAccess, JupyterMissing
from tempestweb.server.nodelay import send_kernel_messages_at_once
from tempestweb.server.site import Site

MODULE = "tempestweb.server.extension"


class TempestwebExtension(ExtensionApp):
    """Serves apps to the users of a Jupyter server."""

    name = "tempestweb"
    description = "Serve tempestweb apps from a Jupyter server."
    extension_url = "/tempestweb/"
    load_other_extensions = True
    classes = [ServerApp, TempestwebHosting]  # noqa: RUF012 - as its base has it

    apps = List(
        Unicode(),
        help="Apps to list: files, folders, or `package.module:view`.",
    ).tag(config=True)
    kernel_nodelay = Bool(
        True,
        help="Send what kernels answer at once; a click in a notebook is some 40 ms "
        "faster that way.",
    ).tag(config=True)

    _host: Host | None = None
    _ticker: asyncio.Task[None] | None = None

    @classmethod
    def get_extension_package(cls) -> str:
        """Name the module that a server is told to load."""
        return MODULE

    def initialize_handlers(self) -> None:
        """Add the handlers to the server's, before those of other extensions."""
        if self.kernel_nodelay:
            send_kernel_messages_at_once()
        hosting = TempestwebHosting(parent=self)
        if "development" not in self.config.TempestwebHosting:
            # Who is let in here may read the files anyway.
            hosting.development = True
        if "pwa" not in self.config.TempestwebHosting:
            # It is Jupyter that is installed here, or nothing.
            hosting.pwa = False
        host = Host(hosting)
        try:
            host.statics.require(EARLY_SCRIPT, SCRIPT, STYLESHEET)
        except TempestwebError as error:
            self.log.warning("%s %s", error.title, error.hint)
            return
        self._host = host
        server = cast("ServerApp", self.serverapp)
        base = url_path_join(server.base_url, "tempestweb/")
        statics = f"{base}{STATICS}"
        access = JupyterAccess()
        listed = self._listed_apps()
        files = FileApps(Path(server.root_dir), allow_hidden=_allows_hidden(server))
        site = Site(host, access, base, statics, listed.get)
        files_site = Site(host, access, f"{base}files/", statics, files.find)
        escaped = re.escape(base)
        argument = {"site": site}
        index = {
            "apps": lambda: titles(listed),
            "note": "An app file in this server's folder is at files/<its path>/ "
            "below this address.",
        }
        rules: list[Any] = [
            (f"{escaped}{STATICS}([^/]+)", JUPYTER.static, argument),
            *app_rules(JUPYTER, files_site, r"(.+?\.py)"),
            (escaped, JUPYTER.index, argument | index),
        ]
        if listed:
            names = "|".join(map(re.escape, listed))
            rules += app_rules(JUPYTER, site, f"({names})")
        rules.append((f"{escaped}.*", JupyterMissing, argument))
        _add_first(server.web_app, rules)

    async def _start_jupyter_server_extension(self, serverapp: ServerApp) -> None:
        """Begin to look after sessions."""
        del serverapp
        if self._host is not None:
            self._ticker = asyncio.create_task(self._host.tick_forever())

    async def stop_extension(self) -> None:
        """Tell pages, end the apps."""
        if self._ticker is not None:
            self._ticker.cancel()
        if self._host is not None:
            await self._host.stop()

    def current_activity(self) -> dict[str, int] | None:
        """Say what keeps the server from being culled: pages that are connected."""
        connections = self._host.sessions.connections if self._host else 0
        return {"connections": connections} if connections else None

    def _listed_apps(self) -> dict[str, AppSource]:
        listed: dict[str, AppSource] = {}
        for reference in self.apps:
            try:
                listed |= find_sources([reference], is_alone=False)
            except AppLoadError as error:
                # The server has more to do than to show this app.
                self.log.error("tempestweb: %s %s", error.title, error.hint)
        return listed


class FileApps:
    """The app files in and below a folder, found by their path.

    Args:
        root: The folder.
        allow_hidden: Whether files in folders like `.config` may be run.
    """

    def __init__(self, root: Path, *, allow_hidden: bool = False) -> None:
        self._root = root.expanduser().resolve()
        self._allow_hidden = allow_hidden
        self._sources: dict[Path, AppSource] = {}

    def find(self, name: str) -> AppSource | None:
        """Return the app in a file; None if that is no app, or not below the folder.

        Args:
            name: Its path below the folder, with slashes.
        """
        parts = name.split("/")
        if not self._allow_hidden and any(part.startswith(".") for part in parts):
            return None
        try:
            file = (self._root / name).resolve(strict=True)
        except (OSError, ValueError):
            return None
        # What only looks like an app is not run.
        if not file.is_relative_to(self._root) or not defines_view(file):
            return None
        if file not in self._sources:
            self._sources[file] = file_source(file, name, is_followed=True)
        return self._sources[file]


def main() -> None:
    """Run `jupyter tempestweb`: a Jupyter server that opens on the list of apps."""
    TempestwebExtension.launch_instance()  # type: ignore[no-untyped-call]  # its base has no annotations


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": MODULE, "app": TempestwebExtension}]


def _allows_hidden(server: ServerApp) -> bool:
    return bool(getattr(server.contents_manager, "allow_hidden", False))


def _add_first(application: Application, rules: list[Any]) -> None:
    """Add rules before all others.

    jupyter-server-proxy has rules for the same address, for servers without this
    extension.
    """
    application.add_handlers(".*$", rules)
    router = application.default_router
    mine = next(
        rule
        for rule in reversed(router.rules[:-1])
        if isinstance(rule, Rule) and isinstance(rule.matcher, HostMatches)
    )
    router.rules.remove(mine)
    router.rules.insert(0, mine)
