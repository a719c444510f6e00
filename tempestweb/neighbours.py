"""An app's own modules: those beside its file, apart from those of every other app.

Python finds what a script imports in the script's folder first. Here many scripts run
in one process, and two folders may both have a `helpers.py`. So a folder counts as a
package of its own that nobody sees: `import helpers` in one of its files means the
`helpers` of that package. Neither `sys.path` nor other code is touched.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Final

#: What the names of the packages begin with.
_PREFIX: Final = "tempestweb_app_"


def package_of(folder: Path) -> str:
    """Return the name of the package that a folder counts as; make it if need be."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    name = f"{_PREFIX}{digest}"
    if name not in sys.modules:
        package = ModuleType(name, f"The app files of {folder}.")
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    return name


class _Builtins(dict[str, Any]):
    """The built-in names, with an `import` that looks into a folder first.

    Args:
        package: The package that the folder counts as.
        folder: Where the files are.
    """

    def __init__(self, package: str, folder: Path) -> None:
        super().__init__(vars(builtins))
        self._package = package
        self._folder = folder
        self["__import__"] = self._import

    def __missing__(self, name: str) -> Any:
        # What was added since, as by `gettext.install()`.
        return vars(builtins)[name]

    def _import(
        self,
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        names: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top = name.partition(".")[0]
        if level or not self._is_own(top):
            return builtins.__import__(name, globals_, locals_, names or (), level)
        own = f"{self._package}.{name}"
        if names:
            return builtins.__import__(own, globals_, locals_, names, 0)
        importlib.import_module(own)
        return sys.modules[f"{self._package}.{top}"]

    def _is_own(self, top: str) -> bool:
        """Tell whether a module is beside the app, and not known to Python anyway."""
        if f"{self._package}.{top}" in sys.modules:
            return True
        spec = importlib.machinery.PathFinder.find_spec(top, [str(self._folder)])
        if spec is None or (spec.origin is None and not _holds_python(spec)):
            return False
        known = _known_spec(top)
        return known is None or known.origin != spec.origin


def _holds_python(spec: importlib.machinery.ModuleSpec) -> bool:
    """Tell whether a folder without an `__init__.py` is a package all the same."""
    places = spec.submodule_search_locations or ()
    return any(next(Path(place).glob("*.py"), None) for place in places)


def _known_spec(top: str) -> importlib.machinery.ModuleSpec | None:
    """Find a module as Python does, without its folder."""
    module = sys.modules.get(top)
    if module is not None:
        return module.__spec__
    try:
        return importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None


class _Loader(SourceFileLoader):
    """Runs a file with the built-in names of its package."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it."""
        vars(module)["__builtins__"] = _builtins_of(module.__name__.partition(".")[0])
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of the packages that folders count as."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """Find one; None if it is none of theirs."""
        if path is None or not fullname.startswith(_PREFIX):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


def spec_of(file: Path) -> importlib.machinery.ModuleSpec | None:
    """Return how to run an app file as a module of its folder's package.

    Returns:
        None for a file that is not called as Python files are.
    """
    name = f"{package_of(file.parent)}.{file.stem}"
    if importlib.util.spec_from_file_location(name, file) is None:
        return None
    loader = _Loader(name, str(file))
    return importlib.util.spec_from_file_location(name, file, loader=loader)


_builtins: Final[dict[str, _Builtins]] = {}


def _builtins_of(package: str) -> _Builtins:
    if package not in _builtins:
        (folder,) = sys.modules[package].__path__
        _builtins[package] = _Builtins(package, Path(folder))
    return _builtins[package]
