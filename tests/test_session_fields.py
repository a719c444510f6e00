"""Session: what a user types stands, until the app says otherwise."""

from __future__ import annotations

import pytest
from tempest_core import (
    Checkbox,
    Column,
    Input,
    TextChangeEvent,
    ToggleEvent,
    Widget,
)

from tests.support.counting import field
from tests.support.rig import Rig


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
