"""What an inspector is told of an app."""

from __future__ import annotations

import json
from collections import UserDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tempest_core import Button, Column, Style, Text, Widget

from tempestweb import App
from tempestweb.inspection import MOST_WIDGETS, Entry, ShownWidget, in_short
from tests.support.rig import show


def press() -> None: ...


@dataclass
class State:
    """What an app remembers."""

    name: str = "x"
    numbers: list[int] = field(default_factory=lambda: [1, 2])


def shown(app: App[Any]) -> list[ShownWidget]:
    show(app)
    return app.inspect()["widgets"]


def parts(entry: Entry) -> dict[str, str]:
    return {each["name"]: each["text"] for each in entry["entries"]}


def test_the_widgets_are_told_with_keys_props_and_the_ids_of_their_elements() -> None:
    def view(_app: object) -> Widget:
        text = Text(content="Hello", style=Style(font_size=20.0))
        return Column(key="all", children=[text, Button(label="Go", on_click=press)])

    app = App(None, view)
    client, _ = show(app)

    (column,) = app.inspect()["widgets"]
    text, button = column["children"]
    assert (column["type"], column["key"], column["props"]) == ("Column", "all", [])
    assert column["id"] == client.id_of("all")
    assert text["props"] == [("content", "'Hello'"), ("style", "Style(font_size=20.0)")]
    label, on_click = button["props"]
    assert label == ("label", "'Go'")
    assert on_click[1].startswith("press (test_inspection.py, line")


def test_overlays_are_told_of_above_the_view() -> None:
    app = App(None, lambda _app: Text(content="below"))
    show(app)
    app.show_dialog(Text(key="above", content="above"))

    assert [widget["key"] for widget in app.inspect()["widgets"]] == [None, "above"]


def test_of_a_very_big_tree_the_rest_is_counted() -> None:
    def view(_app: object) -> Widget:
        return Column(children=[Text(content="") for _ in range(MOST_WIDGETS)])

    app = App(None, view)
    show(app)

    assert app.inspect()["left_out"] == 1


def test_the_state_is_told_with_what_is_in_it() -> None:
    app = App(State(), lambda _app: Text(content=""))

    state = app.inspect()["state"]

    assert state["text"] == "State(name='x', numbers=[1, 2])"
    assert parts(state) == {"name": "'x'", "numbers": "list, 2 items"}
    assert parts(state["entries"][1]) == {"0": "1", "1": "2"}


def test_a_state_of_class_attributes_slots_or_keys_is_told_too() -> None:
    class Plain:
        count = 0

        def method(self) -> None: ...

    class Slotted:
        __slots__ = ("one", "unset")

        def __init__(self) -> None:
            self.one = 1

    for state, expected in [
        (Plain(), {"count": "0"}),
        (Slotted(), {"one": "1"}),
        ({"a": {1}}, {"'a'": "set, 1 item"}),
    ]:
        app = App[Any](state, lambda _app: Text(content=""))
        assert parts(app.inspect()["state"]) == expected


def test_what_is_in_itself_ends_and_what_is_long_is_cut() -> None:
    endless: list[Any] = list(range(300))
    endless[0] = endless
    app = App(endless, lambda _app: Text(content="y" * 10_000))
    show(app)

    inspection = app.inspect()

    entries = inspection["state"]["entries"]
    assert entries[0]["entries"] == []
    assert len(entries) == 101
    assert len(json.dumps(inspection)) < 10_000


def test_an_object_that_fails_to_say_what_it_is_does_no_harm() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ValueError

    assert in_short(Broken()) == "Broken, of which repr() fails: ValueError"
    app = App(Broken(), lambda _app: Text(content=""))
    assert app.inspect()["state"]["entries"] == []


def test_a_collection_or_an_attribute_that_fails_to_be_read_does_no_harm() -> None:
    class Broken(UserDict[str, int]):
        def __iter__(self) -> Iterator[str]:
            raise LookupError

    class Unready:
        __slots__ = ("__dict__",)

        @property
        def __dict__(self) -> dict[str, object]:  # type: ignore[override]  # a proxy's
            raise RuntimeError

    class Sized(list[int]):
        def __len__(self) -> int:
            raise OverflowError

    for state in (Broken(a=1), Unready(), Sized()):
        app = App[Any]({"in it": state}, lambda _app: Text(content=""))
        (entry,) = app.inspect()["state"]["entries"]
        assert "fails" in json.dumps(entry)
