"""The apps that a server offers: where they come from, what they are called."""

from __future__ import annotations

import importlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tempestweb.descriptions import (
    Description,
    defines_view,
    describe,
    name_of,
    readable,
)
from tempestweb.errors import APP_RAISES, AppLoadError
from tempestweb.loading import LoadedApp, load_app
from tempestweb.reports import headline

logger = logging.getLogger(__name__)

#: Not apps of a folder, whatever they define.
_SKIPPED: Final = re.compile(r"[._]|test_|conftest$|setup$|node_modules$")


class AppSource:
    """An app that sessions are made of; loaded when the first one asks for it.

    Args:
        name: Its place in the address, without slashes; empty for a server's only app.
        load: Loads it, afresh each time.
        path: The file that it is loaded from.
        label: What a person calls it.
        is_followed: Whether a file that was changed is loaded again for new sessions.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[], LoadedApp],
        path: Path,
        label: str,
        *,
        is_followed: bool = False,
    ) -> None:
        self.name = name
        self.path = path
        self._load = load
        self._label = label
        self._is_followed = is_followed
        self._lock = threading.Lock()
        self._loaded: LoadedApp | None = None
        self._version = 0
        self._described: tuple[int, Description] | None = None
        #: What is wrong with the file as it is now, while an older state of it is live.
        self.problem: AppLoadError | None = None

    def get(self) -> LoadedApp:
        """Return the app; load it if it was not yet.

        Raises:
            AppLoadError: It cannot be loaded; names file and line.
        """
        with self._lock:
            version = self.path.stat().st_mtime_ns if self._is_followed else 0
            if self._loaded is None or version != self._version:
                self._loaded = self._load()
                self._version = version
            return self._loaded

    def reload(self) -> LoadedApp:
        """Load the app afresh; the old one stays if that fails.

        Raises:
            AppLoadError: It cannot be loaded; names file and line.
        """
        with self._lock:
            try:
                self._loaded = self._load()
            except AppLoadError as error:
                self.problem = error
                raise
            self.problem = None
            return self._loaded

    def describe(self) -> Description:
        """Read what the app says about itself, without running it."""
        try:
            changed = self.path.stat().st_mtime_ns
            if self._described is None or self._described[0] != changed:
                self._described = (changed, describe(self.path, self._label))
        except (OSError, ValueError, SyntaxError):
            return Description(self._label)
        return self._described[1]


def file_source(path: Path, name: str = "", *, is_followed: bool = False) -> AppSource:
    """Make the source of an app in a file; see `AppSource`."""
    file = path.resolve()
    label = readable(name_of(file))
    return AppSource(name, lambda: load_app(file), file, label, is_followed=is_followed)


def module_source(reference: str, name: str = "") -> AppSource:
    """Make the source of an app in an importable module.

    Args:
        reference: `package.module:view`: the module and its view function. Its
            `make_state`, if it has one, makes the state.
        name: Its place in the address.

    Raises:
        AppLoadError: There is no such module, it fails, or has no such function.
    """
    module_name, _, attribute = reference.partition(":")

    def load() -> LoadedApp:
        return _load_from_module(module_name, attribute or "view")

    label = readable(module_name.rpartition(".")[2])
    source = AppSource(name, load, load().path, label)
    source.get()
    return source


def find_sources(
    references: Iterable[str], *, is_alone: bool = True, allow_empty: bool = False
) -> dict[str, AppSource]:
    """Make the sources that a command line names.

    Args:
        references: Files, folders and `module:name`s. A folder with an `app.py` is
            that app; any other stands for the apps in it.
        is_alone: Whether a single app sits at the root.
        allow_empty: Whether a folder without apps is no error.

    Returns:
        The apps by name. The one that sits at the root is called "".

    Raises:
        AppLoadError: One of them does not exist, is no app, or two have one name.
    """
    found: list[tuple[str, AppSource]] = []
    is_folder = False
    for reference in references:
        path = Path(reference).expanduser()
        if is_folder_of_apps(path):
            is_folder = True
            apps = list(_in_folder(path))
            if not apps and not allow_empty:
                raise AppLoadError(
                    f"there is no app in the folder {reference}",
                    "An app is a Python file with a function `view`, or a folder "
                    "with such an app.py.",
                )
            found.extend(apps)
        elif _is_module(reference, path):
            found.append(
                (
                    reference.partition(":")[0].rpartition(".")[2],
                    module_source(reference),
                )
            )
        else:
            file = path / "app.py" if path.is_dir() else path
            if not file.is_file():
                raise AppLoadError(
                    f"there is no app file {reference}",
                    "Give the path of a Python file, or of a folder with apps.",
                )
            source = file_source(file)
            source.get()
            found.append((name_of(file.resolve()), source))
    if is_alone and len(found) == 1 and not is_folder:
        return {"": found[0][1]}
    sources: dict[str, AppSource] = {}
    for name, source in found:
        if name in sources and sources[name].path == source.path:
            raise AppLoadError(f"{source.path.name} is named twice", "Name it once.")
        if name in sources:
            raise AppLoadError(
                f"two apps are called {name}: {sources[name].path} and {source.path}",
                "Rename one of the files or folders.",
            )
        source.name = name
        sources[name] = source
    return sources


def folders_of(references: Iterable[str]) -> list[Path]:
    """Return the folders that stand for the apps in them, of what a user names."""
    paths = [Path(reference).expanduser() for reference in references]
    return [path for path in paths if is_folder_of_apps(path)]


def is_folder_of_apps(path: Path) -> bool:
    """Tell whether a path stands for the apps in it, and is none itself."""
    return path.is_dir() and not (path / "app.py").is_file()


def new_sources(folder: Path, known: Mapping[str, AppSource]) -> dict[str, AppSource]:
    """Make the sources of the apps of a folder that are not known yet.

    An app that has the name of another one is left out, for addresses do not change.
    """
    paths = {source.path for source in known.values()}
    found: dict[str, AppSource] = {}
    for name, source in _in_folder(folder):
        if source.path not in paths and name not in {*known, *found}:
            source.name = name
            found[name] = source
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, AppSource]]:
    for entry in sorted(folder.iterdir()):
        if _SKIPPED.match(entry.stem):
            continue
        file = entry / "app.py" if entry.is_dir() else entry
        if file.suffix == ".py" and file.is_file() and defines_view(file):
            yield name_of(file.resolve()), file_source(file)


def _is_module(reference: str, path: Path) -> bool:
    return ":" in reference and not path.exists() and not reference.endswith(".py")


def _load_from_module(module_name: str, attribute: str) -> LoadedApp:
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        module = importlib.import_module(module_name)
    except APP_RAISES as error:
        raise AppLoadError(
            f"the module {module_name} cannot be imported: {headline(error)}",
            "Name it as in an import statement, from the folder that holds it.",
        ) from error
    view = getattr(module, attribute, None)
    if not callable(view):
        raise AppLoadError(
            f"{module_name} has no function `{attribute}`",
            "After the colon comes the name of the view function.",
        )
    make_state = getattr(module, "make_state", type(None))
    return LoadedApp(view, make_state, Path(module.__file__ or module_name))


def titles(sources: Mapping[str, AppSource]) -> list[tuple[str, Description]]:
    """List the apps for an index: address and description, in order of title."""
    described = [
        (f"{name}/", source.describe())
        for name, source in sources.items()
        # One that was removed lives on for those who have it open.
        if source.path.exists()
    ]
    return sorted(described, key=lambda entry: entry[1].title.casefold())
