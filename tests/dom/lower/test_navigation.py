"""Navigators, tabs, drawers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    Navigator,
    RouteChangeEvent,
    RouteDrawer,
    Style,
    TabBar,
    TabView,
    Text,
    Widget,
)

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


def test_a_navigator_tells_how_deep_it_is_and_how_to_get_there(lower: Lower) -> None:
    node = lower(
        Navigator(
            child=Text(content="a"),
            depth=2,
            transition="fade",
            key="n",
            style=Style(gap=1.0),
        )
    )

    assert (node.key, node.behaviour) == ("n", "navigator")
    assert node.props == {"depth": 2, "transition": "fade"}
    assert [child.text for child in node.slots] == ["a"]
    assert node.rule is not None


def test_a_transition_that_nobody_knows_is_none(lower: Lower) -> None:
    node = lower(Navigator(child=Text(content="a"), transition="spiral"))

    assert node.props == {"depth": 0, "transition": "none"}


@pytest.mark.parametrize(
    "other",
    [
        Navigator(child=Text(content="a"), depth=1),
        Navigator(child=Text(content="a", key="other"), depth=0),
    ],
)
def test_another_depth_or_key_is_another_screen(lower: Lower, other: Navigator) -> None:
    here = lower(Navigator(child=Text(content="a"), depth=0))
    there = lower(other)

    assert here.children[0].key != there.children[0].key


def test_a_tab_reports_its_label_and_index(lower: Lower) -> None:
    node = lower(TabBar(tabs=["A", "B"], on_change=nothing, key="t"))

    event = report(node.children[1], "click", {"x": 1, "y": 1})
    assert event == RouteChangeEvent(name="B", params={"index": 1})
    assert node.key == "t"


def test_tabs_say_which_is_active_and_only_it_is_reached_with_tab(
    lower: Lower,
) -> None:
    node = lower(TabBar(tabs=["A", "B"], active=1))

    assert node.attributes == {"role": "tablist"}
    assert [n.attributes["aria-selected"] for n in node.children] == ["false", "true"]
    assert [n.attributes["tabindex"] for n in node.children] == ["-1", "0"]
    assert node.children[0].listeners is None


def test_tabs_are_reached_even_where_none_of_them_is_active(lower: Lower) -> None:
    node = lower(TabBar(tabs=["A", "B"], active=7))

    assert [n.attributes["tabindex"] for n in node.children] == ["0", "-1"]


def test_a_tab_view_shows_the_active_tab_under_its_name(lower: Lower) -> None:
    node = lower(
        TabView(
            tabs=["A", "B"],
            active=1,
            child=Text(content="b"),
            on_change=nothing,
            key="v",
            style=Style(gap=2.0),
        )
    )

    tabs, panel = node.children
    assert panel.attributes == {
        "role": "tabpanel",
        "tabindex": "0",
        "aria-label": "B",
    }
    assert [n.text for n in node.slots] == ["b"]
    event = report(tabs.children[0], "click", {})
    assert event == RouteChangeEvent(name="A", params={"index": 0})
    assert (node.key, tabs.key, tabs.rule) == ("v", None, None)


def test_a_tab_view_whose_active_tab_is_missing_has_a_panel_without_a_name(
    lower: Lower,
) -> None:
    node = lower(TabView(tabs=[], active=0, child=Text(content="b")))

    assert "aria-label" not in node.children[1].attributes


def test_only_what_is_in_front_of_a_drawer_can_be_used(lower: Lower) -> None:
    def inert(*, is_open: bool) -> list[bool]:
        drawer = RouteDrawer(
            child=Text(content="main"), drawer=Text(content="menu"), open=is_open
        )
        return ["inert" in part.attributes for part in lower(drawer).children]

    assert inert(is_open=True) == [True, False, False]
    assert inert(is_open=False) == [False, False, True]


def test_leaving_a_drawer_asks_for_it_to_be_closed(lower: Lower) -> None:
    node = lower(
        RouteDrawer(
            child=Text(content="main"),
            drawer=Text(content="menu"),
            open=True,
            on_change=nothing,
            key="d",
            style=Style(height=300.0),
        )
    )

    event = report(node, "dismiss", {})
    assert event == RouteChangeEvent(name="drawer", params={"open": False})
    assert (node.key, node.props) == ("d", {"open": True})
    assert "tw-open" in node.class_name.split()


def test_both_sides_of_a_drawer_keep_their_nodes(context: Context) -> None:
    main, menu = Text(content="main"), Text(content="menu")
    first = context.lower(RouteDrawer(child=main, drawer=menu), None)

    second = context.lower(RouteDrawer(child=main, drawer=menu, open=True), first)

    assert [n.text for n in second.slots] == ["main", "menu"]
    assert second.slots[0] is first.slots[0]
    assert second.slots[1] is first.slots[1]
