"""`tempestweb new NAME`: begin an app from a template."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tempestweb.cli import Parser, UsageError

FOLDER: Final = Path(__file__).parent / "templates"


def templates() -> list[str]:
    """Return the names of the templates."""
    return sorted(path.parent.name for path in FOLDER.glob("*/app.py"))


def run(arguments: Sequence[str]) -> int:
    """Make the folder of a new app; return the exit status.

    Raises:
        UsageError: The name is no good, or the folder is there already.
    """
    parser = Parser(
        prog="tempestweb new",
        description="Make a folder with an app to begin from.",
    )
    parser.add_argument("name", metavar="NAME", help="the folder to make")
    parser.add_argument(
        "--template", choices=templates(), default="counter", help="what to begin from"
    )
    options = parser.parse(arguments)
    if options is None:
        return 0
    folder = Path(options.name)
    if not re.fullmatch(r"\w[\w. -]*", folder.name):
        raise UsageError(
            f"{options.name!r} is no name for a folder",
            "Use letters, digits, - and _.",
        )
    if folder.exists():
        raise UsageError(f"{folder} is there already", "Choose another name.")
    file = folder / "app.py"
    try:
        folder.mkdir(parents=True)
        source = (FOLDER / options.template / "app.py").read_text("utf-8")
        file.write_text(source, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from error
    lines = [
        f"{file} is there. Now:",
        "",
        f"    tempestweb dev {shlex.quote(str(file))}",
        "",
    ]
    sys.stdout.write("\n".join(lines))
    return 0
