"""Our own comm: a page opens it and shows an app, of an output or of a file."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import comm
import pytest
import tempest_core
from tempest_core import Button, Widget

from tempestweb import App
from tempestweb.hosting import HostOptions
from tempestweb.jupyter import channels, door
from tempestweb.jupyter.bundle import client_bundle
from tests.support.reference import Client
from tests.support.rig import Later

COUNTER = """\
from tempest_core import Button

class State:
    n = 0

make_state = State

def view(app):
    def add():
        app.set_state(lambda state: setattr(state, "n", state.n + 1))
    return Button(key="add", label=f"n is {app.state.n}", on_click=add)
"""


PATIENCE = 20.0

ASIDES = {"file", "inspection", "module", "runtime", "snapshot", "there"}


class Channel:
    """The kernel's end of a comm, with the page in the test.

    Attributes:
        client: The view in the page.
        asides: What came beside the session's messages.
        is_closed: Whether the kernel has closed it.
    """

    def __init__(self) -> None:
        self.comm_id = f"comm-{id(self)}"
        self.client = Client(self.say, self.comm_id)
        self.asides: list[tuple[dict[str, Any], list[bytes]]] = []
        self.is_closed = False
        self._take: Callable[[dict[str, Any]], None] | None = None
        self._end: Callable[[dict[str, Any]], None] | None = None

    def on_msg(self, take: Callable[[dict[str, Any]], None]) -> None:
        self._take = take

    def on_close(self, end: Callable[[dict[str, Any]], None]) -> None:
        self._end = end

    def send(self, data: dict[str, Any], buffers: Sequence[bytes]) -> None:
        message = json.loads(data["message"])
        if message["kind"] in ASIDES:
            self.asides.append((message, list(buffers)))
        else:
            self.client.take(message)

    def close(self) -> None:
        self.is_closed = True

    def say(self, message: object) -> None:
        """Send as the page."""
        assert self._take is not None
        self._take({"content": {"data": {"message": message}}, "buffers": []})

    def leave(self) -> None:
        """Close it as the page."""
        assert self._end is not None
        self._end({"content": {"data": {}}})


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


def request(file: Path | str, *, watch: bool = False) -> dict[str, str]:
    return {"message": json.dumps({"kind": "file", "file": str(file), "watch": watch})}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An app file."""
    path = tmp_path / "app.py"
    path.write_text(COUNTER)
    return path


def test_a_page_shows_the_app_of_a_file_and_acts_on_it(
    enter: Callable[..., Channel], file: Path
) -> None:
    page = enter(request(file))
    page.client.hello()
    page.client.event("add", "click")

    assert page.asides == [({"kind": "file", "watched": False}, [])]
    assert page.client.root.all_text == "n is 1"


def test_a_page_that_is_reloaded_finds_the_app_with_its_state(
    enter: Callable[..., Channel], file: Path
) -> None:
    first = enter(request(file))
    first.client.hello()
    first.client.event("add", "click")
    first.leave()

    second = enter(request(file))
    second.client.hello()

    assert second.client.root.all_text == "n is 1"


def test_a_page_may_ask_for_the_file_to_be_loaded_again(
    enter: Callable[..., Channel], file: Path
) -> None:
    page = enter(request(file))
    page.client.hello()
    page.client.event("add", "click")

    file.write_text(COUNTER.replace("n is", "now it is"))
    page.say('{"kind":"renew"}')

    assert page.client.root.all_text == "now it is 1"


def test_a_page_of_another_version_gets_the_client_here(
    enter: Callable[..., Channel], file: Path
) -> None:
    page = enter(request(file))
    page.say('{"kind":"runtime"}')

    (answer, buffers) = page.asides[-1]
    assert answer == {"kind": "runtime", "hash": client_bundle().runtime.digest}
    assert buffers == [client_bundle().runtime.source]


def test_an_inspector_is_told_what_is_shown_when_it_asks(
    enter: Callable[..., Channel], file: Path
) -> None:
    page = enter(request(file))
    page.client.hello()
    asides = len(page.asides)
    page.client.event("add", "click")
    assert len(page.asides) == asides

    page.say('{"kind":"inspect"}')

    (answer, _) = page.asides[-1]
    (button,) = answer["widgets"]
    assert (button["type"], button["key"]) == ("Button", "add")
    assert answer["state"]["entries"] == [{"name": "n", "text": "1", "entries": []}]


def test_a_path_begins_in_the_folder_of_the_kernel(
    enter: Callable[..., Channel], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)

    page = enter(request("app.py"))
    page.client.hello()

    assert page.client.root.all_text == "n is 0"


@pytest.mark.parametrize(
    "data",
    [
        {},
        None,
        {"message": 3},
        {"message": "no JSON"},
        {"message": "[]"},
        {"message": '{"kind":"file"}'},
        {"message": '{"kind":"file","file":3,"watch":true}'},
    ],
)
def test_a_comm_that_asks_for_nothing_sensible_is_closed(
    enter: Callable[..., Channel], data: object
) -> None:
    assert enter(data).is_closed


def test_a_message_that_makes_no_sense_changes_nothing(
    enter: Callable[..., Channel], file: Path
) -> None:
    page = enter(request(file))
    page.client.hello()

    page.say(None)
    page.say({"kind": "renew"})

    assert page.client.root.all_text == "n is 0"


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
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = Later()
    monkeypatch.setattr(channels, "default_scheduler", lambda: later.schedule)
    page = enter(ENTER)
    page.client.hello()

    entrance.close()
    entrance.app.set_state(lambda state: state.append("b"))
    assert page.client.root.all_text == "a"
    assert not page.is_closed

    later.advance(60.0)
    assert page.is_closed
    assert enter(ENTER).is_closed


def test_the_last_words_of_an_output_do_not_show_it_the_app_again(
    enter: Callable[..., Channel],
    entrance: door.Entrance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channels, "default_scheduler", lambda: Later().schedule)
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
