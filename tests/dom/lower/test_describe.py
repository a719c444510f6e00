"""What any widget may say of its element: semantics, focus, tag, attributes."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from tempest_core import (
    Button,
    Checkbox,
    Column,
    Container,
    Input,
    Semantics,
    Text,
    Theme,
    ThemeMode,
    Widget,
)

from tempestweb.dom.html import to_html
from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tests.support.reference import parse

LIGHT = Theme(mode=ThemeMode.LIGHT)


def lower(widget: Widget) -> Node:
    return Context(LIGHT).lower(widget, None)


def text(**said: Any) -> Node:
    return lower(Text(content="x", **said))


@pytest.mark.parametrize(
    ("said", "attributes"),
    [
        ({"semantics": Semantics(label="Total")}, {"aria-label": "Total"}),
        ({"semantics": Semantics(hint="A sum")}, {"title": "A sum"}),
        ({"semantics": Semantics(role="button")}, {"role": "button"}),
        ({"semantics": Semantics(role="image")}, {"role": "img"}),
        ({"semantics": Semantics(role="text")}, {}),
        ({"semantics": Semantics()}, {}),
        ({"semantics": None}, {}),
        ({"focusable": True}, {"tabindex": "0"}),
        ({"focusable": False}, {"tabindex": "-1"}),
        ({"focusable": None}, {}),
        ({"focus_order": 0}, {"tabindex": "1"}),
        ({"focus_order": 3}, {"tabindex": "4"}),
        ({"focus_order": -5}, {"tabindex": "1"}),
        ({"focusable": False, "focus_order": 1}, {"tabindex": "2"}),
        ({"attrs": {"data-x": "1", "lang": "de"}}, {"data-x": "1", "lang": "de"}),
    ],
)
def test_what_is_said_becomes_attributes(
    said: dict[str, Any], attributes: dict[str, str]
) -> None:
    assert text(**said).attributes == attributes


def test_an_attribute_wins_over_what_follows_from_other_props() -> None:
    said = text(semantics=Semantics(label="one"), attrs={"aria-label": "two"})

    assert said.attributes == {"aria-label": "two"}


def test_classes_are_added_to_those_of_the_widget() -> None:
    assert text(attrs={"class": "mine"}).class_name == "tw-text mine"


@pytest.mark.parametrize("name", ["data-key", "data-tw-on", "DATA-TW-props"])
def test_attributes_of_the_protocol_are_nobody_elses(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "tempestweb"):
        node = text(attrs={name: "x"})

    assert node.attributes == {}
    assert f"app.reserved_attribute: {name!r}" in caplog.text


def test_a_labelled_field_is_described_itself_not_its_label() -> None:
    node = lower(Checkbox(label="Yes", attrs={"name": "yes"}, focusable=False))

    assert node.tag == "label"
    assert "name" not in node.attributes
    assert node.children[0].attributes["name"] == "yes"
    assert node.children[0].attributes["tabindex"] == "-1"


def test_a_label_around_no_field_is_described_itself() -> None:
    node = lower(Container(child=Text(content="x"), tag="label", attrs={"for": "y"}))

    assert (node.tag, node.attributes) == ("label", {"for": "y"})


@pytest.mark.parametrize("tag", ["h1", "P", "article", "code"])
def test_a_text_may_be_another_element(tag: str) -> None:
    assert text(tag=tag).tag == tag.lower()


@pytest.mark.parametrize(
    ("widget", "tag", "why"),
    [
        (Text(content="", tag="script"), "span", "is not an element a widget can be"),
        (Text(content="", tag="x-y"), "span", "is not an element a widget can be"),
        (Button(label="", tag="div"), "button", "a <button> cannot be made a <div>"),
        (Input(tag="div"), "input", "a <input> cannot be made a <div>"),
        (
            Column(tag="p", children=[Container(child=Column())]),
            "div",
            "HTML allows no <div> inside a <p>",
        ),
        (
            Column(tag="button", children=[Container(child=Button(label=""))]),
            "div",
            "HTML allows no <button> inside a <button>",
        ),
    ],
)
def test_a_tag_that_would_not_do_is_refused_with_the_reason(
    widget: Widget, tag: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "tempestweb"):
        node = lower(widget)

    assert node.tag == tag
    assert f"app.tag: {'<' if why.startswith('is') else ''}" in caplog.text
    assert why in caplog.text


def test_the_tag_an_element_has_anyway_is_no_mistake(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert lower(Button(label="", tag="BUTTON")).tag == "button"
    assert caplog.text == ""


def test_a_paragraph_may_hold_a_line_of_text() -> None:
    inside: list[Widget] = [Text(content="a"), Text(content="b", tag="em")]
    node = lower(Column(tag="p", children=inside))

    assert node.tag == "p"
    (element,) = parse(to_html([node]))
    assert [child.tag for child in element.children] == ["span", "em"]
