"""What builds fetch and make once: in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder(name: str) -> Path:
    """Return a folder of the cache; it is made if need be.

    The environment's `TEMPESTWEB_CACHE` names another place for all of it.
    """
    chosen = os.environ.get("TEMPESTWEB_CACHE")
    root = Path(chosen) if chosen else user_cache_path("tempestweb")
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def make_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder that is whole or not there at all; make it if it is not.

    Args:
        folder: The folder.
        make: Fills a folder that is to become it.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as place:
        made = Path(place, folder.name)
        made.mkdir()
        make(made)
        try:
            made.rename(folder)
        except OSError:
            # Another build was faster.
            if not folder.is_dir():
                raise
    return folder


def digest(*parts: bytes | str) -> str:
    """Name a content, in 16 hexadecimal digits."""
    sum_ = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sum_.update(len(data).to_bytes(8, "big") + data)
    return sum_.hexdigest()[:16]


def copy_into(files: list[Path], folder: Path) -> None:
    """Copy files into a folder."""
    for file in files:
        shutil.copyfile(file, folder / file.name)
