"""A page that is loaded again shows the session that it had, from the first HTML on."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from tests.server.rig import (
    COUNTER,
    PATIENCE,
    Answer,
    Running,
    Tab,
    Visitor,
    WriteApp,
    running,
)

RELOAD = {"Cache-Control": "max-age=0"}
"""What browsers say when a page is loaded again."""


@pytest.fixture
def tab(server: Running) -> Tab:
    """A tab that has counted to one."""
    opened = server.visitor().open()
    opened.click("up")
    return opened


def _is_answered(tab: Tab) -> bool:
    return bool(tab.verdicts)


def show(visitor: Visitor, tab: Tab, path: str = "", **headers: str) -> Answer:
    """Load the page again, in a browser where the user looks at a tab."""
    assert tab.token is not None
    cookie = f"tempestweb-session-{visitor.port}"
    visitor.cookies[cookie] = tab.token.partition(".")[0]
    return visitor.request("GET", visitor.root + path, headers=RELOAD | headers)


def test_a_reloaded_page_shows_its_session_at_once(server: Running, tab: Tab) -> None:
    page = show(tab.visitor, tab)
    again = Tab(tab.visitor)
    again.adopt(page)
    tab.cut()
    again.join()
    again.click("up")

    assert "Count: 1" in page.html
    assert page.mount["isFormer"]
    assert page.mount["token"] == tab.token
    assert again.verdicts == ["resumed"]
    assert again.text("count") == "Count: 2"
    assert len(server.host.sessions) == 1


def test_other_views_follow_while_a_page_is_reloaded(tab: Tab) -> None:
    again = Tab(tab.visitor)
    again.adopt(show(tab.visitor, tab))
    tab.click("up")

    again.join()
    again.wait(lambda: again.text("count") == "Count: 2")
    again.click("up")
    tab.wait(lambda: tab.text("count") == "Count: 3")

    assert tab.verdicts == again.verdicts == ["resumed"]


def test_what_a_reload_tells_of_its_surroundings_is_shown_in_other_views(
    tab: Tab,
) -> None:
    before = tab.seq
    dark = {"Sec-CH-Prefers-Color-Scheme": "dark"}
    page = show(tab.visitor, tab, **dark)
    tab.wait(lambda: tab.seq > before)

    assert page.mount["seq"] == tab.seq
    assert page.mount["css"][0] in tab.rules


def test_a_page_that_is_opened_afresh_has_a_state_of_its_own(tab: Tab) -> None:
    show(tab.visitor, tab)
    page = tab.visitor.get()

    assert "Count: 0" in page.html
    assert not page.mount["isFormer"]


def test_a_session_is_shown_to_its_own_visitor_only(server: Running, tab: Tab) -> None:
    stranger, known = server.visitor(), server.visitor()
    known.get()

    pages = [show(thief, tab) for thief in (stranger, known)]

    assert ["Count: 0" in page.html for page in pages] == [True, True]
    assert [page.mount["isFormer"] for page in pages] == [False, False]


def test_a_session_is_shown_by_its_own_app_only(write_app: WriteApp) -> None:
    other = write_app("def view(app): return Text(content='other')")
    with running(COUNTER, other) as server:
        visitor = server.visitor()
        tab = visitor.open("counter/", "counter/")
        page = show(visitor, tab, "made/")

    assert "other" in page.html
    assert not page.mount["isFormer"]


@pytest.mark.parametrize("session_id", ["", "nothing", "%00", '"a b"'])
def test_a_session_that_is_gone_is_a_new_one(tab: Tab, session_id: str) -> None:
    tab.token = f"{session_id}."
    page = show(tab.visitor, tab)

    assert "Count: 0" in page.html


def test_a_page_does_not_wait_for_a_session_that_is_stuck(
    write_app: WriteApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempestweb.server.visits.RELOAD_SECONDS", 0.05)
    app = write_app(
        "begun, release = threading.Event(), threading.Event()\n"
        "def make_state(): return 0\n"
        "def view(app):\n"
        "    def hang():\n"
        "        begun.set()\n"
        "        release.wait()\n"
        "    return Button(label='!', on_click=hang, key='hang')"
    )
    with running(app) as server:
        tab = server.visitor().open()
        module = server.server.sources[""].get().view.__globals__
        tab.event("hang", "click", x=1, y=1)
        begun: threading.Event = module["begun"]
        assert begun.wait(PATIENCE)
        page = show(tab.visitor, tab)
        module["release"].set()

    assert page.status == 200
    assert not page.mount["isFormer"]


def test_a_reloaded_page_stays_on_the_screens_that_were_opened(
    write_app: WriteApp,
) -> None:
    app = write_app(
        "def view(app):\n"
        "    def push(): app.push(Route(name='/deep', params={'a': [1]}))\n"
        "    text = f'{app.nav.top.params}'\n"
        "    return Column(children=[Text(content=text, key='where'),\n"
        "        Button(label='+', on_click=push, key='push')])"
    )
    with running(app) as server:
        tab = server.visitor().open()
        tab.click("push")
        shown = tab.text("where")
        page = show(tab.visitor, tab, "deep")

    assert "[1]" in shown
    assert "[1]" in page.html


def test_a_session_that_its_page_does_not_want_ends_at_once(
    server: Running, tab: Tab
) -> None:
    unwanted = tab.visitor.get().mount["token"]
    assert len(server.host.sessions) == 2
    copy = Tab(tab.visitor)
    copy.token = tab.token
    copy.connect()
    copy.tell("hello", version=1, environment={}, token=tab.token, unused=unwanted)
    copy.wait(lambda: copy.verdicts)

    assert copy.verdicts == ["same"]
    assert len(server.host.sessions) == 1


def test_nobody_ends_a_session_of_somebody_else_or_one_that_is_used(
    server: Running, tab: Tab
) -> None:
    unclaimed = server.visitor().get().mount["token"]
    for token in (tab.token, unclaimed, "nothing", f"{unclaimed}x"):
        copy = Tab(tab.visitor)
        copy.connect()
        copy.tell("hello", version=1, environment={}, token=tab.token, unused=token)
        copy.wait(partial(_is_answered, copy))
    tab.click("up")

    assert tab.text("count") == "Count: 2"
    assert len(server.host.sessions) == 2
