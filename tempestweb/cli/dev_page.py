"""`tempestweb dev --mode wasm APP`: a static page that follows what is saved."""

from __future__ import annotations

import sys
import tempfile
import threading
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tempestweb.cli import Parser, UsageError
from tempestweb.cli.build import add_options, options_of, tell
from tempestweb.wasm.build import build
from tempestweb.wasm.dev import CHANGES, DevServer, Rebuilder

PORT: Final = 8000


def run(arguments: Sequence[str]) -> int:
    """Build, serve, and follow changes until Ctrl+C; return the exit status.

    Raises:
        UsageError: The command line makes no sense.
        BuildError: The app cannot be built.
    """
    parser = Parser(
        prog="tempestweb dev",
        description="Show an app as the static page that `tempestweb build` makes, "
        "while you write it. Saving shows the change and keeps the state.",
    )
    parser.add_argument(
        "app", metavar="APP", help="a Python file with a `view`, or its folder"
    )
    parser.add_argument("--mode", choices=["wasm"], help="where Python runs: the page")
    parser.add_argument(
        "--port", type=int, default=PORT, help="the port; 0 is any free one"
    )
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    add_options(parser)
    options = parser.parse(arguments)
    if options is None:
        return 0
    chosen = replace(
        options_of(options),
        is_installable=False,
        is_compressed=False,
        changes=CHANGES,
    )
    with tempfile.TemporaryDirectory(prefix="tempestweb-") as place:
        folder = Path(place, "page")
        built = build(options.app, folder, chosen, tell)
        server = _serve(folder, options.port)
        follower = Rebuilder(options.app, folder, chosen, server, _say)
        with server.running():
            _say(f"{built.project.description.title}: {server.url}")
            if not options.no_browser:
                webbrowser.open(server.url)
            follower.run(threading.Event())
    return 0


def _serve(folder: Path, port: int) -> DevServer:
    try:
        return DevServer(folder, port)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"port {port} cannot be used: {error}", "Choose another --port."
        ) from error


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
