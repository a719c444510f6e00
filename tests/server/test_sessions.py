from __future__ import annotations

import gc
import weakref

import pytest

from tempestweb.server.standalone import Address
from tests.server.rig import (
    COUNTER,
    Running,
    Tab,
    Visitor,
    WriteApp,
    drop,
    running,
)


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


def test_a_click_counts(visitor: Visitor) -> None:
    tab = visitor.open()

    tab.click("up")

    assert tab.text("count") == "Count: 1"


def test_the_page_s_client_resumes_what_the_page_shows(visitor: Visitor) -> None:
    tab = visitor.open()

    assert tab.verdicts == ["resumed"]
    assert [message["kind"] for message in tab.received] == ["mount"]


def test_visitors_have_a_state_of_their_own(server: Running) -> None:
    first, second = server.visitor().open(), server.visitor().open()

    first.click("up")
    second.click("down")

    assert first.text("count") == "Count: 1"
    assert second.text("count") == "Count: -1"


def test_two_pages_of_one_visitor_have_a_state_of_their_own(visitor: Visitor) -> None:
    first, second = visitor.open(), visitor.open()

    first.click("up")
    second.click("up")

    assert second.text("count") == "Count: 1"


def test_a_reloaded_page_keeps_its_state(visitor: Visitor) -> None:
    tab = visitor.open()
    tab.click("up")
    tab.cut()

    # The client kept the token, and nothing else.
    visitor.get()
    again = Tab(visitor)
    again.token = tab.token
    again.join()

    assert again.verdicts == ["same"]
    assert again.text("count") == "Count: 1"


def test_a_duplicated_tab_is_a_second_view_of_the_session(visitor: Visitor) -> None:
    tab = visitor.open()
    copy = Tab(visitor)
    copy.token = tab.token
    copy.join()

    tab.click("up")
    copy.wait(lambda: copy.text("count") == "Count: 1")
    copy.click("up")
    tab.wait(lambda: tab.text("count") == "Count: 2")

    assert copy.text("count") == "Count: 2"


def test_a_view_that_was_cut_off_misses_nothing(server: Running) -> None:
    visitor = server.visitor()
    tab = visitor.open()
    copy = Tab(visitor)
    copy.token = tab.token
    copy.join()
    tab.cut()
    server.until(lambda: server.host.sessions.connections == 1)
    copy.click("up")
    copy.click("up")

    tab.join()
    tab.wait(lambda: tab.seq == copy.seq)

    assert tab.verdicts == ["resumed", "resumed"]
    assert tab.root == copy.root


def test_events_that_were_lost_on_the_way_take_effect_once(visitor: Visitor) -> None:
    tab = visitor.open()
    tab.click("up")
    tab.cut()
    tab.event("up", "click", x=1, y=1)
    tab.event("up", "click", x=1, y=1)

    tab.join()
    tab.idle()

    assert tab.text("count") == "Count: 3"


def test_events_whose_answer_was_lost_take_effect_once(visitor: Visitor) -> None:
    tab = visitor.open()
    tab.event("up", "click", x=1, y=1)
    tab.event("up", "click", x=1, y=1)
    tab.cut()

    tab.join()
    tab.idle()
    tab.click("up")

    assert tab.text("count") == "Count: 3"


def test_a_view_comes_back_before_the_server_saw_it_go(visitor: Visitor) -> None:
    tab = visitor.open()
    old = tab.wire

    tab.join()
    tab.click("up")
    drop(old)
    tab.click("up")

    assert tab.text("count") == "Count: 2"


def test_the_wrong_token_is_a_new_session(visitor: Visitor) -> None:
    visitor.get()
    tab = Tab(visitor)
    tab.token = "no-such-session.signature"

    tab.join()

    assert tab.verdicts == ["new"]
    assert tab.text("count") == "Count: 0"
    assert tab.token != "no-such-session.signature"


def test_a_client_without_a_page_gets_a_session(server: Running) -> None:
    tab = Tab(server.visitor()).join()

    assert tab.verdicts == ["new"]
    assert tab.text("count") == "Count: 0"


def test_a_stolen_token_is_refused(server: Running) -> None:
    tab = server.visitor().open()
    tab.click("up")
    thief = server.visitor()
    thief.get()
    stolen = Tab(thief)
    stolen.token = tab.token

    stolen.join()
    code = stolen.close_code()

    assert stolen.verdicts == ["refused"]
    assert stolen.document is None
    assert stolen.errors[0]["code"] == "client.token"
    assert stolen.is_ended
    assert code == 1000


def test_a_stolen_token_without_a_cookie_shows_nothing(server: Running) -> None:
    tab = server.visitor().open()
    tab.click("up")
    stolen = Tab(server.visitor())
    stolen.token = tab.token

    stolen.join()

    assert stolen.verdicts == ["new"]
    assert stolen.text("count") == "Count: 0"


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token + "x",
        lambda token: token.partition(".")[0],
        lambda token: token.partition(".")[0] + ".é\ud800",
    ],
)
def test_a_token_that_was_changed_is_refused(visitor: Visitor, change: object) -> None:
    tab = visitor.open()
    assert callable(change)
    forged = Tab(visitor)
    forged.token = change(tab.token)

    forged.join()

    assert forged.verdicts == ["refused"]


def test_a_token_of_another_app_is_refused(write_app: WriteApp) -> None:
    other = write_app("def view(app): return Text(content='secret', key='it')")
    with running(COUNTER, other) as server:
        visitor = server.visitor()
        tab = visitor.open("made/", "made/")
        confused = Tab(visitor, "counter/comm")
        confused.token = tab.token
        confused.join()

        assert confused.verdicts == ["refused"]


def test_a_session_waits_for_its_page_as_long_as_is_configured() -> None:
    with running(session_ttl=0.0) as server:
        visitor = server.visitor()
        tab = visitor.open()
        tab.click("up")
        server.do(server.host.tick)
        assert len(server.host.sessions) == 1
        tab.cut()
        server.until(lambda: server.host.sessions.connections == 0)
        server.do(server.host.tick)
        assert len(server.host.sessions) == 0

        tab.join()

    assert tab.verdicts == ["resumed", "new"]
    assert tab.text("count") == "Count: 0"


def test_a_session_that_nobody_connects_to_is_dropped() -> None:
    with running(unclaimed_ttl=0.0) as server:
        server.visitor().get()
        server.do(server.host.tick)

        assert len(server.host.sessions) == 0


def test_a_full_server_says_so_and_keeps_those_it_has() -> None:
    with running(max_sessions=1) as server:
        tab = server.visitor().open()
        page = server.visitor().get()
        late = Tab(server.visitor())
        late.connect()
        late.tell("hello", version=1, environment={})
        code = late.close_code()
        tab.click("up")
        ready = server.visitor().get("readyz")

    assert page.status == 503
    assert page.headers["Retry-After"]
    assert "as many visitors as it can take" in page.text
    assert late.errors[0]["code"] == "tempestweb.full"
    assert code == 1013
    assert tab.text("count") == "Count: 1"
    assert ready.status == 503


def test_after_a_restart_a_page_gets_a_new_session() -> None:
    with running() as server:
        tab = server.visitor().open()
        tab.click("up")
        port = server.server.port
        tab.cut()
    with running(address=Address(port=port)) as server:
        visitor = server.visitor()
        visitor.cookies = tab.visitor.cookies
        again = Tab(visitor, view=tab.view)
        again.document, again.epoch, again.seq = tab.document, tab.epoch, tab.seq
        again.token = tab.token
        again.join()
        again.click("up")
        # It was given a cookie that this server knows, and comes back with it.
        again.cut()
        again.join()

    assert again.verdicts == ["new", "resumed"]
    assert again.text("count") == "Count: 1"


def test_a_handler_that_fails_costs_its_user_one_error(write_app: WriteApp) -> None:
    app = write_app(
        "def make_state(): return [0]\n"
        "def fail(): raise ValueError('a secret')\n"
        "def view(app):\n"
        "    def up(): app.set_state(lambda s: s.__setitem__(0, s[0] + 1))\n"
        "    return Column(children=[Text(content=str(app.state[0]), key='count'),\n"
        "        Button(label='!', on_click=fail, key='fail'),\n"
        "        Button(label='+', on_click=up, key='up')])"
    )
    with running(app) as server:
        tab = server.visitor().open()
        tab.click("fail")
        tab.wait(lambda: tab.errors)
        tab.click("up")

    assert tab.text("count") == "1"
    assert len(tab.errors) == 1
    assert "secret" not in str(tab.errors[0])
    assert tab.errors[0]["reference"]


def test_a_state_that_cannot_be_made_is_told_to_the_page(write_app: WriteApp) -> None:
    app = write_app(
        "count = 0\n"
        "def make_state():\n"
        "    raise ValueError('a secret')\n"
        "def view(app): return Text(content='')"
    )
    with running(app) as server:
        tab = Tab(server.visitor())
        tab.connect()
        tab.tell("hello", version=1, environment={})
        tab.wait(lambda: tab.errors)

    assert tab.errors[0]["source"] == "view"
    assert "secret" not in str(tab.errors[0])


def test_a_session_that_ended_leaves_nothing_behind(write_app: WriteApp) -> None:
    app = write_app("def view(app): return Text(content='here', key='it')")
    with running(app, session_ttl=0.0) as server:
        tab = server.visitor().open()
        (session,) = server.host.sessions
        assert session.app is not None
        gone = weakref.ref(session.app)
        del session
        tab.cut()
        server.until(lambda: server.host.sessions.connections == 0)
        server.do(server.host.tick)

        def is_gone() -> bool:
            gc.collect()
            return gone() is None

        server.until(is_gone)
