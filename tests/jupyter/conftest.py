"""Comms as pages open them, without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import comm
import pytest

from tempestweb.jupyter import door
from tests.support.channel import Channel


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Channel]]:
    """Opens comms as a page does."""
    targets: dict[str, Callable[..., None]] = {}

    class Manager:
        register_target = targets.__setitem__

    monkeypatch.setattr(comm, "get_comm_manager", Manager)
    files: dict[Path, Any] = {}
    monkeypatch.setattr(door, "_files", files)
    door.open_door()

    def open_comm(data: object) -> Channel:
        channel = Channel()
        targets["tempestweb"](channel, {"content": {"data": data}})
        return channel

    yield open_comm
    for opened in files.values():
        opened.file_app.app.close()
