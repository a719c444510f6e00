"""The source files of an app: which have changed, and how to run them anew."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Final, TypeVar

from tempestweb.errors import AppError

T = TypeVar("T")

#: How often files are looked at, in seconds.
INTERVAL: Final = 0.25

#: What apps are written in: Python, and what widgets of their own bring.
SOURCES: Final = (".py", ".js", ".css")

#: Folders that hold no source of an app.
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages"})

#: So many files of a folder are watched, the nearest to the app first.
_MOST_FILES: Final = 2000


class Watcher:
    """Notices changes of the source files in and below a folder.

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


def watch_folder(
    folder: Path,
    changed: Callable[[], None],
    is_wanted: Callable[[], bool],
    interval: float = INTERVAL,
) -> threading.Thread:
    """Call a function after every change of the source files in and below a folder.

    Args:
        folder: Where they are.
        changed: Called on a thread of its own.
        is_wanted: Asked before each look; the first False ends it.
        interval: Seconds between two looks.

    Returns:
        The thread that looks, a daemon.

    Raises:
        AppError: This Python has no threads.
    """
    if sys.platform == "emscripten":
        raise AppError(
            "files cannot be watched in a browser: this Python has no threads",
            "Leave `watch` out; run the cell again after saving the file.",
        )
    watcher = Watcher(folder)

    def look() -> None:
        while is_wanted():
            sleep(interval)
            if watcher.changes() and is_wanted():
                changed()

    thread = threading.Thread(target=look, name="tempestweb-watch", daemon=True)
    thread.start()
    return thread


def watch_for(
    owner: T,
    folder: Path,
    changed: Callable[[T], None],
    is_in_use: Callable[[T], bool],
) -> None:
    """Watch a folder for an object, as long as it lives and is in use.

    Args:
        owner: The object, which is not kept alive by that.
        folder: See `watch_folder`.
        changed: Called with the object.
        is_in_use: Tells whether the object is.

    Raises:
        AppError: This Python has no threads.
    """
    reference = weakref.ref(owner)

    def is_wanted() -> bool:
        found = reference()
        return found is not None and is_in_use(found)

    def tell() -> None:
        found = reference()
        if found is not None:
            changed(found)

    watch_folder(folder, tell, is_wanted)


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
            if not name.endswith(SOURCES):
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
