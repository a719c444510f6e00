"""Our own comm: an output opens it and shows its app."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import tempest_core
from tempest_core import Button, Widget

from tempestweb import App
from tempestweb.hosting import HostOptions
from tempestweb.jupyter import channels, door
from tests.support.channel import Channel
from tests.support.rig import Later

PATIENCE = 20.0


def view(app: tempest_core.App[list[str]]) -> Widget:
    def press() -> None:
        app.set_state(lambda state: state.append("pressed"))

    return Button(key="b", label=", ".join(app.state), on_click=press)


def enter_app(enter: Callable[..., Channel], app: App[Any]) -> Channel:
    """Open a comm that shows an app."""
    entrance = door.Entrance(app)
    entrance.open("5f2c")
    return enter(ENTER)


ENTER = {"message": '{"kind":"app","app":"5f2c"}'}


@pytest.fixture
def entrance() -> Iterator[door.Entrance]:
    """Leads to an app."""
    app = App(["a"], view)
    entrance = door.Entrance(app)
    entrance.open("5f2c")
    yield entrance
    entrance.close()
    app.close()


@pytest.fixture
def closing(monkeypatch: pytest.MonkeyPatch) -> Later:
    """The clock by which comms are closed that were left open."""
    later = Later()
    monkeypatch.setattr(channels, "default_scheduler", lambda: later.schedule)
    return later


@pytest.mark.usefixtures("entrance")
def test_outputs_of_an_app_enter_by_its_name_and_show_one_session(
    enter: Callable[..., Channel],
) -> None:
    first, second = enter(ENTER), enter(ENTER)
    first.client.hello()
    second.client.hello()

    second.client.event("b", "click")

    assert first.client.root.all_text == "a, pressed"
    assert second.client.root.all_text == "a, pressed"


@pytest.mark.usefixtures("entrance")
def test_an_output_that_leaves_is_sent_nothing_more(
    enter: Callable[..., Channel],
) -> None:
    first, second = enter(ENTER), enter(ENTER)
    first.client.hello()
    second.client.hello()

    first.leave()
    second.client.event("b", "click")

    assert first.client.root.all_text == "a"
    assert second.client.root.all_text == "a, pressed"


def test_a_comm_for_an_app_that_is_not_here_is_closed(
    enter: Callable[..., Channel],
) -> None:
    assert enter(ENTER).is_closed


def test_what_came_in_by_an_entrance_that_closes_is_closed_unless_it_leaves(
    enter: Callable[..., Channel],
    entrance: door.Entrance,
    closing: Later,
) -> None:
    page = enter(ENTER)
    page.client.hello()

    entrance.close()
    entrance.app.set_state(lambda state: state.append("b"))
    assert page.client.root.all_text == "a"
    assert not page.is_closed

    closing.advance(60.0)
    assert page.is_closed
    assert enter(ENTER).is_closed


@pytest.mark.usefixtures("closing")
def test_the_last_words_of_an_output_do_not_show_it_the_app_again(
    enter: Callable[..., Channel], entrance: door.Entrance
) -> None:
    page = enter(ENTER)
    page.client.hello()

    entrance.close()
    page.client.event("b", "click")
    page.client.hello()
    entrance.app.set_state(lambda state: state.append("b"))

    assert entrance.app.state == ["a", "b"]
    assert page.client.root.all_text == "a"


def test_closing_an_app_closes_its_comms(
    enter: Callable[..., Channel], entrance: door.Entrance
) -> None:
    page = enter(ENTER)
    page.client.hello()

    entrance.app.close()

    assert page.is_closed


def test_pictures_follow_an_output_that_asks_for_them(
    enter: Callable[..., Channel],
) -> None:
    later = Later()
    page = enter_app(enter, App(["a"], view, host=HostOptions(schedule=later.schedule)))
    page.client.hello()

    page.say('{"kind":"snapshots"}')
    later.advance(60.0)
    page.client.event("b", "click")
    later.advance(60.0)

    texts = [message["text"] for message, _ in page.asides]
    assert [text.splitlines()[-1] for text in texts] == ["[a]", "[a, pressed]"]


def test_no_picture_holds_up_the_clock_while_a_handler_runs(
    enter: Callable[..., Channel],
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow_view(app: tempest_core.App[list[str]]) -> Widget:
        def press() -> None:
            app.state.append("pressed")
            begun.set()
            assert may_end.wait(PATIENCE)

        return Button(key="b", label=", ".join(app.state), on_click=press)

    later = Later()
    app = App(["a"], slow_view, host=HostOptions(schedule=later.schedule))
    page = enter_app(enter, app)
    page.client.hello()
    page.say('{"kind":"snapshots"}')
    click = threading.Thread(target=page.client.event, args=("b", "click"))
    clock = threading.Thread(target=later.advance, args=(1.0,))

    click.start()
    assert begun.wait(PATIENCE)
    clock.start()
    clock.join(PATIENCE / 10)
    has_gone_on = not clock.is_alive()
    may_end.set()
    click.join()
    clock.join()
    later.advance(60.0)

    assert has_gone_on
    assert "pressed" in page.asides[-1][0]["text"]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """The clock by which pages count as gone."""
    later = Later()
    monkeypatch.setattr(channels.Channels.__init__, "__defaults__", (later.clock,))
    return later


@pytest.mark.usefixtures("later", "entrance")
def test_a_page_that_went_without_a_word_is_sent_nothing_once_others_came(
    enter: Callable[..., Channel], later: Later
) -> None:
    gone, there = enter(ENTER), enter(ENTER)
    for page in (gone, there):
        page.client.hello()
    assert gone.asides == [({"kind": "there"}, [])]

    later.advance(60.0)
    enter(ENTER).client.hello()
    there.say('{"kind":"there"}')
    later.advance(60.0)
    last = enter(ENTER)
    last.client.hello()
    last.client.event("b", "click")

    assert gone.client.root.all_text == "a"
    assert there.client.root.all_text == "a, pressed"


@pytest.mark.usefixtures("later", "entrance")
def test_a_page_that_was_only_slow_is_shown_the_app_again_when_it_speaks(
    enter: Callable[..., Channel], later: Later
) -> None:
    slow = enter(ENTER)
    slow.client.hello()
    for _ in range(2):
        last = enter(ENTER)
        last.client.hello()
        later.advance(60.0)
    last.client.event("b", "click")
    assert slow.client.root.all_text == "a"

    slow.client.event("b", "click")

    assert slow.client.root.all_text == "a, pressed, pressed"


@pytest.mark.usefixtures("later", "entrance")
def test_comms_of_pages_that_are_gone_are_closed_beyond_some(
    enter: Callable[..., Channel], later: Later
) -> None:
    pages = []
    for _ in range(channels.MOST_PAUSED + 3):
        pages.append(enter(ENTER))
        later.advance(60.0)
    # Asked by the one after it, and given up by the one after that.
    last = enter(ENTER)

    closed = [page.is_closed for page in [*pages, last]]
    assert closed == [True, True] + [False] * (channels.MOST_PAUSED + 2)


@pytest.mark.usefixtures("later", "entrance")
def test_a_page_that_answers_keeps_its_comm_however_many_are_gone(
    enter: Callable[..., Channel], later: Later
) -> None:
    there = enter(ENTER)
    for _ in range(channels.MOST_PAUSED + 3):
        enter(ENTER)
        there.say('{"kind":"there"}')
        later.advance(60.0)

    assert not there.is_closed
