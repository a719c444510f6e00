from __future__ import annotations

import json
import logging
import struct
import threading
from contextlib import suppress

import pytest
import websocket

from tempestweb.server.standalone import Address
from tests.server.rig import (
    PATIENCE,
    Running,
    Tab,
    Visitor,
    WriteApp,
    drop,
    running,
)

HELLO = '{"kind":"hello","view":"view-1","version":1,"environment":{}}'


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


def test_a_page_of_another_origin_gets_no_websocket(visitor: Visitor) -> None:
    visitor.get()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        visitor.socket(origin="http://evil.example")

    assert refused.value.status_code == 403


def test_a_cross_site_request_is_refused_whatever_its_host(visitor: Visitor) -> None:
    visitor.get()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        visitor.socket(header=["Sec-Fetch-Site: cross-site"])

    assert refused.value.status_code == 403


def test_an_origin_can_be_allowed() -> None:
    allowed = frozenset({"https://good.example"})
    with running(address=Address(port=0, allowed_origins=allowed)) as server:
        visitor = server.visitor()
        drop(visitor.socket(origin="https://good.example"))
        with pytest.raises(websocket.WebSocketBadStatusException):
            visitor.socket(origin="https://evil.example")


def test_a_local_server_answers_to_local_names_only(visitor: Visitor) -> None:
    rebound = visitor.get(Host="evil.example")
    local = visitor.get(Host="localhost:8000")

    assert rebound.status == 403
    assert local.status == 200


def test_an_unknown_app_has_no_websocket(visitor: Visitor) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        visitor.socket("nowhere/comm")

    # Below a single app every address is its page, and no page is a WebSocket.
    assert refused.value.status_code in {200, 404}


def test_a_message_that_is_too_large_ends_the_connection(visitor: Visitor) -> None:
    tab = visitor.open()
    tab.click("up")
    # The server hangs up while the rest is still on its way.
    with suppress(OSError):
        tab.send_raw(_announce(100_000_000) + b"x" * 100_000_000)

    tab.join()
    tab.click("up")

    assert tab.verdicts == ["resumed", "resumed"]
    assert tab.text("count") == "Count: 2"


def test_the_end_says_that_the_message_was_too_large(visitor: Visitor) -> None:
    tab = visitor.open()
    tab.send_raw(_announce(1024 * 1024 + 1))

    assert tab.close_code() == 1009


def _announce(length: int) -> bytes:
    """Return how a text frame of that length begins; its mask changes nothing."""
    return struct.pack("!BBQ4x", 0x81, 0xFF, length)


def test_a_flood_ends_its_connection_and_nothing_else(server: Running) -> None:
    tab, other = server.visitor().open(), server.visitor().open()
    # The server hangs up long before the last.
    with suppress(OSError, websocket.WebSocketException):
        for _ in range(10_000):
            tab.tell("ack", epoch=tab.epoch, seq=tab.seq)

    other.click("up")
    server.until(lambda: server.host.sessions.connections == 1)
    refused = other.visitor.get("metrics").text
    tab.join()
    tab.click("up")

    assert 'tempestweb_refused_total{reason="rate"} 1.0' in refused
    assert tab.verdicts == ["resumed", "resumed"]
    assert tab.text("count") == "Count: 1"


def test_a_flood_is_told_why() -> None:
    with running(max_burst=2, max_rate=1.0) as server:
        tab = server.visitor().open()
        tab.tell("ack", epoch=tab.epoch, seq=tab.seq)
        tab.tell("ack", epoch=tab.epoch, seq=tab.seq)

        assert tab.close_code() == 1008


NONSENSE = [
    "",
    "{",
    "[1, 2]",
    "null",
    "[" * 100_000,
    '{"msg_type": "comm_msg"}',
    '{"msg_type": {}, "content": {}}',
    '{"msg_type": "comm_msg", "content": {"comm_id": "a b", "data": {}}}',
    '{"msg_type": "comm_msg", "content": {"comm_id": 1, "data": {}}}',
    '{"msg_type": "comm_msg", "content": {"comm_id": "comm-1", "data": 7}}',
    '{"msg_type": "shutdown", "content": {"comm_id": "comm-1"}}',
]
"""No frames."""


@pytest.mark.parametrize("frame", NONSENSE)
def test_a_frame_that_makes_no_sense_is_answered_and_changes_nothing(
    visitor: Visitor, frame: str
) -> None:
    tab = visitor.open()

    tab.wire.send(frame)
    tab.wait(lambda: tab.errors)
    tab.click("up")

    assert tab.errors[0]["code"] == "client.malformed"
    assert tab.errors[0]["source"] == "protocol"
    assert tab.text("count") == "Count: 1"


@pytest.mark.parametrize("frame", NONSENSE)
def test_a_frame_that_makes_no_sense_opens_no_session(
    server: Running, frame: str
) -> None:
    tab = Tab(server.visitor()).connect()

    tab.wire.send(frame)

    assert tab.close_code() == 1002
    assert len(server.host.sessions) == 0


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "nonsense"},
        {"kind": ["hello"]},
        {"kind": "event", "view": "view-1"},
        {"kind": "event", "view": 1, "epoch": "x", "n": -1, "seq": None, "data": []},
        {"kind": "hello", "view": "view-1", "version": 99, "environment": {}},
    ],
)
def test_a_message_of_wrong_types_is_answered_and_changes_nothing(
    visitor: Visitor, message: dict[str, object]
) -> None:
    tab = visitor.open()

    tab.wire.send(tab.frame(json.dumps(message)))
    tab.wait(lambda: tab.errors)
    tab.click("up")

    assert tab.errors[0]["source"] == "protocol"
    assert tab.text("count") == "Count: 1"


@pytest.mark.parametrize(
    "content",
    [
        {"comm_id": "comm-1", "data": json.loads(HELLO)},
        {"comm_id": "comm-1", "target_name": "other", "data": json.loads(HELLO)},
        {"comm_id": "comm-1", "target_name": "tempestweb", "data": {"kind": "bye"}},
        {
            "comm_id": "comm-1",
            "target_name": "tempestweb",
            "data": {"kind": "bye", "view": "view-1"},
        },
    ],
)
def test_a_comm_that_is_opened_wrongly_opens_no_session(
    server: Running, content: dict[str, object]
) -> None:
    tab = Tab(server.visitor()).connect()

    tab.wire.send(json.dumps({"msg_type": "comm_open", "content": content}))

    assert tab.close_code() == 1002
    assert len(server.host.sessions) == 0


def test_a_binary_frame_that_is_none_is_answered_and_changes_nothing(
    visitor: Visitor,
) -> None:
    tab = visitor.open()
    tab.wire.send_binary(b"\0")
    tab.wait(lambda: tab.errors)

    assert tab.errors[-1]["code"] == "client.malformed"


def test_a_handler_that_never_returns_holds_up_its_own_session_only(
    write_app: WriteApp, caplog: pytest.LogCaptureFixture
) -> None:
    app = write_app(
        "release = threading.Event()\n"
        "def make_state(): return [0]\n"
        "def hang():\n"
        "    release.wait()\n"
        "def view(app):\n"
        "    def up(): app.set_state(lambda s: s.__setitem__(0, s[0] + 1))\n"
        "    return Column(children=[Text(content=str(app.state[0]), key='count'),\n"
        "        Button(label='!', on_click=hang, key='hang'),\n"
        "        Button(label='+', on_click=up, key='up')])"
    )
    with running(app, stuck_after=0.0, max_queue=8) as server:
        stuck, other = server.visitor().open(), server.visitor().open()
        stuck.event("hang", "click", x=1, y=1)
        other.click("up")
        session = next(s for s in server.host.sessions if s.token == stuck.token)
        server.until(lambda: not session.queue.is_empty)
        with caplog.at_level(logging.WARNING, "tempestweb"):
            server.do(server.host.tick)
            server.do(server.host.tick)
        told = [r for r in caplog.records if "runs for more than" in r.message]
        # What waits for the handler is bounded.
        for _ in range(12):
            stuck.event("up", "click", x=1, y=1)
        code = stuck.close_code()
        other.click("up")
        fresh = server.visitor().open()
        fresh.click("up")
        session.source.get().view.__globals__["release"].set()
        stuck.join()
        stuck.idle()

    assert other.text("count") == "2"
    assert code == 1013
    assert len(told) == 1
    assert "in hang\n    release.wait()" in told[0].message
    assert stuck.text("count") == "12"


def test_a_view_that_hangs_holds_up_its_own_page_only(write_app: WriteApp) -> None:
    app = write_app(
        "release = threading.Event()\n"
        "count = []\n"
        "def view(app):\n"
        "    count.append(1)\n"
        "    if len(count) == 1: release.wait()\n"
        "    return Text(content='here', key='it')"
    )
    with running(app) as server:
        answers: list[int] = []
        first = threading.Thread(
            target=lambda: answers.append(server.visitor().get().status)
        )
        first.start()
        server.until(lambda: len(server.host.sessions) == 1)
        source = server.server.sources[""]
        server.until(lambda: "count" in source.get().view.__globals__)
        server.until(lambda: source.get().view.__globals__["count"])
        second = server.visitor().get()
        source.get().view.__globals__["release"].set()
        first.join(PATIENCE)

    assert second.status == 200
    assert answers == [200]


def test_a_page_that_never_reads_is_disconnected(write_app: WriteApp) -> None:
    app = write_app(
        "import itertools\n"
        "def make_state(): return itertools.count()\n"
        "def view(app):\n"
        "    def grow(): app.set_state(lambda s: next(s))\n"
        "    text = str(app.state) + 'x' * 1_000_000\n"
        "    return Button(label=text, on_click=grow, key='grow')"
    )
    limit = 4_000_000
    with running(app, max_unread=limit) as server:
        tab = server.visitor().open()
        (connection,) = server.host.connections
        most = 0
        with suppress(OSError, websocket.WebSocketException):
            while not connection.is_over:
                tab.event("grow", "click", x=1, y=1)
                most = max(most, connection.unread)
        server.until(connection.gone.is_set)
        other = server.visitor().open()
        other.click("grow")

    assert 1_000_000 < most <= limit + 1_100_000
    assert connection.unread == 0


def test_sys_exit_in_a_handler_ends_nothing(write_app: WriteApp) -> None:
    app = write_app(
        "def make_state(): return [0]\n"
        "def view(app):\n"
        "    def up(): app.set_state(lambda s: s.__setitem__(0, s[0] + 1))\n"
        "    return Column(children=[Text(content=str(app.state[0]), key='count'),\n"
        "        Button(label='!', on_click=lambda: sys.exit(), key='exit'),\n"
        "        Button(label='+', on_click=up, key='up')])"
    )
    with running(app) as server:
        tab = server.visitor().open()
        tab.event("exit", "click", x=1, y=1)
        tab.click("up")

    assert len(tab.errors) == 1
    assert tab.text("count") == "1"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        # As with any view that fails, its page tells so.
        ("def view(app): sys.exit(3)", 200),
        ("def make_state(): sys.exit(3)\ndef view(app): return Text(content='')", 500),
    ],
)
def test_sys_exit_in_an_app_ends_no_server(
    write_app: WriteApp, code: str, status: int
) -> None:
    with running(write_app(code)) as server:
        visitor = server.visitor()

        assert visitor.get().status == status
        assert visitor.request("GET", "/healthz").status == 200


def test_an_async_handler_that_never_gives_way_holds_up_its_own_session_only(
    write_app: WriteApp, caplog: pytest.LogCaptureFixture
) -> None:
    app = write_app(
        "import asyncio\n"
        "begun, release = threading.Event(), threading.Event()\n"
        "def make_state(): return [0]\n"
        "async def hang():\n"
        "    begun.set()\n"
        "    release.wait()\n"
        "def view(app):\n"
        "    async def up():\n"
        "        await asyncio.sleep(0)\n"
        "        app.set_state(lambda s: s.__setitem__(0, s[0] + 1))\n"
        "    return Column(children=[Text(content=str(app.state[0]), key='count'),\n"
        "        Button(label='!', on_click=hang, key='hang'),\n"
        "        Button(label='+', on_click=up, key='up')])"
    )
    with running(app, stuck_after=0.0) as server:
        stuck, other = server.visitor().open(), server.visitor().open()
        source = server.server.sources[""]
        module = source.get().view.__globals__
        stuck.event("hang", "click", x=1, y=1)
        assert module["begun"].wait(PATIENCE)
        other.click("up")
        other.wait(lambda: other.text("count") == "1")
        with caplog.at_level(logging.WARNING, "tempestweb"):
            server.do(server.host.tick)
            server.do(server.host.tick)
            server.do(server.host.tick)
        # With no patience at all the other session's may be met at work, too.
        stuck_ones = [r for r in caplog.records if "does not await" in r.message]
        told = [r for r in stuck_ones if "in hang" in r.message]
        module["release"].set()
        stuck.click("up")
        stuck.wait(lambda: stuck.text("count") == "1")

    assert len(told) == 1
    assert "in hang\n    release.wait()" in told[0].message
