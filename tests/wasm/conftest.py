"""Apps to build, and no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

VIEW = """
from tempest_core import Text

def view(app):
    return Text(content="Hello")
"""

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files into a folder; returns it."""

    def write_files(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "shop"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return write_files


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TEMPESTWEB_CACHE", str(folder))
    return folder
