"""Buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import pytest
from pydantic import model_validator
from tempest_core import Button, IconButton, Size, Style, TapEvent, Theme, Widget
from tempest_core.style import Color, Variant

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

Lower = Callable[[Widget], Node]


def nothing() -> None:
    """Do nothing, as a handler."""


def test_a_button_listens_to_clicks_when_it_has_a_handler(lower: Lower) -> None:
    node = lower(Button(label="Go", on_click=nothing, key="go"))

    assert (node.tag, node.text, node.key) == ("button", "Go", "go")
    assert node.attributes == {"type": "button"}
    assert node.listeners is not None
    listener = node.listeners["click"]
    assert listener.handler is nothing
    assert listener.event_type is TapEvent
    assert listener.name == "Button.on_click"
    assert lower(Button(label="Go")).listeners is None


def test_a_buttons_rule_is_that_of_its_style(lower: Lower) -> None:
    button = Button(label="Go")

    assert lower(button).rule == rule_for(button.style)


def test_buttons_of_one_kind_share_one_rule(lower: Lower) -> None:
    assert lower(Button(label="a")).rule is lower(Button(label="b")).rule


@pytest.mark.parametrize(
    "other",
    [
        {"variant": Variant.OUTLINE},
        {"size": Size.SM},
        {"color_scheme": "error"},
        {"style": Style(radius=1)},
        {"size": {"base": Size.SM}},
    ],
)
def test_buttons_of_different_kinds_do_not(
    lower: Lower, other: dict[str, object]
) -> None:
    plain = lower(Button(label="a"))
    different = lower(Button.model_validate({"label": "a", **other}))

    assert plain.rule != different.rule


def test_a_subclass_has_rules_of_its_own(lower: Lower) -> None:
    class Round(Button):
        @model_validator(mode="after")
        def _round(self) -> Self:
            object.__setattr__(self, "style", Style(radius=50))
            return self

    lower(Button(label="a"))

    rule = lower(Round(label="a")).rule

    assert rule == rule_for(Round(label="a").style)


@pytest.mark.parametrize("variant", [Variant.OUTLINE, Variant.GHOST, Variant.LINK])
def test_a_button_without_a_filling_lets_its_ground_through(
    lower: Lower, variant: Variant
) -> None:
    for style in (None, Style(grow=1)):
        rule = lower(Button(label="a", variant=variant, style=style)).rule

        assert rule is not None
        assert rule.text.endswith("background-color:transparent}")


def test_a_background_the_app_gave_stays(lower: Lower) -> None:
    style = Style(background=Color(r=1, g=2, b=3))

    rule = lower(Button(label="a", variant=Variant.GHOST, style=style)).rule

    assert rule is not None
    assert "background-color:transparent" not in rule.text


def test_a_button_keeps_a_theme_of_its_own(theme: Theme) -> None:
    own = Theme.from_seed(Color(r=200, g=0, b=0))
    button = Button(label="a", theme=own)

    rule = Context(theme).lower(button, None).rule

    assert rule is not None
    assert own.color("primary").to_hex() in rule.text


def test_an_icon_button_is_named_by_its_label(lower: Lower) -> None:
    node = lower(IconButton(icon="trash", label="Delete", on_click=nothing, key="k"))

    assert node.tag == "button"
    assert node.attributes["aria-label"] == "Delete"
    assert [child.tag for child in node.children] == ["svg"]
    assert node.slots == []
    assert node.listeners is not None
    assert list(node.listeners) == ["click"]
    assert node.key == "k"


def test_an_icon_button_without_a_label_is_only_a_button(lower: Lower) -> None:
    assert lower(IconButton(icon="trash")).attributes == {"type": "button"}
