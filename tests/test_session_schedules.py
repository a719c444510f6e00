"""Session: any frames, and any schedule of what a network does."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from tempest_core import (
    Column,
    Input,
    Text,
    TextChangeEvent,
    Widget,
    use_theme,
)

from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.node import Node
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.rig import LIGHT, Rig, assert_in_step
from tests.support.trees import frames

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
