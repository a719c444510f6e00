"""`tempestweb dev APP`: serve an app and reload it when it is saved."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from traitlets import Unicode, default
from traitlets.config import Config

from tempestweb.cli import UsageError
from tempestweb.cli.serve import ServeApp
from tempestweb.server.apps import folders_of
from tempestweb.server.reload import Reloader
from tempestweb.server.standalone import Server


class DevApp(ServeApp):
    """Serves an app while it is written: saving shows the change, state is kept."""

    name = "tempestweb dev"
    description = """Serve an app while you write it.

    Saving its file, or a Python file beside it, changes what open pages show and
    keeps their state. A file that cannot be loaded is told in the page; the last
    good one stays. In a folder of apps, new ones are offered as they come."""
    examples = """tempestweb dev app.py
tempestweb dev app.py --no-browser --port=9000
tempestweb dev app.py --mode=wasm"""

    mode = Unicode(
        "server",
        help="Where Python runs: server, or wasm (in the page); --mode=wasm --help "
        "tells the options of that.",
    ).tag(config=True)

    aliases = ServeApp.aliases | {"mode": "DevApp.mode"}

    @default("open_browser")
    def _default_open_browser(self) -> bool:
        return True

    def serve(self) -> int:
        """Serve until the process is told to end; return the exit status.

        Raises:
            UsageError: The mode is not one that this version has.
        """
        if self.mode != "server":
            raise UsageError(
                f"there is no mode {self.mode!r} in this version",
                "Leave --mode out, or say --mode=server or --mode=wasm.",
            )
        # A worker of an earlier version must not come between the file and the page.
        options = {"development": True, "pwa": False}
        self.update_config(Config({"TempestwebHosting": options}))
        return super().serve()

    async def run_on_loop(self, server: Server) -> None:
        """Run the server, and watch the files beside it."""
        folders = folders_of(self.extra_args)
        reloader = Reloader(server.host, server.sources, _tell, folders)
        watching = asyncio.create_task(reloader.run())
        try:
            await super().run_on_loop(server)
        finally:
            watching.cancel()


def run(arguments: Sequence[str]) -> int:
    """Serve; return the exit status."""
    app = DevApp()
    app.parse_command_line(arguments)
    return app.serve()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - to a person
