"""Session: failures are told, and what is shown stays."""

from __future__ import annotations

import json

import pytest
from tempest_core import (
    Button,
    Column,
    Row,
    Text,
    Theme,
    ThemeMode,
    Widget,
)

from tempestweb.driver import Driver
from tempestweb.errors import DuplicateKeyError
from tempestweb.scenes import Scene
from tempestweb.session import Session, SessionOptions
from tempestweb.transports.memory import MemoryTransport
from tests.support.counting import Counter, click
from tests.support.rig import Rig


class Flaky:
    """A view that fails on demand."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.runs = 0

    def view(self) -> Widget:
        self.runs += 1
        if self.failure is not None:
            raise self.failure
        return Text(content="fine", key="t")


def test_a_view_that_fails_at_first_shows_nothing_and_says_why() -> None:
    flaky = Flaky(ZeroDivisionError("no luck"))
    client = Rig(flaky.view).show()

    assert client.received_since(0) == ["mount", "error"]
    assert client.root.children == []
    (error,) = client.errors
    assert error["code"] == "app.view"
    assert error["source"] == "view"
    assert "ZeroDivisionError: no luck" in error["title"]
    assert "test_session_failures.py, line" in error["title"]
    assert "in view" in error["detail"]


def test_a_view_that_fails_later_leaves_the_last_picture_and_recovers() -> None:
    flaky = Flaky()
    rig = Rig(flaky.view)
    client = rig.show()

    flaky.failure = ZeroDivisionError()
    rig.changed()

    assert client.root.find("t").text == "fine"
    assert client.received_since(1) == ["error"]

    flaky.failure = None
    rig.changed()

    assert client.received_since(2) == ["patches"]
    assert client.received[-1]["recovered"] is True
    assert client.ops == []
    rig.changed()
    assert client.received_since(3) == []


def test_a_failing_view_is_not_run_again_until_something_changes() -> None:
    flaky = Flaky(ZeroDivisionError())
    rig = Rig(flaky.view)
    client = rig.show()
    rig.driver.flush()
    client.tell("resync", epoch=7, seq=0)

    assert flaky.runs == 1


def test_a_view_that_joins_while_the_app_fails_is_told_too() -> None:
    rig = Rig(Flaky(ZeroDivisionError()).view)
    one = rig.show("view-1")
    two = rig.show("view-2")
    one.tell("resync", epoch=7, seq=0)

    assert two.received_since(0) == ["mount", "error"]
    assert one.received_since(0) == ["mount", "error", "mount", "error"]


def test_two_siblings_with_one_key_are_named() -> None:
    def view() -> Widget:
        one, two = Text(content="one", key="k"), Button(label="two", key="k")
        return Column(children=[one, Text(content="-"), two])

    client = Rig(view).show()

    (error,) = client.errors
    assert error["code"] == "app.duplicate_key"
    assert error["title"] == (
        "two siblings have the key 'k': Text 'one' at place 0 and "
        "Button 'two' at place 2"
    )


def test_a_handler_failed_and_the_session_lives_on() -> None:
    counter = Counter()

    def fail() -> None:
        raise LookupError("nothing there")

    def view() -> Widget:
        bad = Button(label="!", key="bad", on_click=fail)
        return Row(children=[bad, counter.view()])

    rig = Rig(view)
    client, other = rig.show("view-1"), rig.show("view-2")
    client.event("bad", "click")

    (error,) = client.errors
    assert error["code"] == "app.handler"
    assert error["source"] == "handler"
    assert error["view"] == "view-1"
    what = "Button.on_click failed: LookupError: nothing there"
    assert error["title"].startswith(f"{what} (test_session_failures.py, line ")
    assert other.errors == []
    click(rig, client)
    assert client.root.find("count").text == "Count: 1"


def test_in_production_a_page_is_told_a_reference_and_the_log_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    flaky = Flaky(ZeroDivisionError("a secret"))

    client = Rig(flaky.view, SessionOptions(development=False)).show()

    (error,) = client.errors
    assert "secret" not in json.dumps(client.received)
    assert error["title"] == "Something went wrong in this app."
    assert error["reference"] in caplog.text
    assert "a secret" in caplog.text


def test_in_production_a_mistake_of_the_app_names_nothing_of_it() -> None:
    flaky = Flaky(DuplicateKeyError("two siblings have the key 'salaries'", "a hint"))

    client = Rig(flaky.view, SessionOptions(development=False)).show()

    assert client.errors[0]["title"] == "Something went wrong in this app."
    assert client.errors[0]["hint"] == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("?", "client.malformed"),
        ('{"kind":"sing","view":"view-1"}', "client.unknown_kind"),
        ('{"kind":"hello","view":"view-1","version":9}', "client.version"),
    ],
)
def test_a_message_that_is_none_is_answered_and_changes_nothing(
    text: str, code: str
) -> None:
    transport = MemoryTransport()
    session = Session(_never, epoch=1)
    Driver(session).connect(transport)

    transport.deliver(text)

    (answer,) = map(json.loads, transport.sent)
    assert (answer["kind"], answer["source"]) == ("error", "protocol")
    assert answer["code"] == code
    assert not session.has_views


def _never() -> Scene:
    raise AssertionError("nobody looks")


def test_a_scene_without_a_language_names_none() -> None:
    scene = Scene(Text(content="x"), (), Theme(mode=ThemeMode.LIGHT), dark=False)
    session = Session(lambda: scene, epoch=1)
    session.flush()

    assert session.tree.root.attributes == {"dir": "ltr"}
