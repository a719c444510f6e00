"""Components say what they are: roles, names and states of what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tempest_core import (
    Accordion,
    Avatar,
    Calendar,
    Chip,
    Column,
    Component,
    DataTable,
    NavBar,
    ProgressStepper,
    RadioGroup,
    Rating,
    SearchBar,
    SegmentedControl,
    Semantics,
    Stepper,
    Table,
    TableCell,
    TableRow,
    Tabs,
    Widget,
)

from tempestweb.dom.node import Node
from tests.support.lowered import Frames
from tests.support.samples import LIGHT, nothing

Lower = Callable[[Widget], Node]

TABS = Tabs(tabs=["a", "b"], active=1, on_select=nothing)
SEGMENTS = SegmentedControl(options=["a", "b"], selected=1, on_select=nothing)
CHOICES = RadioGroup(options=["a", "b"], selected=1, on_select=nothing)


def said(node: Node, *names: str) -> list[tuple[str | None, ...]]:
    """List attributes of the children of a node."""
    return [tuple(child.attributes.get(n) for n in names) for child in node.children]


def find(node: Node, **attributes: str) -> Iterator[Node]:
    """Yield the nodes with a role."""
    wanted = attributes.items()
    return (n for n in node.walk() if wanted <= dict(n.attributes).items())


@pytest.mark.parametrize(
    ("widget", "list_role", "role", "state"),
    [
        (TABS, "tablist", "tab", "aria-selected"),
        (SEGMENTS, "radiogroup", "radio", "aria-checked"),
        (CHOICES, "radiogroup", "radio", "aria-checked"),
    ],
)
def test_items_of_which_one_is_chosen_say_so_and_are_one_stop_of_the_tab_key(
    lower: Lower, widget: Widget, list_role: str, role: str, state: str
) -> None:
    node = lower(widget)

    assert node.attributes["role"] == list_role
    assert node.behaviour == "tabs"
    assert said(node, "role", state, "tabindex") == [
        (role, "false", "-1"),
        (role, "true", "0"),
    ]


def test_where_nothing_is_chosen_the_first_item_is_reached(lower: Lower) -> None:
    node = lower(Tabs(tabs=["a", "b"], active=-1, on_select=nothing))

    assert said(node, "aria-selected", "tabindex") == [("false", "0"), ("false", "-1")]


def test_the_signs_of_a_radio_group_are_not_read_out(lower: Lower) -> None:
    assert said(lower(CHOICES), "aria-label") == [("a",), ("b",)]


def test_the_chosen_item_follows_from_frame_to_frame() -> None:
    frames = Frames(LIGHT)
    frames.show(SEGMENTS)

    root = frames.show(SEGMENTS.model_copy(update={"selected": 0}))

    assert said(root, "aria-checked") == [("true",), ("false",)]


def test_a_rating_counts_its_stars(lower: Lower) -> None:
    node = lower(Rating(value=2, max_stars=3, on_rate=nothing))

    assert said(node, "aria-label", "aria-checked") == [
        ("1 of 3 stars", "false"),
        ("2 of 3 stars", "true"),
        ("3 of 3 stars", "false"),
    ]


def test_a_star_that_looks_as_before_is_no_longer_the_chosen_one() -> None:
    frames = Frames(LIGHT)
    frames.show(Rating(value=2, max_stars=3, on_rate=nothing))

    root = frames.show(Rating(value=3, max_stars=3, on_rate=nothing))

    assert said(root, "aria-checked") == [("false",), ("false",), ("true",)]


def test_a_rating_that_nobody_gives_is_a_picture(lower: Lower) -> None:
    node = lower(Rating(value=2, max_stars=3))

    assert node.attributes == {"role": "img", "aria-label": "2 of 3 stars"}
    assert node.behaviour is None


def test_a_navigation_bar_says_where_one_is(lower: Lower) -> None:
    node = lower(NavBar(items=["a", "b"], active=1, on_select=nothing))

    assert node.attributes["role"] == "navigation"
    assert said(node, "aria-current") == [(None,), ("page",)]


def test_an_accordion_says_whether_it_is_open(lower: Lower) -> None:
    node = lower(Accordion(title="More", open=True, on_toggle=nothing))

    assert said(node, "aria-label", "aria-expanded")[0] == ("More", "true")


def test_a_chip_that_can_be_pressed_says_whether_it_is(lower: Lower) -> None:
    pressed = lower(Chip(label="x", selected=True, on_click=nothing))

    assert pressed.attributes["aria-pressed"] == "true"
    assert "aria-pressed" not in lower(Chip(label="x", selected=True)).attributes


def test_the_buttons_of_a_stepper_have_names(lower: Lower) -> None:
    node = lower(Stepper(value=3, on_change=nothing))

    assert said(node, "aria-label") == [("Decrease",), (None,), ("Increase",)]


def test_steps_are_a_list_and_one_of_them_is_the_current_one(lower: Lower) -> None:
    node = lower(ProgressStepper(steps=["a", "b"], current=1))

    assert said(node, "role", "aria-current", "aria-hidden") == [
        ("listitem", None, None),
        (None, None, "true"),
        ("listitem", "step", None),
    ]


def test_tables_have_rows_headers_and_cells(lower: Lower) -> None:
    plain = lower(Table(headers=["a"], rows=[TableRow(cells=[TableCell(content="1")])]))
    sorted_by_a = DataTable(
        columns=["a", "b"], rows=[["1", "2"]], sort_column=0, on_sort=nothing
    )

    for node in (plain, lower(sorted_by_a)):
        assert node.attributes["role"] == "table"
        assert said(node, "role") == [("row",), ("row",)]
        assert said(node.children[0], "role")[0] == ("columnheader",)
        assert said(node.children[1], "role")[0] == ("cell",)
    (header,) = find(lower(sorted_by_a), **{"aria-sort": "ascending"})
    assert header.attributes["role"] == "columnheader"
    assert [n.tag for n in header.children] == ["button"]
    down = sorted_by_a.model_copy(update={"sort_ascending": False})
    assert list(find(lower(down), **{"aria-sort": "descending"}))


def test_a_table_with_pages_is_a_group(lower: Lower) -> None:
    rows = [["1"], ["2"]]
    node = lower(DataTable(columns=["a"], rows=rows, page_size=1, on_page=nothing))

    assert node.attributes["role"] == "group"
    assert list(find(node, role="row")) == []


def test_the_days_of_a_calendar_are_dates(lower: Lower) -> None:
    calendar = Calendar(month="2026-11", selected="2026-11-02", on_select=nothing)

    (pressed,) = find(lower(calendar), **{"aria-pressed": "true"})

    assert pressed.attributes["aria-label"] == "2 November 2026"
    nothing_chosen = Calendar(month="2026-11", on_select=nothing)
    assert list(find(lower(nothing_chosen), **{"aria-pressed": "true"})) == []


def test_other_components_have_their_role(lower: Lower) -> None:
    assert lower(SearchBar(on_change=nothing)).attributes["role"] == "search"
    assert lower(Avatar(initials="AB")).attributes["aria-label"] == "AB"


def test_a_component_of_the_apps_own_keeps_its_attributes(lower: Lower) -> None:
    class Panel(Component):
        """Tabs in a box."""

        def render(self) -> Widget:
            """Make the box."""
            return Column(children=[TABS])

    node = lower(Panel(attrs={"lang": "en"}))

    assert node.attributes == {"lang": "en"}


def test_what_the_app_says_wins(lower: Lower) -> None:
    named = TABS.model_copy(
        update={"semantics": Semantics(label="Views"), "attrs": {"data-a": "1"}}
    )
    named.model_fields_set.update({"semantics", "attrs"})

    node = lower(named)

    assert node.attributes["aria-label"] == "Views"
    assert node.attributes["data-a"] == "1"
    assert node.attributes["role"] == "tablist"
