from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.server.rig import COUNTER, PATIENCE, Visitor, WriteApp, running
from tests.support.serving import AppServer, serve


@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT"])
def test_a_server_that_is_told_to_end_tells_its_pages(signal: str) -> None:
    with serve(COUNTER) as served:
        tab = Visitor(served.url).open()
        tab.click("up")
        served.signal(signal)

        assert tab.close_code() == 1001
        # A page may come back to the server that comes after.
        assert not tab.is_ended
        assert served.wait() == 0
        tab.visitor.leave()


def test_a_handler_that_runs_is_waited_for(write_app: WriteApp) -> None:
    app = write_app(
        "begun, release = threading.Event(), threading.Event()\n"
        "def make_state(): return [0]\n"
        "def view(app):\n"
        "    def slow():\n"
        "        begun.set()\n"
        "        release.wait()\n"
        "        app.set_state(lambda s: s.__setitem__(0, 1))\n"
        "    return Column(children=[Text(content=str(app.state[0]), key='count'),\n"
        "        Button(label='+', on_click=slow, key='slow')])"
    )
    with running(app) as server:
        tab = server.visitor().open()
        view = server.server.sources[""].get().view.__globals__
        tab.event("slow", "click", x=1, y=1)
        assert view["begun"].wait(PATIENCE)
        stopping = threading.Thread(target=lambda: server.wait(server.server.stop()))
        stopping.start()
        server.until(lambda: server.host.is_stopping)
        view["release"].set()
        tab.idle()
        code = tab.close_code()
        tab.visitor.leave()
        stopping.join(PATIENCE)

    assert code == 1001
    assert tab.text("count") == "1"


def test_a_handler_that_never_returns_does_not_keep_the_process(
    write_app: WriteApp,
) -> None:
    app = write_app(
        "def hang():\n"
        "    print('hanging', flush=True)\n"
        "    threading.Event().wait()\n"
        "def view(app): return Button(label='!', on_click=hang, key='hang')"
    )
    with serve(app) as served:
        tab = Visitor(served.url).open()
        tab.event("hang", "click", x=1, y=1)
        served.wait_for_log("hanging")
        served.signal("SIGTERM")

        assert tab.close_code() == 1001
        tab.visitor.leave()
        assert served.wait() == 0


def test_the_apps_end_with_their_server(write_app: WriteApp, tmp_path: Path) -> None:
    app = write_app(
        "import asyncio\n"
        "from pathlib import Path\n"
        f"mark = Path({str(tmp_path / 'cancelled')!r})\n"
        "async def wait():\n"
        "    try:\n"
        "        await asyncio.sleep(3600)\n"
        "    except asyncio.CancelledError:\n"
        "        mark.write_text('yes')\n"
        "        raise\n"
        "def view(app): return Button(label='!', on_click=wait, key='wait')"
    )
    with running(app) as server:
        tab = server.visitor().open()
        tab.click("wait")
        session = next(iter(server.host.sessions))
        assert session.app is not None
    server_threads = [t for t in threading.enumerate() if t.name == "server"]

    assert server_threads == []
    done = threading.Event()
    while not (tmp_path / "cancelled").exists():
        assert not done.wait(0.01)


def test_a_served_process_says_where_it_is() -> None:
    with serve(COUNTER) as served:
        assert isinstance(served, AppServer)
        assert served.announced == f"Counter: {served.url}"
        served.signal("SIGTERM")
        assert served.wait() == 0
