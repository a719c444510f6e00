"""What the tests of the server have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.rig import Running, WriteApp, running


@pytest.fixture
def server() -> Iterator[Running]:
    """A server with the counter at its root."""
    with running() as live:
        yield live


@pytest.fixture
def write_app(tmp_path: Path) -> WriteApp:
    """Write an app file; the names that it needs are imported for it."""

    def write(source: str, name: str = "made.py", docstring: str = "") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f'"""{docstring}"""\n' if docstring else ""
        head += "import sys, threading, time\nfrom tempest_core import *\n"
        file.write_text(head + source, encoding="utf-8")
        return file

    return write
