"""What a visit takes over the wire, by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: What the folders and files of a build are to a person, by how their names begin.
_PARTS: Final = {
    "index.html": "page with the first view",
    "client-": "client",
    "app-": "the app's own files",
    "python-": "Python",
    "rest": "modules fetched when they are needed",
}

#: What packages are called of which a page has a picture, and needs the files seldom.
LATER_PACKAGES: Final = "packages-later.zip"

#: The larger files of Python.
_OF_PYTHON: Final = {
    "pyodide.asm.wasm": "Python's runtime",
    "pyodide.asm.js": "Python's runtime",
    "pyodide.js": "Python's runtime",
    "python_stdlib.zip": "standard library",
    "packages.zip": "packages",
    LATER_PACKAGES: _PARTS["rest"],
    "memory.bin": "memory snapshot",
    "about.zip": "memory snapshot",
    "libraries": "libraries of the snapshot",
}

#: What a visit does not wait for.
LATER: Final = frozenset({_PARTS["rest"], "installation and offline visits"})


@dataclass(frozen=True, slots=True)
class Size:
    """What a part weighs, in bytes: as it is, and compressed (brotli, else gzip)."""

    raw: int
    compressed: int


def sizes(
    folder: Path, part_of: Callable[[Path], str] | None = None
) -> dict[str, Size]:
    """Weigh a built folder by part.

    Args:
        folder: The folder.
        part_of: Names the part that a path in it belongs to; None: those of a page.
    """
    name_of = part_of or _part_of
    found: dict[str, Size] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in {".br", ".gz"}:
            continue
        part = name_of(path.relative_to(folder))
        raw = path.stat().st_size
        before = found.get(part, Size(0, 0))
        found[part] = Size(before.raw + raw, before.compressed + _compressed(path, raw))
    return found


def table(parts: Mapping[str, Size]) -> list[str]:
    """Write sizes down for a person, with what a first visit waits for in sum."""
    first = [size for part, size in parts.items() if part not in LATER]
    total = Size(sum(s.raw for s in first), sum(s.compressed for s in first))
    rows = [*((p, s) for p, s in parts.items() if p not in LATER)]
    rows.append(("first visit", total))
    rows += [(p, s) for p, s in parts.items() if p in LATER]
    width = max(len(part) for part, _ in rows)
    return [
        f"  {part.ljust(width)}  {_mega(size.raw)} MB, "
        f"{_mega(size.compressed)} MB over the wire"
        for part, size in rows
    ]


def _part_of(inside: Path) -> str:
    top = inside.parts[0]
    if top.startswith("python-"):
        return _OF_PYTHON.get(inside.parts[1], "packages")
    if top.startswith("client-") and inside.name.startswith("behaviour-"):
        return _PARTS["rest"]
    for beginning, part in _PARTS.items():
        if top.startswith(beginning):
            return part
    return "installation and offline visits"


def _compressed(path: Path, raw: int) -> int:
    for suffix in (".br", ".gz"):
        beside = path.with_name(path.name + suffix)
        if beside.is_file():
            return beside.stat().st_size
    return raw


def _mega(size: int) -> str:
    return f"{size / 1e6:6.2f}"
