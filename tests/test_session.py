"""Session: what views are told, and what they may tell."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tempest_core import (
    Button,
    Checkbox,
    Column,
    Component,
    Dropdown,
    Form,
    FormField,
    Input,
    LazyColumn,
    Row,
    Style,
    SubmitEvent,
    Text,
    TextChangeEvent,
    Theme,
    ThemeMode,
    ToggleEvent,
    Widget,
    use_theme,
)

from tempestweb.actions import Send
from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.node import Node
from tempestweb.driver import Driver
from tempestweb.errors import DuplicateKeyError
from tempestweb.protocol import Environment
from tempestweb.scenes import Scene
from tempestweb.session import Session, SessionOptions
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.rig import LIGHT, Rig, assert_in_step
from tests.support.trees import frames


class Counter:
    """The smallest app: a number and a button."""

    def __init__(self) -> None:
        self.count = 0

    def add(self) -> None:
        self.count += 1

    def view(self) -> Widget:
        count = Text(content=f"Count: {self.count}", key="count")
        return Column(children=[count, Button(label="+", key="up", on_click=self.add)])


def click(rig: Rig, client: Client, key: str = "up") -> None:
    """Click, as one who then says that the state changed."""
    rig.session.invalidate()
    client.event(key, "click", x=1, y=1)


def field(
    handler: Callable[..., Any], value: Callable[[], str]
) -> Callable[[], Widget]:
    """Make a view of one text field."""
    return lambda: Input(key="field", value=value(), on_change=handler)


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


# ------------------------------------------------------------------ controlled fields


def test_a_value_the_app_takes_over_is_not_sent_back_twice() -> None:
    values = [""]

    def take(event: TextChangeEvent) -> None:
        values.append(event.value)

    rig = Rig(field(take, lambda: values[-1]))
    client = rig.show()
    rig.session.invalidate()
    client.event("field", "input", value="a")

    assert client.ops == [
        {"op": "update", "id": client.id_of("field"), "attributes": {"value": "a"}}
    ]


@pytest.mark.parametrize("held", ["", "kept"])
def test_a_value_the_app_rejects_is_set_back_though_the_tree_did_not_change(
    held: str,
) -> None:
    rig = Rig(field(lambda: None, lambda: held))
    one, two = rig.show("view-1"), rig.show("view-2")
    rig.session.invalidate()
    one.event("field", "input", value="typed")

    update = {"op": "update", "id": one.id_of("field"), "attributes": {"value": held}}
    assert one.ops == [update]
    assert two.root == one.root


def test_a_value_the_app_rewrites_is_sent_once() -> None:
    values = [""]

    def take(event: TextChangeEvent) -> None:
        values.append(event.value.upper())

    rig = Rig(field(take, lambda: values[-1]))
    client = rig.show()
    for typed in ("a", "Ab"):
        rig.session.invalidate()
        client.event("field", "input", value=typed)
        assert [op["attributes"] for op in client.ops] == [{"value": typed.upper()}]


def test_a_value_that_the_tree_has_already_needs_no_correction() -> None:
    client = Rig(field(lambda: None, lambda: "same")).show()

    client.event("field", "input", value="same")

    assert client.ops == []


def test_a_checkbox_that_stays_off_is_unticked() -> None:
    told: list[bool] = []

    def take(event: ToggleEvent) -> None:
        told.append(event.checked)

    client = Rig(lambda: Checkbox(key="box", on_change=take)).show()
    box = client.id_of("box") + 1

    client.event_at(box, "change", checked=True, value="on")

    assert told == [True]
    assert client.ops == [{"op": "update", "id": box, "attributes": {"checked": None}}]


def test_a_checkbox_that_stays_on_is_ticked() -> None:
    client = Rig(lambda: Checkbox(key="box", checked=True, on_change=print)).show()
    box = client.id_of("box") + 1

    client.event_at(box, "change", checked=False, value="on")

    assert client.ops == [{"op": "update", "id": box, "attributes": {"checked": ""}}]


def test_a_field_that_its_own_handler_took_away_is_not_corrected() -> None:
    is_there = True

    def go(event: TextChangeEvent) -> None:
        nonlocal is_there
        is_there = event.value == ""

    def view() -> Widget:
        inside: list[Widget] = [Input(key="field", on_change=go)] if is_there else []
        return Column(children=inside, key="box")

    rig = Rig(view)
    client = rig.show()
    gone = client.id_of("field")
    rig.session.invalidate()
    client.event("field", "input", value="x")

    assert client.ops == [{"op": "remove", "id": gone}]


def test_a_report_without_a_value_is_none() -> None:
    """A behaviour's own `change` may carry anything."""
    client = Rig(field(lambda: None, lambda: "kept")).show()

    client.event("field", "input", value=3)

    assert client.ops == []


# ------------------------------------------------------------------ failures


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
    assert "test_session.py, line" in error["title"]
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
    assert error["title"].startswith(
        "Button.on_click failed: LookupError: nothing there (test_session.py, line "
    )
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


# ------------------------------------------------------------------ any frames


@settings(max_examples=100)
@given(frames(most=6), st.data())
def test_views_stay_in_step_with_a_view_that_shares_widgets_between_frames(
    widgets: list[Widget], data: st.DataObject
) -> None:
    root = widgets[0]
    rig = Rig(lambda: root)
    clients = [rig.show("view-0")]
    for number, widget in enumerate(widgets[1:], start=1):
        root = again(widget) if data.draw(st.booleans()) else widget
        rig.changed()
        if data.draw(st.booleans()):
            clients.append(rig.show(f"view-{number}"))

        for client in clients:
            assert_in_step(client, rig.session)
            assert client.errors == []
        assert_newest(rig.session.tree.root, root)


def again(widget: Widget) -> Widget:
    """Make an equal widget, as a view does that keeps none."""
    fields = {name: getattr(widget, name) for name in widget.model_fields_set}
    for name in type(widget).child_field_names & fields.keys():
        inside = fields[name]
        if isinstance(inside, list):
            fields[name] = [again(child) for child in inside]
        elif inside is not None:
            fields[name] = again(inside)
    with use_theme(LIGHT):
        return type(widget)(**fields)


def assert_newest(root: Node, widget: Widget) -> None:
    """Check that nodes and handlers are those of a widget tree."""
    fresh = lower_scene(widget, (), Context(LIGHT), None)
    for node, other in zip(root.walk(), fresh.walk(), strict=True):
        assert node.source is other.source
        for live, made in zip(
            (node.listeners or {}).values(),
            (other.listeners or {}).values(),
            strict=True,
        ):
            assert live.widget is made.widget


# ------------------------------------------------------------------ any schedule


class Line:
    """One direction of a connection that loses, doubles and swaps messages."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.take: Callable[[str], None] = self.messages.append

    def step(self, trouble: str) -> None:
        """Do something to the oldest message; pass it on if it is to be."""
        if not self.messages:
            return
        text = self.messages.pop(0)
        if trouble == "swap":
            self.messages.insert(1, text)
            return
        if trouble == "double":
            self.messages.append(text)
        if trouble != "lose":
            self.take(text)


TROUBLES = ("pass", "pass", "pass", "pass", "double", "swap", "lose")
STEPS = st.lists(
    st.one_of(
        st.sampled_from(["event", "event", "change", "hello"]).map(lambda s: (s, "")),
        st.tuples(st.sampled_from(["up", "down"]), st.sampled_from(TROUBLES)),
        st.tuples(st.just("down"), st.sampled_from(TROUBLES)),
    ),
    max_size=40,
)


class Shuffler:
    """An app of keyed rows in changing order; its field never goes."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.turns = 0

    def take(self, event: TextChangeEvent) -> None:
        self.taken.append(int(event.value))

    def view(self) -> Widget:
        keys = [chr(97 + (i * 3 + self.turns) % 7) for i in range(self.turns % 5)]
        rows = [Text(content=f"{key} {self.turns}", key=key) for key in keys]
        taken = Text(content=str(self.taken), key="taken")
        return Column(children=[*rows, Input(key="field", on_change=self.take), taken])


class Schedule:
    """A view of that app behind a line in each direction."""

    def __init__(self) -> None:
        self.app = Shuffler()
        self.rig = Rig(self.app.view)
        self.up, self.down = Line(), Line()
        transport = MemoryTransport(
            lambda text, _: self.down.messages.append(str(text))
        )
        self.client = Client(self.up.messages.append)
        self.rig.driver.connect(transport)
        self.up.take, self.down.take = transport.deliver, self.client.take
        self.client.hello()

    def do(self, action: str, trouble: str = "") -> None:
        """Take one step."""
        match action:
            case "up":
                self.up.step(trouble)
            case "down":
                self.down.step(trouble)
            case "hello":
                self.client.hello()
            case "change":
                self.app.turns += 1
                self.rig.changed()
            case "event" if self.client.document is not None:
                self.rig.session.invalidate()
                self.client.event("field", "input", value=str(self.client.n + 1))

    def settle(self) -> None:
        """Pass on all messages, and their answers."""
        while self.up.messages or self.down.messages:
            self.up.step("pass")
            self.down.step("pass")


@settings(max_examples=150)
@given(STEPS)
def test_after_any_schedule_the_view_shows_the_tree_and_each_event_counted_once(
    steps: list[tuple[str, str]],
) -> None:
    schedule = Schedule()
    client = schedule.client
    for step in steps:
        schedule.do(*step)

    # The trouble is over.
    schedule.settle()
    if client.document is None:
        schedule.do("hello")
        schedule.settle()
    for action in ("event", "change", "event"):
        schedule.do(action)
        schedule.settle()

    assert_in_step(client, schedule.rig.session)
    assert client.acked == client.n
    assert schedule.app.taken == list(range(1, client.n + 1))


# ------------------------------------------------------------------ what widgets do


def long_list() -> Widget:
    return LazyColumn(
        key="list",
        item_count=100,
        item_builder=lambda index: Text(content=f"Item {index}"),
        window_size=2,
    )


def test_a_list_slides_to_what_its_view_looks_at() -> None:
    # A view that returns the very same widgets: only the list is made anew.
    widget = Column(children=[Text(content="Above"), long_list()])
    rig = Rig(lambda: widget)
    client = rig.show()

    client.event("list", "window", start=50, end=52, keep=None)

    texts = [row.children[0].text for row in client.root.find("list").children[1:3]]
    assert texts == ["Item 50", "Item 51"]
    assert client.root.children[0].children[0].text == "Above"
    assert_in_step(client, rig.session)


@pytest.mark.parametrize(
    "payload", [{}, {"start": 9, "end": 3}, {"start": [], "end": 1}]
)
def test_a_window_that_makes_no_sense_is_refused(
    caplog: pytest.LogCaptureFixture, payload: dict[str, Any]
) -> None:
    rig = Rig(long_list)
    client = rig.show()

    client.event("list", "window", **payload)

    assert "window of LazyColumn refused" in caplog.text
    assert_in_step(client, rig.session)


def sign_up(validate: Callable[[str], str | None], sent: list[Any]) -> Widget:
    field = FormField(name="name", key="name", child=Input(), validators=[validate])
    return Form(key="form", fields=[field], on_submit=lambda event: sent.append(event))


def test_a_form_that_is_wrong_shows_why_and_moves_the_focus() -> None:
    sent: list[Any] = []
    rig = Rig(lambda: sign_up(lambda value: None if value else "Is needed", sent))
    client = rig.show()

    client.event("form", "submit", values={"name": ""})
    field = client.root.find("name")
    assert [child.text for child in field.children] == ["", "Is needed"]
    assert field.children[0].attributes["aria-invalid"] == "true"
    assert sent == []
    assert_in_step(client, rig.session)

    client.event("form", "submit", values={"name": "Ann"})
    assert sent == [SubmitEvent(values={"name": "Ann"})]
    assert field.children[-1].text == ""
    assert_in_step(client, rig.session)


def test_a_validator_that_fails_is_shown_as_an_error_of_the_app() -> None:
    def broken(_value: str) -> str | None:
        raise RuntimeError("no idea")

    rig = Rig(lambda: sign_up(broken, []))
    client = rig.show()

    client.event("form", "submit", values={"name": ""})

    assert "a validator failed" in client.errors[-1]["title"]
    assert_in_step(client, rig.session)
