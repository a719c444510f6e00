"""`tempestweb build APP`: an app as a folder of files, with no server behind it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tempestweb.cli import Parser
from tempestweb.wasm.build import BuildOptions, build
from tempestweb.wasm.report import sizes, table


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
        "--mode",
        choices=["wasm", "lite"],
        default="wasm",
        help="wasm: a page that is the app; lite: a JupyterLite site of a folder of "
        "notebooks, see --mode lite --help",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the folder to make; dist/<name of the app> if not said",
    )
    parser.add_argument(
        "--no-pwa",
        action="store_true",
        help="a page that cannot be installed and needs the network at each visit",
    )
    parser.add_argument(
        "--icon", type=Path, metavar="PNG", help="its icon: square, 512 pixels or more"
    )
    parser.add_argument(
        "--snapshot",
        action="store_true",
        help="start from a picture of Python's memory: faster on later visits, more to "
        "load on the first; a browser that cannot take it starts without",
    )
    parser.add_argument(
        "--no-compress",
        action="store_true",
        help="no .br and .gz files beside the others",
    )
    add_options(parser)
    options = parser.parse(arguments)
    if options is None:
        return 0
    chosen = replace(
        options_of(options),
        is_installable=not options.no_pwa,
        icon=options.icon,
        has_snapshot=options.snapshot,
        is_compressed=not options.no_compress,
    )
    name = Path(options.app).resolve()
    output = options.output or Path("dist") / (name.stem if name.suffix else name.name)
    built = build(options.app, output, chosen, tell)
    for note in built.notes:
        sys.stderr.write(f"note: {note}\n")
    lines = [
        f"{built.project.description.title}: {built.folder}",
        *table(sizes(built.folder)),
        "",
        f"To look at it: {SERVE.format(folder=built.folder)}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


#: A static host that every Python brings.
SERVE: Final = "python -m http.server --directory {folder}"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `build` and `dev` have in common."""
    add_sources(parser, "the app needs", "the app's script block or pyproject.toml")
    parser.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="PATTERN",
        help="more files of the app's folder, such as 'data/*.csv'; repeat it for "
        "several",
    )
    parser.add_argument(
        "--allow-import",
        action="append",
        default=[],
        metavar="MODULE",
        help="do not complain that the app imports it",
    )


def add_sources(parser: argparse.ArgumentParser, need: str, usual: str) -> None:
    """Add where Pyodide and packages come from.

    Args:
        parser: The parser.
        need: Who needs packages.
        usual: What says which, if a command line does not.
    """
    parser.add_argument(
        "--pyodide",
        default="",
        metavar="SOURCE",
        help="where Pyodide comes from: a folder or archive, npm, or cdn; npm, else "
        "cdn, if not said",
    )
    parser.add_argument(
        "--requirements",
        type=Path,
        metavar="FILE",
        help=f"what {need}, one a line; if not said, {usual} has it",
    )


def options_of(options: argparse.Namespace) -> BuildOptions:
    """Return what a command line says about a build."""
    return BuildOptions(
        pyodide=options.pyodide,
        requirements=options.requirements,
        include=tuple(options.include),
        allowed_imports=tuple(options.allow_import),
    )


def tell(step: str) -> None:
    """Tell a person what is being done."""
    sys.stderr.write(f"  {step} ...\n")
