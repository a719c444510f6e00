"""Archives of modules: what a page needs at once, and what can wait."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tempestweb.wasm.cache import digest

#: The first moment that a zip archive can tell: the same content, the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)

#: What Python needs to come up, imported or not.
_ALWAYS: Final = re.compile(
    r"(_pyodide|pyodide|encodings/(__init__|aliases|utf_8|ascii|latin_1|idna))(/|\.|$)"
)

#: What tells other tools about a package.
_UNUSED: Final = re.compile(
    r"\.pyi$|(^|/)py\.typed$|\.dist-info/(?!METADATA$|entry_points\.txt$|top_level)"
    r"|\.data/|(^|/)__pycache__/"
)


#: Where modules are in the page.
_ROOT: Final = re.compile(r"^/lib/python[0-9.]+(\.zip|/site-packages|/lib-dynload)?/")


@dataclass(frozen=True, slots=True)
class Parts:
    """The modules of a page, divided.

    Attributes:
        stdlib: Those of the standard library that come first, by path.
        packages: Those of packages.
        rest: What can wait: archives by name.
        lazy: The archive of the rest of each top-level module.
    """

    stdlib: dict[str, bytes]
    packages: dict[str, bytes]
    rest: dict[str, bytes] = field(default_factory=dict)
    lazy: dict[str, str] = field(default_factory=dict)


def divide(stdlib: Path, packages: Iterable[Path], used: Iterable[str] | None) -> Parts:
    """Divide modules into those that an app's first view needs, and the rest.

    Args:
        stdlib: The archive of the standard library.
        packages: The archives of packages.
        used: The files of the modules that are needed, as a trial run has seen them;
            None: nobody knows, so all are.
    """
    core = read_archive(stdlib)
    site: dict[str, bytes] = {}
    for package in packages:
        site |= {
            n: d for n, d in read_archive(package).items() if not _UNUSED.search(n)
        }
    if used is None:
        return Parts(core, site)
    needed = {_module_of(path) for path in used}
    parts = Parts({}, {})
    rest: dict[str, dict[str, bytes]] = {}
    for name, data in core.items():
        if _module_of(name) in needed or _ALWAYS.match(name):
            parts.stdlib[name] = data
        else:
            rest.setdefault(_top(name), {})[name] = data
    tops = {path.partition("/")[0] for path in needed}
    for name, data in site.items():
        is_code = name.endswith((".py", ".pyc", ".so"))
        is_needed = _module_of(name) in needed if is_code else _top(name) in tops
        if is_needed or ".dist-info/" in name:
            parts.packages[name] = data
        else:
            rest.setdefault(_top(name), {})[name] = data
    for top, files in sorted(rest.items()):
        archive = write_archive(files)
        file = f"{top}-{digest(archive)}.zip"
        parts.rest[file] = archive
        parts.lazy[top] = file
    return parts


def read_archive(path: Path) -> dict[str, bytes]:
    """Read all files of a zip archive, by path."""
    with zipfile.ZipFile(path) as archive:
        return {
            info.filename: archive.read(info)
            for info in archive.infolist()
            if not info.is_dir()
        }


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Write a zip archive: nothing in it compressed, for that is done on the way."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return result.getvalue()


def _module_of(path: str) -> str:
    """Return a module's path without what differs: its root, and how it is stored."""
    return re.sub(r"\.pyc?$", "", _ROOT.sub("", path))


def _top(name: str) -> str:
    return name.partition("/")[0].partition(".")[0]
