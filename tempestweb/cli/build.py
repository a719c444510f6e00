"""`tempestweb build APP`: an app as a folder of files, with no server behind it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tempestweb.cli import Parser
from tempestweb.wasm.build import BuildOptions, build


def run(arguments: Sequence[str]) -> int:
    """Build; return the exit status.

    Raises:
        UsageError: The command line makes no sense.
        BuildError: The app cannot be built.
    """
    parser = Parser(
        prog="tempestweb build",
        description="Make a folder that any static host can serve, under any path: the "
        "app, Python itself and all it needs. Nothing is left of a build that fails.",
        epilog="With Node.js 20 (pip install 'tempestweb[wasm]') the page starts about "
        "twice as fast.",
    )
    parser.add_argument(
        "app", metavar="APP", help="a Python file with a `view`, or its folder"
    )
    parser.add_argument(
        "--mode", choices=["wasm"], default="wasm", help="where Python runs: the page"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the folder to make; dist/<name of the app> if not said",
    )
    add_options(parser)
    options = parser.parse(arguments)
    if options is None:
        return 0
    chosen = options_of(options)
    name = Path(options.app).resolve()
    output = options.output or Path("dist") / (name.stem if name.suffix else name.name)
    built = build(options.app, output, chosen, tell)
    sys.stdout.write(f"{built.folder}\n")
    return 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `build` and `dev` have in common."""
    parser.add_argument(
        "--pyodide",
        default="",
        metavar="SOURCE",
        help="where Pyodide comes from: a folder or archive, npm, or cdn; npm, else "
        "cdn, if not said",
    )


def options_of(options: argparse.Namespace) -> BuildOptions:
    """Return what a command line says about a build."""
    return BuildOptions(pyodide=options.pyodide)


def tell(step: str) -> None:
    """Tell a person what is being done."""
    sys.stderr.write(f"  {step} ...\n")
