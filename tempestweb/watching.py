"""The source files of an app: which have changed, and how to run them anew."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: Folders that hold no source of an app.
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages"})

#: So many files of a folder are watched, the nearest to the app first.
_MOST_FILES: Final = 2000


class Watcher:
    """Notices changes of the Python files in and below a folder.

    Args:
        folder: Where they are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions = dict(_versions(folder))

    def changes(self) -> set[Path]:
        """Return the files that changed, came or went since the last call."""
        old, self._versions = self._versions, dict(_versions(self._folder))
        return {
            path
            for path in old.keys() | self._versions.keys()
            if old.get(path) != self._versions.get(path)
        }


def forget_modules(folder: Path) -> None:
    """Let the modules that an app imports from its own folder be run anew too."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        is_own = file is not None and folder in Path(file).parents
        if is_own and name != "__main__" and not _is_installed(Path(str(file))):
            del sys.modules[name]
    # Files that came since they were listed.
    importlib.invalidate_caches()


def _is_installed(file: Path) -> bool:
    return any(part in _SKIPPED for part in file.parts) or _is_hidden(file)


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") and len(part) > 1 for part in file.parts)


def _versions(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    count = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _SKIPPED
            # A virtual environment.
            and not (Path(place) / name / "pyvenv.cfg").exists()
        )
        for name in files:
            if not name.endswith(".py"):
                continue
            count += 1
            if count > _MOST_FILES:
                return
            path = Path(place) / name
            try:
                status = path.stat()
            except OSError:
                # Gone since it was listed: editors save that way.
                continue
            yield path, (status.st_mtime_ns, status.st_size)
