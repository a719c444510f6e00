"""Compressed files beside the others, for hosts that serve them as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tempestweb.wasm.cache import cache_folder, digest
from tempestweb.wasm.workshop import Workshop

#: Of brotli, 0 to 11. Beyond 9 it takes ten times as long for a few per cent: worth it
#: for Pyodide's own files, which are the same in every build.
QUALITY: Final = 9
BEST_QUALITY: Final = 11

#: Below this many bytes compression gains nothing.
LEAST: Final = 256

#: What is compressed already.
_DENSE: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".br", ".gz"})


def compress(workshop: Workshop, folder: Path) -> None:
    """Put a `.br` and a `.gz` beside each file of a folder where that makes it smaller.

    The cache has those of files that were compressed before. Needs Node.js.
    """
    cache = cache_folder("compressed")
    known = {path: cache / _name(path) for path in _worthwhile(folder)}
    todo = [
        (str(path.resolve()), str(stored), _quality(path))
        for path, stored in known.items()
        if not _beside(stored, ".gz").is_file()
    ]
    if todo:
        workshop.run("compress.mjs", {"files": todo})
    for path, stored in known.items():
        for suffix in (".br", ".gz"):
            compressed = _beside(stored, suffix)
            if compressed.stat().st_size < path.stat().st_size:
                shutil.copyfile(compressed, _beside(path, suffix))


def _worthwhile(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        is_sparse = path.is_file() and path.suffix not in _DENSE
        if is_sparse and path.stat().st_size >= LEAST:
            yield path


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _name(path: Path) -> str:
    return digest(str(_quality(path)), path.read_bytes())


def _quality(path: Path) -> int:
    return BEST_QUALITY if path.name.startswith("pyodide.") else QUALITY
