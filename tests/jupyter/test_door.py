"""Our own comm: a page opens it and shows the app of a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tempestweb.jupyter.bundle import client_bundle
from tests.support.channel import Channel

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
