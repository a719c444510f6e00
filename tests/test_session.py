"""Session: what views are told, and what they may tell."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Button,
    Column,
    Component,
    Dropdown,
    Row,
    Style,
    Text,
    TextChangeEvent,
    Widget,
)

from tempestweb.actions import Send
from tempestweb.protocol import Environment
from tempestweb.scenes import Scene
from tempestweb.session import Session, SessionOptions
from tempestweb.transports.memory import MemoryTransport
from tests.support.counting import Counter, click, field
from tests.support.rig import LIGHT, Rig, assert_in_step

# ------------------------------------------------------------------ mounts and views


def test_a_click_runs_the_handler_and_changes_one_text() -> None:
    counter = Counter()
    rig = Rig(counter.view)
    client = rig.show()
    assert client.root.find("count").text == "Count: 0"

    click(rig, client)

    assert client.root.find("count").text == "Count: 1"
    (op,) = client.ops
    assert op == {"op": "update", "id": client.id_of("count"), "text": "Count: 1"}
    assert client.received[-1]["ack"] == {"view-1": 1}
    assert_in_step(client, rig.session)


def test_the_first_mount_is_of_a_fresh_state_and_later_ones_of_the_same() -> None:
    rig = Rig(Counter().view)

    verdicts = [rig.show(v).received[0]["verdict"] for v in ("view-1", "view-2")]

    assert verdicts == ["new", "same"]


def test_every_view_shows_what_one_of_them_changed() -> None:
    rig = Rig(Counter().view)
    one, two = rig.show("view-1"), rig.show("view-2")

    click(rig, one)

    assert one.root == two.root
    assert_in_step(two, rig.session)
    assert (one.acked, two.acked) == (1, 0)


def test_a_view_that_joins_brings_the_others_up_to_date_first() -> None:
    counter = Counter()
    rig = Rig(counter.view)
    one = rig.show("view-1")
    counter.add()
    rig.session.invalidate()

    two = rig.show("view-2")

    assert one.root.find("count").text == "Count: 1"
    assert_in_step(one, rig.session)
    assert_in_step(two, rig.session)


def test_a_mount_alone_answers_the_only_view() -> None:
    assert Rig(Counter().view).show().received_since(0) == ["mount"]


def test_a_view_that_said_goodbye_is_not_counted_on() -> None:
    counter = Counter()
    rig = Rig(counter.view)
    client = rig.show()
    assert rig.session.has_views

    client.bye()

    assert not rig.session.has_views
    rig.session.invalidate()
    assert not rig.session.is_flush_due


def test_an_acknowledgement_of_a_view_needs_no_answer() -> None:
    client = Rig(Counter().view).show()

    client.tell("ack", epoch=7, seq=1)

    assert client.received_since(1) == []


def test_a_resync_is_answered_with_a_mount_for_that_view_only() -> None:
    rig = Rig(Counter().view)
    one, two = rig.show("view-1"), rig.show("view-2")

    one.tell("resync", epoch=7, seq=0)

    assert one.received_since(1) == ["mount"]
    assert two.received_since(1) == []


@pytest.mark.parametrize("fields", [{"epoch": 6, "seq": 1}, {"epoch": 7, "seq": 99}])
def test_a_view_that_comes_back_from_elsewhere_is_mounted(
    fields: dict[str, int],
) -> None:
    client = Rig(Counter().view, SessionOptions(token="t")).show()

    client.tell("hello", version=1, environment={}, token="t", **fields)

    assert client.received[-1]["verdict"] == "same"
    assert client.received[-1]["html"]


def test_a_mount_says_which_event_was_taken_in_last() -> None:
    client = Rig(Counter().view).show()
    for _ in range(3):
        client.event("up", "click")

    client.tell("resync", epoch=7, seq=0)

    assert client.received[-1]["ack"] == 3


def test_the_environment_of_a_view_is_known_before_its_mount() -> None:
    told: list[Environment] = []

    def render() -> Scene:
        width = told[-1]["width"]
        return Scene(Text(content=f"{width:g} px", key="t"), (), LIGHT, dark=False)

    session = Session(render, epoch=1, on_environment=told.append)
    actions = session.receive(
        {
            "kind": "hello",
            "view": "view-1",
            "version": 1,
            "environment": {"width": 320.0},
        }
    )

    assert isinstance(actions[0], Send)
    assert "320 px" in json.dumps(actions[0].message)


def test_a_rule_that_went_out_of_use_reaches_views_that_came_since() -> None:
    is_wide = True

    def view() -> Widget:
        return Text(content="x", style=Style(width=77.0) if is_wide else None)

    rig = Rig(view)
    rig.show("view-1")
    is_wide = False
    rig.changed()
    late = rig.show("view-2")
    is_wide = True
    rig.changed()

    assert_in_step(late, rig.session)


# ------------------------------------------------------------------ events


@pytest.mark.parametrize(
    ("node_id", "type_", "fields"),
    [
        (999, "click", {}),
        ("up", "keydown", {}),
        ("count", "click", {}),
        ("up", "click", {"epoch": 6}),
    ],
    ids=["node gone", "type not listened to", "no listener", "another epoch"],
)
def test_an_event_nobody_can_have_meant_is_acknowledged_without_effect(
    node_id: int | str, type_: str, fields: dict[str, int]
) -> None:
    counter = Counter()
    client = Rig(counter.view).show()
    target = client.id_of(node_id) if isinstance(node_id, str) else node_id
    data = {"id": target, "type": type_, "payload": {}}

    client.tell("event", **{"epoch": 7, "n": 1, "seq": 1, "data": data, **fields})

    assert counter.count == 0
    assert client.acked == 1
    assert client.ops == []


@pytest.mark.parametrize(
    "payload",
    [{"value": 1}, {}, {"value": None}, {"valid": []}],
)
def test_an_event_whose_details_make_no_event_is_refused_and_acknowledged(
    payload: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    values: list[TextChangeEvent] = []
    client = Rig(field(values.append, str)).show()

    with caplog.at_level(logging.WARNING, "tempestweb"):
        client.event("field", "input", **payload)

    assert values == []
    assert client.acked == 1
    assert "client.event: Input.on_change refused" in caplog.text


@pytest.mark.parametrize("index", ["one", None, 1e999, [], {}])
def test_an_event_that_cannot_be_decoded_is_refused_and_acknowledged(
    index: object,
) -> None:
    chosen: list[object] = []

    def view() -> Widget:
        return Dropdown(options=["a"], value="", key="field", on_select=chosen.append)

    client = Rig(view).show()
    client.event("field", "change", value="a", index=index)

    assert chosen == []
    assert client.acked == 1


def test_a_copy_of_an_event_has_no_effect_and_no_answer() -> None:
    counter = Counter()
    rig = Rig(counter.view)
    client = rig.show()
    click(rig, client)
    count = len(client.received)

    data = {"id": client.id_of("up"), "type": "click", "payload": {}}
    client.tell("event", epoch=7, n=1, seq=1, data=data)

    assert counter.count == 1
    assert client.received_since(count) == []


def test_after_a_gap_the_view_learns_which_event_is_awaited() -> None:
    counter = Counter()
    client = Rig(counter.view).show()
    data = {"id": client.id_of("up"), "type": "click", "payload": {}}

    client.tell("event", epoch=7, n=3, seq=1, data=data)

    assert counter.count == 0
    assert client.received[-1]["kind"] == "mount"
    assert client.received[-1]["ack"] == 0


def test_an_event_of_an_unknown_view_is_answered_with_a_mount() -> None:
    counter = Counter()
    rig = Rig(counter.view)
    client = rig.show()
    client.bye()

    client.event("up", "click")

    assert client.received_since(1)[0] == "mount"


def test_a_click_calls_the_handler_of_the_last_frame() -> None:
    called: list[int] = []

    def button(number: int) -> Widget:
        return Button(label="same", key="b", on_click=lambda: called.append(number))

    first = button(0)
    widgets = [first, button(1), first, button(2)]
    rig = Rig(lambda: Column(children=[widgets[0]]))
    client = rig.show()
    for _ in range(4):
        client.event("b", "click")
        widgets.append(widgets.pop(0))
        rig.changed()

    assert called == [0, 1, 0, 2]
    assert client.received_since(1) == ["patches"] * 4
    assert all(message["data"] == [] for message in client.received[1:])


def test_a_click_in_a_component_calls_the_handler_of_the_last_frame() -> None:
    called: list[int] = []

    class Twice(Component):
        """A user's own component: the same button two times."""

        on_press: Callable[[], None]

        def render(self) -> Widget:
            keys = ("one", "two")
            press = self.on_press
            return Row(children=[Button(label="", key=k, on_click=press) for k in keys])

    numbers = iter(range(3))

    def view() -> Widget:
        number = next(numbers)
        return Column(children=[Twice(on_press=lambda: called.append(number))])

    rig = Rig(view)
    client = rig.show()
    client.event("two", "click")
    for _ in range(2):
        rig.changed()
        client.event("two", "click")

    assert called == [0, 1, 2]


@pytest.mark.parametrize("half", ["\ud83d", "caf\udce9"])
def test_half_a_character_does_not_stop_the_messages(half: str) -> None:
    """What file names hold that nobody can decode, and fields that cut an emoji."""
    values = [half]

    def take(event: TextChangeEvent) -> None:
        values.append(event.value)

    rig = Rig(field(take, lambda: values[-1]))
    transport = MemoryTransport()
    rig.driver.connect(transport)
    transport.deliver('{"kind":"hello","view":"view-1","version":1,"environment":{}}')
    data = {"id": 2, "type": "input", "payload": {"value": f"é{half}"}}
    event = {"kind": "event", "view": "view-1", "epoch": 7, "n": 1, "seq": 1}
    transport.deliver(json.dumps({**event, "data": data}))

    assert values[-1] == f"é{half}"
    for text in transport.sent:
        assert "\ufffd" in text or '"data":[]' in text
        assert text.encode()
