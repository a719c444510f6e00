"""All of tempest-core is shown: each widget, each prop, each event.

What is tried is what the installed tempest-core has, so a new version cannot bring
anything that goes unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from tempest_core import Component, Text, Widget, use_theme

from tempestweb.dom.lower import Context, lowers
from tempestweb.dom.node import Node
from tests.support.coverage import shown, unheard_handlers, unseen_props
from tests.support.samples import ALL_WIDGETS, LIGHT, sample

#: What a widget's own style is computed from by tempest-core, before any lowering.
BAKED: Final = frozenset({"theme", "media"})

#: Props that make no difference, and why they need not.
UNSEEN: Final = {
    "Burger.glyph": "deprecated: tempest-core draws an icon instead",
    "LazyColumn.window_size": "as much is made as is in sight",
    "LazyGrid.window_size": "as much is made as is in sight",
    "LazyRow.window_size": "as much is made as is in sight",
    "RadioGroup.size": "tempest-core makes the same rows for every size",
    "Stepper.max_value": "only what the handler is called with",
    "Stepper.min_value": "only what the handler is called with",
    "Stepper.step": "only what the handler is called with",
}


@pytest.fixture(scope="module")
def unseen() -> set[str]:
    """All props that make no difference."""
    with use_theme(LIGHT):
        return {
            f"{widget_type.__name__}.{name}"
            for widget_type in ALL_WIDGETS
            for name in unseen_props(widget_type)
            if name not in BAKED and not _keeps_its_element(widget_type, name)
        }


def _keeps_its_element(widget_type: type[Widget], name: str) -> bool:
    """Tell whether `tag` is refused, with a warning: a field stays a field."""
    if name != "tag":
        return False
    return Context(LIGHT).lower(sample(widget_type), None).tag not in {"div", "span"}


def test_all_of_tempest_core_is_tried() -> None:
    components = [each for each in ALL_WIDGETS if issubclass(each, Component)]

    assert len(components) >= 57
    assert len(ALL_WIDGETS) - len(components) >= 73


@pytest.mark.parametrize("widget_type", ALL_WIDGETS)
def test_every_widget_has_a_lowering(widget_type: type[Widget]) -> None:
    assert "data-tw-placeholder" not in shown(sample(widget_type))


def test_every_prop_makes_a_difference(unseen: set[str]) -> None:
    assert unseen - UNSEEN.keys() == set()


def test_no_reason_is_given_for_a_prop_that_makes_a_difference(
    unseen: set[str],
) -> None:
    assert UNSEEN.keys() - unseen == set()


@pytest.mark.parametrize("widget_type", ALL_WIDGETS)
def test_every_handler_is_reached_by_an_event(widget_type: type[Widget]) -> None:
    assert unheard_handlers(widget_type) == []


def test_every_event_of_a_widget_is_one_of_its_handlers() -> None:
    # What is tried above are the props that begin so.
    events = {
        f"{widget_type.__name__}.{name}"
        for widget_type in ALL_WIDGETS
        for name in widget_type.event_schemas
        if not name.startswith("on_") or name not in widget_type.model_fields
    }

    assert events == set()


# ------------------------------------------------------------------ that it can fail


class Careless(Widget):
    """A widget whose lowering looks at half of it."""

    seen: str = "a"
    overlooked: str = "a"
    on_heard: Callable[..., Any] | None = None
    on_unheard: Callable[..., Any] | None = None


@lowers(Careless)
def _careless(widget: Careless, context: Context, previous: Node | None) -> Node:
    node = context.make(Text(content=widget.seen), previous)
    if widget.on_heard is not None:
        node.attributes = {"data-heard": ""}
    return node


def test_a_prop_and_a_handler_that_are_overlooked_are_found() -> None:
    assert "overlooked" in unseen_props(Careless)
    assert "seen" not in unseen_props(Careless)
    assert unheard_handlers(Careless) == ["on_unheard"]


def test_a_widget_without_a_lowering_is_found() -> None:
    class Unknown(Widget):
        """A widget that nobody knows."""

    assert "data-tw-placeholder" in shown(sample(Unknown))
