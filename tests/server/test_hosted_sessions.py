from __future__ import annotations

from collections.abc import Iterator

import pytest

from tempestweb.loading import LoadedApp
from tempestweb.server.apps import find_sources
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.loops import Loops
from tempestweb.server.runner import JobQueue, Workers
from tempestweb.server.sessions import HostedSession
from tempestweb.server.tokens import Tokens, new_session_id
from tests.server.rig import (
    WriteApp,
)
from tests.support.rig import show


@pytest.fixture
def loops() -> Iterator[Loops]:
    loops = Loops(4)
    yield loops
    loops.stop()


@pytest.fixture
def alone(write_app: WriteApp, loops: Loops) -> HostedSession:
    """A session that no server has."""
    app = write_app(
        "import asyncio\n"
        "async def wait(): await asyncio.sleep(3600)\n"
        "def view(app): return Button(label='!', on_click=wait, key='wait')"
    )
    (source,) = find_sources([str(app)]).values()
    token = Tokens(b"secret").issue(new_session_id(), "somebody")
    queue = JobQueue("q", Workers(1), 10)
    return HostedSession(source, "somebody", token, queue, loops, 0.0)


def test_an_app_that_is_made_after_its_session_ended_is_closed(
    alone: HostedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = alone.source.get

    def slow_get() -> LoadedApp:
        alone.close()
        return get()

    monkeypatch.setattr(alone.source, "get", slow_get)

    assert alone.start(TempestwebHosting()).is_closed


def test_a_session_that_is_ended_twice_gives_its_loop_back_once(
    alone: HostedSession, loops: Loops
) -> None:
    client, _ = show(alone.start(TempestwebHosting()))
    client.event("wait", "click")

    alone.close()
    alone.close()

    loops.take()
    assert len(loops) == 1
