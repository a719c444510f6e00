"""What the files of a site are to a person."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Folders, by how the paths below them begin; the first that fits.
_PARTS: Final = {
    "static/pyodide/python_stdlib.zip": "standard library",
    "static/pyodide/pyodide": "Python's runtime",
    "static/pyodide/": "packages",
    "files/": "notebooks and files",
    "api/": "notebooks and files",
    "extensions/": "extensions of JupyterLab",
    "service-worker.js": "offline visits",
}

_REST: Final = "JupyterLab and Notebook"


def part_of(inside: Path) -> str:
    """Name the part of a site that a file belongs to, by its path in it."""
    name = inside.as_posix()
    found = (part for beginning, part in _PARTS.items() if name.startswith(beginning))
    return next(found, _REST)
