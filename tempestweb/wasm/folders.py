"""The files of a folder that belong to its author's work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tempestweb.wasm.output import MARK

#: Folders that hold what tools made.
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "dist", "build"})


def all_files(folder: Path) -> Iterator[Path]:
    """List the files of a folder, but for what is hidden or made by tools."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _SKIPPED
            # A virtual environment, or what this command has built.
            and not (Path(place, name) / "pyvenv.cfg").exists()
            and not (Path(place, name) / MARK).exists()
        )
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(".pyc"):
                yield Path(place, name)
