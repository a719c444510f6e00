"""Hot reload: a saved file changes the view of every session and keeps its state."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path

from tempestweb.errors import AppLoadError
from tempestweb.loading import SAVE_AGAIN, LoadedApp
from tempestweb.server.apps import AppSource, new_sources
from tempestweb.server.host import Host
from tempestweb.server.sessions import HostedSession
from tempestweb.watching import INTERVAL, Watcher, forget_modules

logger = logging.getLogger(__name__)


class Reloader:
    """Exchanges the views of a host's sessions when their app's files change.

    Args:
        host: Whose sessions.
        sources: The apps to watch, by name; those that come are added.
        tell: Told of each exchange, and of each failure, in one line.
        folders: Where apps may come.
    """

    def __init__(
        self,
        host: Host,
        sources: MutableMapping[str, AppSource],
        tell: Callable[[str], None],
        folders: Iterable[Path] = (),
    ) -> None:
        self._host = host
        self._tell = tell
        self._sources = sources
        self._watched = [
            (source, Watcher(source.path.parent)) for source in sources.values()
        ]
        self._folders = [(folder, Watcher(folder)) for folder in folders]

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
        for folder, watcher in self._folders:
            if await asyncio.to_thread(watcher.changes):
                self._add(await asyncio.to_thread(new_sources, folder, self._sources))

    def _add(self, sources: Mapping[str, AppSource]) -> None:
        for name, source in sources.items():
            self._sources[name] = source
            self._watched.append((source, Watcher(source.path.parent)))
            self._tell(f"{source.path.name}: a new app, at {name}/")

    async def _exchange(self, source: AppSource, changes: list[Path]) -> None:
        names = ", ".join(path.name for path in changes)
        forget_modules(source.path.parent)
        try:
            loaded = await asyncio.to_thread(source.reload)
        except AppLoadError as error:
            error.hint = SAVE_AGAIN
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
        if session.app is not None:
            session.app.renew(lambda: loaded.view)

    return swap


def _report(session: HostedSession, error: AppLoadError) -> Callable[[], None]:
    def report() -> None:
        if session.app is not None:
            session.app.report(error)

    return report
