"""`tempestweb build --mode lite FOLDER`: notebooks as a folder of static files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tempestweb.cli import Parser
from tempestweb.cli.build import SERVE, add_sources, tell
from tempestweb.wasm.lite.build import build_site
from tempestweb.wasm.lite.parts import part_of
from tempestweb.wasm.report import sizes


def run(arguments: Sequence[str]) -> int:
    """Build; return the exit status.

    Raises:
        UsageError: The command line makes no sense.
        BuildError: The site cannot be built.
    """
    parser = Parser(
        prog="tempestweb build --mode lite",
        description="Make a JupyterLite site of a folder of notebooks: JupyterLab with "
        "a kernel in the page, for any static host. It asks no other host anything, "
        "and after one visit it works without a network.",
        epilog="A jupyter-lite.json and an overrides.json of the folder are taken into "
        "account.",
    )
    parser.add_argument(
        "folder", metavar="FOLDER", help="notebooks, and what lies beside them"
    )
    parser.add_argument("--mode", choices=["lite"], help="what is made: a site")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the folder to make; dist/<name of the folder> if not said",
    )
    add_sources(
        parser, "the notebooks need", "the folder's requirements.txt or pyproject.toml"
    )
    options = parser.parse(arguments)
    if options is None:
        return 0
    output = options.output or Path("dist") / Path(options.folder).resolve().name
    built = build_site(
        options.folder,
        output,
        pyodide=options.pyodide,
        requirements=options.requirements,
        tell=tell,
    )
    for note in built.notes:
        sys.stderr.write(f"note: {note}\n")
    parts = sizes(built.folder, part_of)
    width = max(map(len, parts))
    lines = [
        f"{len(built.contents.files)} files of {built.contents.folder}: {built.folder}",
        *(f"  {name:{width}}  {s.raw / 1e6:6.2f} MB" for name, s in parts.items()),
        f"  {'together':{width}}  {sum(s.raw for s in parts.values()) / 1e6:6.2f} MB",
        "",
        f"To look at it: {SERVE.format(folder=built.folder)}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
