"""Dialogs, sheets, toasts, menus, popovers, tooltips."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    ActionSheet,
    BottomSheet,
    Button,
    Container,
    Dialog,
    DismissEvent,
    Menu,
    MenuItem,
    MenuSelectEvent,
    Popover,
    Style,
    Text,
    Toast,
    Tooltip,
    Widget,
)

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]

ITEMS = [
    MenuItem(label="Copy", value="c", icon="check"),
    MenuItem(label="Cut", value="x"),
]


@pytest.mark.parametrize(
    "make",
    [Dialog, BottomSheet, ActionSheet, Popover],
)
def test_what_can_be_left_reports_it_with_the_overlay_it_is(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    node = lower(make(on_dismiss=nothing, key="k", style=Style(gap=3.0)))

    assert node.key == "k"
    assert node.rule is not None
    assert "gap:3px" in node.rule.text
    assert report(node, "dismiss", {"overlay_id": "o"}) == DismissEvent(overlay_id="o")
    assert report(node, "dismiss", {}) == DismissEvent()


@pytest.mark.parametrize("make", [Dialog, BottomSheet, ActionSheet, Popover])
def test_what_nobody_listens_to_reports_nothing(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    assert lower(make()).listeners is None


def test_a_dialog_is_named_by_its_title_which_it_shows(lower: Lower) -> None:
    node = lower(Dialog(title="Sure?", children=[Text(content="It is gone then.")]))

    title, text = node.children
    assert (node.tag, node.behaviour) == ("dialog", "modal")
    assert node.attributes["aria-label"] == "Sure?"
    assert (title.tag, title.text) == ("h2", "Sure?")
    assert node.slots == [text]


def test_a_dialog_without_a_title_is_named_by_the_first_text_in_it(
    lower: Lower,
) -> None:
    node = lower(Dialog(children=[Container(child=Text(content="Wait"))]))

    assert node.attributes["aria-label"] == "Wait"
    assert lower(Dialog()).attributes["aria-label"] == "Dialog"


def test_a_child_of_a_dialog_that_is_the_same_object_keeps_its_node(
    context: Context,
) -> None:
    child = Text(content="same")
    first = context.lower(Dialog(title="a", children=[child]), None)

    second = context.lower(Dialog(title="b", children=[child]), first)

    assert second is not first
    assert second.slots[0] is first.slots[0]


def test_a_sheet_has_a_handle_above_its_children(lower: Lower) -> None:
    node = lower(BottomSheet(children=[Button(label="Go")]))

    handle, button = node.children
    assert handle.class_name == "tw-sheet-handle"
    assert node.slots == [button]


@pytest.mark.parametrize("make", [ActionSheet, Menu])
def test_an_entry_that_is_chosen_reports_its_value_and_label(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    node = lower(make(items=ITEMS, on_select=nothing))

    copy, cut = node.children
    assert report(copy, "click", {"x": 1, "y": 2}) == MenuSelectEvent(
        value="c", label="Copy"
    )
    assert report(cut, "click", {}) == MenuSelectEvent(value="x", label="Cut")


@pytest.mark.parametrize("make", [ActionSheet, Menu])
def test_an_entry_shows_its_icon_and_label(
    lower: Lower, make: Callable[..., Widget]
) -> None:
    copy, cut = lower(make(items=ITEMS)).children

    assert [n.tag for n in copy.children] == ["svg", "span"]
    assert copy.children[1].text == "Copy"
    assert cut.text == "Cut"
    assert copy.listeners is None


def test_an_action_sheet_shows_its_title(lower: Lower) -> None:
    node = lower(ActionSheet(title="Share", items=ITEMS))

    assert node.children[0].text == "Share"


def test_a_menu_is_one_to_a_screen_reader(lower: Lower) -> None:
    node = lower(Menu(items=ITEMS, anchor="file", key="m"))

    assert (node.attributes["role"], node.key) == ("menu", "m")
    assert node.props == {"anchor": "file"}
    assert [n.attributes["role"] for n in node.children] == ["menuitem", "menuitem"]
    assert [n.attributes["tabindex"] for n in node.children] == ["-1", "-1"]


def test_a_popover_holds_its_child_beside_its_anchor(lower: Lower) -> None:
    node = lower(Popover(child=Text(content="More"), anchor="info"))

    assert node.props == {"anchor": "info"}
    assert node.attributes["aria-label"] == "More"
    assert [child.text for child in node.slots] == ["More"]
    assert lower(Popover()).attributes["aria-label"] == "Popover"


def test_a_toast_is_a_status_that_knows_how_long_it_lasts(lower: Lower) -> None:
    node = lower(Toast(message="Saved", duration_s=1.5, key="t"))

    assert (node.text, node.key) == ("Saved", "t")
    assert node.attributes == {"role": "status"}
    assert node.rule is not None
    assert "--tw-duration:1.5s" in node.rule.text


def test_a_tooltip_is_as_large_as_its_child_and_holds_the_tip(lower: Lower) -> None:
    node = lower(Tooltip(message="Saves", child=Button(label="Save"), key="k"))

    button, tip = node.children
    assert node.slots == [button]
    assert "tw-fit" in node.class_name.split()
    assert (tip.text, tip.attributes) == ("Saves", {"role": "tooltip"})
    assert tip.rule is not None
    assert "--tw-accent:var(--tw-on-surface)" in tip.rule.text


def test_a_tooltip_takes_the_colours_of_its_scheme_and_a_style(lower: Lower) -> None:
    node = lower(Tooltip(message="x", color_scheme="error", style=Style(gap=2.0)))

    (tip,) = node.children
    assert tip.rule is not None
    assert "var(--tw-error)" in tip.rule.text
    assert node.rule is not None
    assert "gap:2px" in node.rule.text


def test_a_menu_that_is_made_again_calls_the_newer_handler(context: Context) -> None:
    first = context.lower(Menu(items=ITEMS, on_select=nothing), None)
    newer = Menu(items=ITEMS, on_select=lambda: None)

    second = context.lower(newer, first)

    assert second is first
    listeners = second.children[0].listeners
    assert listeners is not None
    assert listeners["click"].handler is newer.on_select
