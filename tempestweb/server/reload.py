"""Hot reload: a saved file changes the view of every session and keeps its state."""

from __future__ import annotations

import asyncio
import importlib
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tempestweb.errors import AppLoadError
from tempestweb.loading import LoadedApp
from tempestweb.server.apps import AppSource
from tempestweb.server.host import Host
from tempestweb.server.sessions import HostedSession

logger = logging.getLogger(__name__)

#: How often files are looked at, in seconds.
INTERVAL: Final = 0.25

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


class Reloader:
    """Exchanges the views of a host's sessions when their app's files change.

    Args:
        host: Whose sessions.
        sources: The apps to watch.
        tell: Told of each exchange, and of each failure, in one line.
    """

    def __init__(
        self, host: Host, sources: list[AppSource], tell: Callable[[str], None]
    ) -> None:
        self._host = host
        self._tell = tell
        self._watched = [(source, Watcher(source.path.parent)) for source in sources]

    async def run(self) -> None:
        """Look at the files again and again, until cancelled."""
        while True:
            await asyncio.sleep(INTERVAL)
            await self.check()

    async def check(self) -> None:
        """Look at the files once; exchange what changed."""
        for source, watcher in self._watched:
            changes = await asyncio.to_thread(watcher.changes)
            if changes:
                await self._exchange(source, sorted(changes))

    async def _exchange(self, source: AppSource, changes: list[Path]) -> None:
        names = ", ".join(path.name for path in changes)
        _forget_modules(source.path.parent)
        try:
            loaded = await asyncio.to_thread(source.reload)
        except AppLoadError as error:
            self._tell(f"{names}: {error.title}")
            for session in self._sessions_of(source):
                session.queue.put_anyway(_report(session, error))
            return
        self._tell(f"{names}: reloaded")
        for session in self._sessions_of(source):
            session.queue.put_anyway(_swap(session, loaded))

    def _sessions_of(self, source: AppSource) -> list[HostedSession]:
        return [s for s in self._host.sessions if s.source is source]


def _swap(session: HostedSession, loaded: LoadedApp) -> Callable[[], None]:
    def swap() -> None:
        if session.app is None:
            return
        try:
            session.app.swap_view(loaded.view)
        except Exception as error:  # noqa: BLE001 - a view may raise anything
            session.app.report(error)

    return swap


def _report(session: HostedSession, error: AppLoadError) -> Callable[[], None]:
    def report() -> None:
        if session.app is not None:
            session.app.report(error)

    return report


def _forget_modules(folder: Path) -> None:
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
