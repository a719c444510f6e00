"""Components that look as Material 3 has it, and keep what the app says of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import (
    Accordion,
    Button,
    Color,
    Column,
    Component,
    Edge,
    FieldVariant,
    MetricCard,
    NavBar,
    Rating,
    SearchBar,
    StatCard,
    Style,
    Tabs,
    Text,
    Widget,
)

from tempestweb.dom.lower.mending import mended
from tempestweb.dom.node import Node
from tests.support.samples import LIGHT, nothing

RED = Color(r=255, g=0, b=0)
TABS = Tabs(tabs=["a", "b", "c"], active=1, on_select=nothing)
FOLD = Accordion(title="Why?", on_toggle=nothing, children=[Text(content="Because.")])
PLACES = NavBar(items=["a", "b", "c"], active=1, on_select=nothing)


class OwnTabs(Tabs):
    """An app's kind of tabs, drawn as tempest-core's are."""


class DrawnTabs(Tabs):
    """An app's kind of tabs that draws itself."""

    def render(self) -> Widget:
        return Column(children=[Button(label=label) for label in self.tabs])


def children_of(component: Component) -> list[Widget]:
    return mended(component, LIGHT).child_nodes()


def styles_of(component: Component) -> list[dict[str, object]]:
    """List the styles of what a component is made of."""
    return [
        child.style.model_dump(exclude_none=True)
        for child in children_of(component)
        if child.style is not None
    ]


def test_the_active_tab_is_as_large_as_the_others() -> None:
    _, active, other = styles_of(TABS)

    assert active.pop("color") != other.pop("color")
    assert active == other


def test_tabs_lie_on_what_is_behind_them() -> None:
    style = mended(TABS, LIGHT).style

    assert style is not None
    assert style.background is None
    assert "background" not in styles_of(TABS)[1]


def test_a_background_that_the_app_gives_tabs_stays() -> None:
    tabs = TABS.model_copy(update={"style": Style(background=RED)})

    style = mended(tabs, LIGHT).style

    assert style is not None
    assert style.background == RED


def test_an_apps_own_kind_of_tabs_looks_alike() -> None:
    own = OwnTabs(tabs=["a"], on_select=nothing)

    assert mended(own, LIGHT).attrs == {"class": "tw-tab-strip"}


def test_tabs_that_draw_themselves_are_left_alone() -> None:
    drawn = DrawnTabs(tabs=["a"], on_select=nothing)

    assert mended(drawn, LIGHT).attrs == {}


def test_the_header_of_an_accordion_shows_its_title_alone(
    lower: Callable[[Widget], Node],
) -> None:
    header = lower(FOLD).children[0]

    assert header.text == "Why?"
    assert "tw-fold" in header.class_name


def test_attributes_of_an_accordion_are_kept_beside_its_look(
    lower: Callable[[Widget], Node],
) -> None:
    fold = Accordion(title="Why?", on_toggle=nothing, attrs={"data-a": "b"})

    assert lower(fold).attributes["data-a"] == "b"


def test_five_stars_are_in_a_narrow_window() -> None:
    widths = [style["width"] for style in styles_of(Rating(on_rate=nothing))]

    assert widths == [48.0] * 5


def test_stars_that_nobody_presses_are_as_wide_as_their_text() -> None:
    assert all("width" not in style for style in styles_of(Rating(value=2)))


@pytest.mark.parametrize("card_type", [MetricCard, StatCard])
def test_what_is_beside_a_figure_goes_below_it_in_a_narrow_card(
    lower: Callable[[Widget], Node], card_type: type[MetricCard]
) -> None:
    trailing = Text(content="Live")
    beside = lower(card_type(label="", value="12,480", trailing=trailing))
    alone = lower(card_type(label="", value="12,480"))

    assert any("tw-wrap" in n.class_name.split() for n in beside.walk())
    assert not any("tw-wrap" in n.class_name.split() for n in alone.walk())


def test_a_search_field_has_no_edge_inside_its_bar() -> None:
    (field,) = styles_of(SearchBar(on_change=nothing))

    assert "border" not in field


def test_a_search_field_looks_as_the_app_asks() -> None:
    bar = SearchBar(on_change=nothing, field_variant=FieldVariant.OUTLINE)

    assert "border" in styles_of(bar)[0]


def test_a_search_bar_keeps_its_field_and_what_clears_it(
    lower: Callable[[Widget], Node],
) -> None:
    bar = SearchBar(key="q", value="x", on_change=nothing, on_clear=nothing)
    before = [child.key for child in bar.render().child_nodes()]

    assert [child.key for child in children_of(bar)] == before
    assert any(node.attributes.get("value") == "x" for node in lower(bar).walk())


def test_the_room_that_the_app_gives_a_search_bar_stays() -> None:
    own = Style(padding=Edge.all(20.0))

    style = mended(SearchBar(on_change=nothing, style=own), LIGHT).style

    assert style is not None
    assert style.padding == Edge.all(20.0)


def test_the_active_place_is_as_large_as_the_others() -> None:
    sizes = [(style["font_size"], style["padding"]) for style in styles_of(PLACES)]

    assert sizes[0] == sizes[1] == sizes[2]


@pytest.mark.parametrize("items", [[], ["only"]])
def test_a_bar_without_other_places_is_left_alone(items: list[str]) -> None:
    bar = PLACES.model_copy(update={"items": items, "active": 0})

    assert styles_of(bar) == [
        child.style.model_dump(exclude_none=True)
        for child in bar.render().child_nodes()
        if child.style is not None
    ]
