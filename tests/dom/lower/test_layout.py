"""Boxes: what they are, and what they tell the CSS of their children."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    AspectRatio,
    Column,
    Container,
    Row,
    SafeArea,
    SafeAreaEdge,
    ScrollView,
    Spacer,
    Stack,
    Style,
    Text,
    Widget,
    Wrap,
)
from tempest_core.style import AlignItems, Edge, FlexDirection, FlexWrap

from tempestweb.dom.node import Node

Lower = Callable[[Widget], Node]

CHILD = Text(content="child", key="child")


@pytest.mark.parametrize(
    ("widget", "class_name"),
    [
        (Column(children=[CHILD]), "tw-column tw-auto"),
        (Row(children=[CHILD]), "tw-row tw-auto"),
        (Wrap(children=[CHILD]), "tw-row tw-wrap tw-auto"),
        (ScrollView(children=[CHILD]), "tw-scroll tw-column tw-auto"),
        (ScrollView(children=[CHILD], horizontal=True), "tw-scroll tw-row tw-auto"),
        (Container(child=CHILD), "tw-column tw-auto"),
        (Stack(children=[CHILD]), "tw-stack"),
    ],
)
def test_a_box_is_a_div_around_its_children(
    lower: Lower, widget: Widget, class_name: str
) -> None:
    node = lower(widget)

    assert node.tag == "div"
    assert node.class_name == class_name
    assert node.rule is None
    assert [child.text for child in node.children] == ["child"]
    assert node.slots is node.children


@pytest.mark.parametrize("box", [Container(), SafeArea(), AspectRatio(ratio=1)])
def test_a_box_without_its_child_is_empty(lower: Lower, box: Widget) -> None:
    assert lower(box).children == []


@pytest.mark.parametrize(
    ("style", "classes"),
    [
        (Style(gap=1), {"tw-row", "tw-auto"}),
        (Style(align=AlignItems.CENTER), {"tw-row"}),
        (Style(direction=FlexDirection.COLUMN), {"tw-column", "tw-auto"}),
        (Style(direction=FlexDirection.ROW), {"tw-row", "tw-auto"}),
        (Style(flex_wrap=FlexWrap.WRAP), {"tw-row", "tw-auto", "tw-wrap"}),
        (Style(flex_wrap=FlexWrap.NOWRAP), {"tw-row", "tw-auto"}),
        (Style(width=1, height=1), {"tw-row", "tw-auto", "tw-fit"}),
    ],
)
def test_a_style_changes_what_a_rows_children_go_by(
    lower: Lower, style: Style, classes: set[str]
) -> None:
    node = lower(Row(style=style))

    assert node.rule is not None
    assert set(node.class_name.split()) == {*classes, node.rule.name}


def test_a_column_can_lie_down(lower: Lower) -> None:
    node = lower(Column(style=Style(direction=FlexDirection.ROW)))

    assert node.class_name.startswith("tw-row ")


def test_a_centring_container_centres_both_ways(lower: Lower) -> None:
    node = lower(Container(style=Style(align=AlignItems.CENTER)))

    assert "tw-centered" in node.class_name.split()


def test_a_spacer_grows_by_its_flex(lower: Lower) -> None:
    rule = lower(Spacer(flex=2)).rule

    assert rule is not None
    assert "flex:2 1 " in rule.text


def test_a_safe_area_adds_to_the_padding_of_its_edges(lower: Lower) -> None:
    area = SafeArea(
        edges=[SafeAreaEdge.TOP, SafeAreaEdge.LEFT, SafeAreaEdge.TOP],
        style=Style(padding=Edge(top=8)),
    )

    rule = lower(area).rule

    assert rule is not None
    assert rule.text.endswith(
        "{padding:8px 0 0;"
        "padding-top:calc(8px + env(safe-area-inset-top,0px));"
        "padding-left:env(safe-area-inset-left,0px)}"
    )


def test_an_aspect_ratio_is_one_in_css(lower: Lower) -> None:
    rule = lower(AspectRatio(ratio=1.5, child=CHILD)).rule

    assert rule is not None
    assert rule.text.endswith("{aspect-ratio:1.5}")


@pytest.mark.parametrize(
    "widget",
    [
        Column(key="k"),
        Row(key="k"),
        Wrap(key="k"),
        Stack(key="k"),
        ScrollView(key="k"),
        Container(key="k"),
        SafeArea(key="k"),
        Spacer(key="k"),
        AspectRatio(ratio=1, key="k"),
    ],
)
def test_a_box_keeps_its_key(lower: Lower, widget: Widget) -> None:
    assert lower(widget).key == "k"
