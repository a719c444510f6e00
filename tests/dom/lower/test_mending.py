from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Border,
    CNPJInput,
    Color,
    CPFInput,
    DocumentPicker,
    EmailInput,
    ImagePicker,
    ImagePicture,
    PasswordInput,
    PhoneInput,
    Semantics,
    SideBorder,
    Style,
    Svg,
    Table,
    TableCell,
    TableRow,
    Theme,
    ThemeMode,
    Widget,
)
from tempest_core.components import base

from tempestweb.dom.css_values import color as css_color
from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node

LIGHT = Theme(mode=ThemeMode.LIGHT)
FIXED = {
    css_color(each)
    for each in (base.SURFACE, base.MUTED, base.ON_MUTED, base.ON_SURFACE)
}
RED = Color(r=200, g=0, b=0)


def lowered(widget: Widget) -> Node:
    return Context(LIGHT).lower(widget, None)


def rules(node: Node) -> str:
    return "\n".join(each.rule.text for each in node.walk() if each.rule)


def table(style: Style | None = None) -> Table:
    cells = [TableCell(content="8:00")]
    return Table(headers=["Opens"], rows=[TableRow(cells=cells, style=style)])


def nothing(*_: object) -> None:
    """Handle an event."""


@pytest.mark.parametrize(
    "make", [CNPJInput, CPFInput, EmailInput, PasswordInput, PhoneInput]
)
def test_the_label_of_a_field_is_its_name(make: Callable[..., Any]) -> None:
    node = lowered(make(label="Yours", error="Wrong", on_change=nothing))
    (field,) = [each for each in node.walk() if each.tag == "input"]
    assert field.attributes["aria-label"] == "Yours"


@pytest.mark.parametrize(
    "widget",
    [
        table(),
        ImagePicture(on_pick=nothing),
        ImagePicker(label="A picture", on_pick=nothing),
        ImagePicker(label="A picture", value="/a.png", on_pick=nothing),
        DocumentPicker(label="A document", on_pick=nothing),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_a_component_has_the_colours_of_the_theme(widget: Widget) -> None:
    text = rules(lowered(widget))
    assert [color for color in FIXED if color in text] == []


@pytest.mark.parametrize(
    "border",
    [
        SideBorder(top=Border(width=2.0, color=RED)),
        SideBorder(bottom=Border(width=2.0, color=RED)),
    ],
)
def test_a_row_of_a_table_keeps_a_border_of_its_own(border: SideBorder) -> None:
    assert f"2px solid {css_color(RED)}" in rules(lowered(table(Style(border=border))))


def test_a_colour_that_only_looks_like_a_fixed_one_is_the_apps() -> None:
    alike = base.SURFACE.model_copy()
    text = rules(lowered(table(Style(background=alike))))
    assert css_color(alike) in text


def test_the_label_of_a_picture_is_its_text() -> None:
    node = lowered(Svg(src="/hills.svg", semantics=Semantics(label="Hills")))
    assert node.attributes["alt"] == "Hills"
    assert "aria-label" not in node.attributes


def test_what_an_app_says_of_a_field_is_its_name() -> None:
    own = Semantics(label="Your number")
    node = lowered(CPFInput(label="CPF", semantics=own, on_change=nothing))
    (field,) = [each for each in node.walk() if each.tag == "input"]
    assert field.attributes["aria-label"] == "Your number"
