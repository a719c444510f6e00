"""Compressed files beside the others, for hosts that serve them as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tempestweb.wasm.cache import cache_folder, digest
from tempestweb.wasm.workshop import Workshop

#: Of brotli, 0 to 11; beyond, it takes several times as long for a few per cent.
QUALITY: Final = 9

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
        (str(path.resolve()), str(stored))
        for path, stored in known.items()
        if not _beside(stored, ".gz").is_file()
    ]
    if todo:
        workshop.run("compress.mjs", {"files": todo, "quality": QUALITY})
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
    return digest(str(QUALITY), path.read_bytes())
