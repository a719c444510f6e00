"""Fields: the element, its attributes, and what its events mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Checkbox,
    Dropdown,
    Input,
    KeyboardType,
    SelectEvent,
    Semantics,
    Slider,
    Style,
    Switch,
    TextArea,
    TextChangeEvent,
    Theme,
    ToggleEvent,
    Widget,
)
from tempest_core.style import Color, Edge, Size

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


def test_an_input_is_the_bare_element(lower: Lower) -> None:
    node = lower(Input(value="Ann", placeholder="Name", max_length=9, key="name"))

    assert node.tag == "input"
    assert node.attributes == {
        "type": "text",
        "value": "Ann",
        "placeholder": "Name",
        "maxlength": "9",
    }
    assert node.key == "name"
    assert node.listeners is None


def test_an_empty_input_still_says_its_value(lower: Lower) -> None:
    assert lower(Input()).attributes["value"] == ""


@pytest.mark.parametrize(
    ("keyboard", "expected"),
    [
        (KeyboardType.NUMBER, {"type": "text", "inputmode": "decimal"}),
        (KeyboardType.EMAIL, {"type": "email"}),
        (KeyboardType.PHONE, {"type": "tel"}),
        (KeyboardType.URL, {"type": "url"}),
        (KeyboardType.PASSWORD, {"type": "password"}),
    ],
)
def test_the_keyboard_chooses_the_type(
    lower: Lower, keyboard: KeyboardType, expected: dict[str, str]
) -> None:
    assert lower(Input(keyboard=keyboard)).attributes == {**expected, "value": ""}


def test_a_secure_input_is_a_password(lower: Lower) -> None:
    assert lower(Input(secure=True)).attributes["type"] == "password"


def test_typing_reports_the_text_and_whether_it_is_valid(lower: Lower) -> None:
    node = lower(Input(pattern="[0-9]+", on_change=nothing))

    assert node.attributes["pattern"] == "[0-9]+"
    assert report(node, "input", {"value": "7", "valid": True}) == TextChangeEvent(
        value="7", valid=True
    )


def test_an_error_is_shown_and_said(lower: Lower) -> None:
    node = lower(Input(error="Too short", key="name"))

    field, message = node.children
    assert (node.tag, node.class_name, node.key) == ("label", "tw-wrapper", "name")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["aria-description"] == "Too short"
    assert (message.text, message.attributes) == ("Too short", {"aria-hidden": "true"})
    assert field.key is None


def test_an_error_that_goes_leaves_the_field_where_it_was(lower: Lower) -> None:
    with_error, without = lower(Input(error="Too short")), lower(Input(error=""))

    assert with_error.tag == without.tag == "label"
    assert without.children[0].tag == "input"
    assert "aria-invalid" not in without.children[0].attributes


def test_icons_stand_beside_the_text(lower: Lower) -> None:
    node = lower(Input(leading_icon="search", trailing_icon="x"))

    field, *icons = node.children
    assert [icon.class_name for icon in icons] == ["tw-icon tw-start", "tw-icon tw-end"]
    assert field.rule is not None
    assert "padding-inline-start:44px;padding-inline-end:44px" in field.rule.text


def test_a_wrapped_fields_style_is_split_between_place_and_look(lower: Lower) -> None:
    style = Style(grow=1, margin=Edge.all(3), radius=7)

    node = lower(Input(error="", style=style))

    assert node.rule is not None
    assert node.children[0].rule is not None
    assert "margin:3px" in node.rule.text
    assert "flex:1" in node.rule.text
    assert "radius" not in node.rule.text
    assert "border-radius:7px" in node.children[0].rule.text
    assert "margin" not in node.children[0].rule.text


@pytest.mark.parametrize(
    "make",
    [
        lambda **common: Input(error="", **common),
        lambda **common: Dropdown(leading_icon="x", **common),
        lambda **common: Checkbox(label="x", **common),
    ],
)
def test_a_wrapped_field_is_what_its_description_is_about(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    node = lower(make(semantics=Semantics(label="Name"), attrs={"disabled": ""}))

    assert dict(node.attributes) == {}
    assert node.children[0].attributes["aria-label"] == "Name"
    assert node.children[0].attributes["disabled"] == ""


def test_a_text_area_has_rows_and_a_value(lower: Lower) -> None:
    node = lower(
        TextArea(value="a\nb", rows=5, max_length=99, on_change=nothing, key="k")
    )

    assert node.tag == "textarea"
    assert node.attributes == {"rows": "5", "value": "a\nb", "maxlength": "99"}
    assert report(node, "input", {"value": "c"}) == TextChangeEvent(value="c")
    assert node.key == "k"


@pytest.mark.parametrize(("widget", "role"), [(Checkbox, None), (Switch, "switch")])
def test_a_toggle_is_a_labelled_checkbox(
    lower: Lower, widget: type[Checkbox | Switch], role: str | None
) -> None:
    node = lower(widget(label="Agree", checked=True, on_change=nothing, key="agree"))

    box, text = node.children
    assert (node.tag, node.key, node.slots) == ("label", "agree", [])
    assert box.attributes["type"] == "checkbox"
    assert box.attributes["checked"] == ""
    assert box.attributes.get("role") == role
    assert text.text == "Agree"
    assert node.listeners is None
    event = report(box, "change", {"value": "on", "checked": False})
    assert event == ToggleEvent(checked=False)


def test_a_toggle_that_is_off_has_no_checked_attribute(lower: Lower) -> None:
    node = lower(Switch())

    assert "checked" not in node.children[0].attributes
    assert len(node.children) == 1


def test_a_report_without_the_state_is_refused(lower: Lower) -> None:
    with pytest.raises(KeyError):
        report(lower(Switch(on_change=nothing)).children[0], "change", {"value": "on"})


def test_a_toggles_size_is_a_class_and_not_its_labels_width(lower: Lower) -> None:
    node = lower(Checkbox(size=Size.LG, style=Style(margin=Edge.all(1))))

    assert node.children[0].class_name == "tw-checkbox tw-lg"
    assert node.rule is not None
    assert node.rule.text.endswith("{margin:1px}")


def test_an_accent_is_declared_where_it_is_not_the_primary_one(
    lower: Lower, theme: Theme
) -> None:
    plain, scheme = lower(Checkbox()), lower(Checkbox(color_scheme="neutral"))
    given = lower(Slider(style=Style(color=Color(r=1, g=2, b=3))))
    own = Theme.from_seed(Color(r=200, g=0, b=0))
    foreign = lower(Switch(theme=own))

    assert plain.rule is None
    assert scheme.rule is not None
    assert "--tw-accent:var(--tw-on-surface)" in scheme.rule.text
    assert given.rule is not None
    assert given.rule.text.endswith("{--tw-accent:#010203}")
    assert foreign.rule is not None
    assert own.color("primary").to_hex() in foreign.rule.text
    assert own is not theme


def test_a_field_in_a_theme_of_its_own_spells_its_accent_out(theme: Theme) -> None:
    own = Theme.from_seed(Color(r=200, g=0, b=0))

    rule = Context(theme).lower(Input(theme=own), None).rule

    assert rule is not None
    assert f"--tw-accent:{own.color('primary').to_hex()}" in rule.text


def test_a_slider_counts_as_javascript_does(lower: Lower) -> None:
    node = lower(Slider(value=50.0, min_value=-0.5, max_value=1e5, step=0.00001))

    assert node.attributes == {
        "type": "range",
        "min": "-0.5",
        "max": "100000",
        "step": "0.00001",
        "value": "50",
    }


@pytest.mark.parametrize(("value", "shown"), [(-5, "0"), (500, "100")])
def test_a_slider_shows_no_value_outside_its_range(
    lower: Lower, value: float, shown: str
) -> None:
    assert lower(Slider(value=value)).attributes["value"] == shown


def test_a_slider_without_steps_moves_freely(lower: Lower) -> None:
    assert lower(Slider(step=0)).attributes["step"] == "any"


def test_a_slider_reports_a_number(lower: Lower) -> None:
    event = report(lower(Slider(on_change=nothing)), "input", {"value": "50"})

    assert event.model_dump() == {"value": 50.0}


@pytest.mark.parametrize("value", ["", "x", "nan", "101", "-1"])
def test_a_slider_refuses_what_it_cannot_show(lower: Lower, value: str) -> None:
    with pytest.raises(ValueError, match=r"not from|could not convert"):
        report(lower(Slider(on_change=nothing)), "input", {"value": value})


def test_a_sliders_given_height_is_kept_and_its_tracks_is_not(lower: Lower) -> None:
    given = lower(Slider(style=Style(height=60))).rule
    track = lower(Slider(style=Style(width=60))).rule

    assert given is not None
    assert track is not None
    assert given.text.endswith("{height:60px}")
    assert track.text.endswith("{width:60px}")


def test_a_dropdown_is_a_select_that_starts_with_its_placeholder(lower: Lower) -> None:
    node = lower(Dropdown(options=["a", "b"], value="b", placeholder="Pick", key="k"))

    placeholder, *options = node.children
    assert (node.tag, node.key, node.slots) == ("select", "k", [])
    assert node.attributes == {"value": "b"}
    assert placeholder.text == "Pick"
    assert placeholder.attributes == {"value": "", "disabled": "", "hidden": ""}
    assert [(o.tag, o.text, o.attributes["value"]) for o in options] == [
        ("option", "a", "a"),
        ("option", "b", "b"),
    ]


@pytest.mark.parametrize("value", [None, "gone"])
def test_a_dropdown_shows_its_placeholder_for_no_option(
    lower: Lower, value: str | None
) -> None:
    assert lower(Dropdown(options=["a"], value=value)).attributes == {"value": ""}


@pytest.mark.parametrize(
    ("payload", "index"),
    [
        ({"value": "b", "index": 2}, 1),
        ({"value": "a", "index": 3}, 2),
        ({"value": "b", "index": 9}, 1),
        ({"value": "b", "index": 0}, 1),
    ],
)
def test_a_choice_counts_options_and_not_the_placeholder(
    lower: Lower, payload: dict[str, Any], index: int
) -> None:
    node = lower(Dropdown(options=["a", "b", "a"], on_select=nothing))

    event = report(node, "change", payload)

    assert event == SelectEvent(value=payload["value"], index=index)


def test_a_choice_of_something_else_is_refused(lower: Lower) -> None:
    node = lower(Dropdown(options=["a"], on_select=nothing))

    with pytest.raises(ValueError, match="is not in list"):
        report(node, "change", {"value": "z", "index": 1})


def test_a_dropdowns_own_icon_takes_the_place_of_the_arrow(lower: Lower) -> None:
    plain, own = lower(Dropdown()), lower(Dropdown(trailing_icon="menu"))

    assert "tw-select" in plain.class_name.split()
    assert "tw-select" not in own.children[0].class_name.split()
