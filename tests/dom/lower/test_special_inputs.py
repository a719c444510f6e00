"""Pickers, suggestions, masks, PINs and sliders with two thumbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    Autocomplete,
    DateChangeEvent,
    DatePicker,
    KeyboardType,
    MaskedInput,
    PinInput,
    RangeChangeEvent,
    RangeSlider,
    SelectEvent,
    Style,
    SubmitEvent,
    TextChangeEvent,
    TimeChangeEvent,
    TimePicker,
    Widget,
)

from tempestweb.dom.node import Node
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


def test_a_date_is_a_native_field(lower: Lower) -> None:
    node = lower(DatePicker(value="2026-03-01", key="day", on_change=nothing))

    assert (node.tag, node.key) == ("input", "day")
    assert node.attributes == {"type": "date", "value": "2026-03-01"}
    assert report(node, "input", {"value": ""}) == DateChangeEvent(value="")


def test_a_time_is_a_native_field_in_its_label(lower: Lower) -> None:
    node = lower(TimePicker(value="09:30", label="Start", on_change=nothing))

    field, label = node.children
    assert node.tag == "label"
    assert field.attributes == {"type": "time", "value": "09:30"}
    assert (label.class_name, label.text) == ("tw-label", "Start")
    assert report(field, "input", {"value": "10:00"}) == TimeChangeEvent(value="10:00")


def test_a_field_with_suggestions_is_a_combobox(lower: Lower) -> None:
    node = lower(
        Autocomplete(
            options=["red", "green"],
            value="r",
            placeholder="Colour",
            on_change=nothing,
            on_select=nothing,
        )
    )

    assert node.attributes["role"] == "combobox"
    assert node.attributes["placeholder"] == "Colour"
    assert (node.behaviour, node.props) == ("combobox", {"options": ["red", "green"]})
    assert report(node, "input", {"value": "re"}) == TextChangeEvent(value="re")
    assert report(node, "pick", {"value": "green", "index": 1}) == SelectEvent(
        value="green", index=1
    )


def test_a_suggestion_is_found_where_the_options_have_changed(lower: Lower) -> None:
    node = lower(Autocomplete(options=["new", "red"], on_select=nothing))

    assert report(node, "pick", {"value": "red", "index": 0}) == SelectEvent(
        value="red", index=1
    )
    with pytest.raises(ValueError, match="not in list"):
        report(node, "pick", {"value": "gone", "index": 0})


def test_a_field_with_suggestions_and_icons_lies_in_a_label(lower: Lower) -> None:
    node = lower(Autocomplete(leading_icon="search"))

    assert node.tag == "label"
    assert node.children[0].listeners is None


def test_a_masked_field_shows_its_value_in_the_mask(lower: Lower) -> None:
    node = lower(
        MaskedInput(
            mask="999.999", value="1234", placeholder="123.456", on_change=nothing
        )
    )

    assert node.attributes == {
        "type": "text",
        "value": "123.4",
        "placeholder": "123.456",
        "inputmode": "numeric",
    }
    assert (node.behaviour, node.props) == ("mask", {"mask": "999.999"})
    assert report(node, "input", {"value": "123.45"}) == TextChangeEvent(value="123.45")


@pytest.mark.parametrize(
    ("mask", "keyboard", "expected"),
    [
        ("(99) 9999", KeyboardType.PHONE, {"type": "tel"}),
        ("AAA-99", KeyboardType.TEXT, {"type": "text"}),
        ("A99", KeyboardType.EMAIL, {"type": "text", "inputmode": "email"}),
    ],
)
def test_a_mask_chooses_the_keyboard_with_the_widget(
    lower: Lower, mask: str, keyboard: KeyboardType, expected: dict[str, str]
) -> None:
    node = lower(MaskedInput(mask=mask, keyboard=keyboard))

    assert node.attributes == {**expected, "value": ""}


def test_a_field_without_a_mask_is_a_plain_one(lower: Lower) -> None:
    node = lower(MaskedInput(value="as it is"))

    assert (node.behaviour, node.attributes["value"]) == (None, "as it is")


def test_a_pin_is_one_field_over_its_cells(lower: Lower) -> None:
    node = lower(PinInput(length=4, value="12 3", key="pin", on_complete=nothing))

    field, *cells = node.children
    assert (node.tag, node.key, len(cells)) == ("label", "pin", 4)
    assert field.attributes["value"] == "123"
    assert field.attributes["maxlength"] == "8"
    assert field.attributes["autocomplete"] == "one-time-code"
    assert report(field, "complete", {"value": "1234"}) == SubmitEvent(
        values={"value": "1234"}
    )
    assert list(field.listeners or ()) == ["complete"]


def test_a_secure_pin_hides_what_is_typed(lower: Lower) -> None:
    field = lower(PinInput(secure=True, on_change=nothing)).children[0]

    assert field.attributes["type"] == "password"
    assert field.attributes["autocomplete"] == "off"
    assert list(field.listeners or ()) == ["input"]


@pytest.mark.parametrize(("length", "cells"), [(0, 1), (-3, 1), (10_000, 64)])
def test_a_pin_of_no_sensible_length_still_shows_cells(
    lower: Lower, length: int, cells: int
) -> None:
    node = lower(PinInput(length=length))

    assert len(node.children) == 1 + cells


def test_the_style_of_a_pin_places_it(lower: Lower) -> None:
    node = lower(PinInput(style=Style(align_self=None, max_width=200.0)))

    assert node.rule is not None
    assert "max-width:200px" in node.rule.text
    assert "border" not in node.rule.text


def test_a_range_has_two_thumbs_on_one_track(lower: Lower) -> None:
    node = lower(
        RangeSlider(low=20, high=300, min_value=0, max_value=200, on_change=nothing)
    )

    low, high = node.children
    assert [thumb.attributes["value"] for thumb in (low, high)] == ["20", "200"]
    assert (low.attributes["aria-label"], high.attributes["aria-label"]) == (
        "Minimum",
        "Maximum",
    )
    assert node.attributes["role"] == "group"
    assert node.behaviour == "range"
    payload = {"value": "30", "values": ["30", "200"]}
    assert report(low, "input", payload) == RangeChangeEvent(low=30, high=200)


def test_bounds_that_are_the_wrong_way_round_are_drawn_together(lower: Lower) -> None:
    low, high = lower(RangeSlider(low=80, high=20)).children

    assert low.attributes["value"] == high.attributes["value"] == "80"


@pytest.mark.parametrize("values", [["-1", "5"], ["5", "1000"], ["60", "40"], ["5"]])
def test_bounds_that_cannot_be_are_refused(lower: Lower, values: list[str]) -> None:
    low, _ = lower(RangeSlider(on_change=nothing)).children

    with pytest.raises(ValueError, match=r"is not from|is above|not enough"):
        report(low, "input", {"value": values[0], "values": values})
