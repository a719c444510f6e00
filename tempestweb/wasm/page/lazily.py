"""Modules that an app seldom needs: fetched when they are imported.

The page starts with the modules that its first view uses. Everything else lies in
archives beside them; an import that finds nothing looks here.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib import invalidate_caches
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Final, Protocol

#: Where archives are unpacked; on `sys.path`.
SITE: Final = "/lib/python3.14/site-packages"


class LazyFinder(MetaPathFinder):
    """Finds the modules of archives that are not here yet; the last on the meta path.

    Args:
        archives: The archive of each top-level module.
        fetch: Returns an archive; waits for it.
        site: Where archives are unpacked.
    """

    def __init__(
        self,
        archives: Mapping[str, str],
        fetch: Callable[[str], bytes],
        site: str = SITE,
    ) -> None:
        self._archives = dict(archives)
        self._fetch = fetch
        self._site = site
        self._first: Callable[[], JavaScriptBytes] | None = None

    def before(self, fetch: Callable[[], JavaScriptBytes]) -> None:
        """Fetch one archive before anything else is looked for."""
        self._first = fetch

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Fetch the archive that a module is in; return None if there is none."""
        parts = name.split(".")
        if self._first is not None:
            fetch, self._first = self._first, None
            self._extract(fetch().to_bytes())
            found = PathFinder.find_spec(name, path, target)
            if found is not None:
                return found
        archive = self._archives.get(parts[0])
        if archive is not None:
            self._unpack(archive)
        if path is not None:
            # A package whose other modules came in another archive, or were there.
            place = str(Path(self._site, *parts[:-1]))
            parent = sys.modules.get(name.rpartition(".")[0])
            if isinstance(getattr(parent, "__path__", None), list):
                _add(place, parent.__path__)  # type: ignore[union-attr,arg-type]  # a package's
            path = [*path, place]
        elif archive is None:
            return None
        return PathFinder.find_spec(name, path, target)

    def _unpack(self, archive: str) -> None:
        self._extract(self._fetch(archive))
        self._archives = {
            module: other
            for module, other in self._archives.items()
            if other != archive
        }

    def _extract(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            file.extractall(self._site)
        invalidate_caches()


def _add(place: str, path: list[str]) -> None:
    if place not in path:
        path.append(place)


class JavaScriptBytes(Protocol):
    """A `Uint8Array`, as Pyodide shows it to Python."""

    def to_bytes(self) -> bytes:
        """Return what is in it."""


def install(archives: str, fetch: Callable[[str], JavaScriptBytes]) -> LazyFinder:
    """Let imports find what is in archives; called by the worker.

    Args:
        archives: JSON: the archive that has the rest of each top-level module.
        fetch: Returns an archive; waits for it.
    """
    finder = LazyFinder(json.loads(archives), lambda name: fetch(name).to_bytes())
    sys.meta_path.append(finder)
    return finder
