"""tempest-core's components come out right, made of what can be shown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
import tempest_core
from pydantic import ValidationError
from pydantic_core import PydanticUndefined
from tempest_core import Breadcrumb, BreadcrumbItem, Component, Stepper, Widget

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node

Lower = Callable[[Widget], Node]

COMPONENTS = sorted(
    {
        value
        for value in vars(tempest_core).values()
        if isinstance(value, type)
        and issubclass(value, Component)
        and value is not Component
    },
    key=lambda component: component.__name__,
)


#: Values of fields by name, where a handler is not what is needed, or shows more.
SAMPLES: dict[str, Any] = {
    "confidence": 0.5,
    "image_src": "cat.png",
    "open": True,
    "options": ["a", "b"],
    "items": ["a", "b"],
    "labels": ["a", "b"],
    "tabs": ["a", "b"],
    "steps": ["a", "b"],
    "columns": ["a", "b"],
    "rows": [["1", "2"]],
    "series": [1.0, 2.0],
    "values": [1.0, 2.0],
    "data": [1.0, 2.0],
}


def nothing(*_: object) -> None:
    """Do nothing, as a handler."""


def sample(component: type[Component]) -> Component:
    """Make a component with a value for each field that needs one, and some more."""
    needed: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name, field in component.model_fields.items():
        is_needed = field.default is PydanticUndefined and field.default_factory is None
        if is_needed:
            needed[name] = SAMPLES.get(name, nothing)
        elif name in SAMPLES:
            more[name] = SAMPLES[name]
    try:
        return component(**needed, **more)
    except ValidationError:
        # The same name means something else here.
        return component(**needed)


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_made_of_widgets_that_are_known(
    lower: Lower, component: type[Component]
) -> None:
    node = lower(sample(component))

    missing = {
        n.attributes["data-tw-placeholder"]
        for n in node.walk()
        if "data-tw-placeholder" in n.attributes
    }
    assert missing == set()


def test_every_component_is_tried() -> None:
    assert len(COMPONENTS) >= 57


def test_a_stepper_is_a_row_of_two_buttons_around_a_number(lower: Lower) -> None:
    node = lower(Stepper(value=3, on_change=nothing, key="n"))

    assert [(n.tag, n.text) for n in node.children] == [
        ("button", "-"),
        ("span", "3"),
        ("button", "+"),
    ]
    assert node.key == "n"


def test_a_breadcrumb_is_a_nav_with_links(lower: Lower) -> None:
    crumbs: list[str | BreadcrumbItem] = [
        BreadcrumbItem(label="Docs", href="/docs"),
        "Here",
    ]

    node = lower(Breadcrumb(items=crumbs))

    link, separator, here = node.children
    assert node.tag == "nav"
    assert node.attributes["aria-label"] == "Breadcrumb"
    assert (link.tag, link.attributes["href"]) == ("a", "/docs")
    assert separator.attributes["aria-hidden"] == "true"
    assert here.attributes["aria-current"] == "page"


def test_a_widget_without_a_lowering_shows_its_name_and_its_children(
    theme: tempest_core.Theme, caplog: pytest.LogCaptureFixture
) -> None:
    class Hologram(Widget):
        def child_nodes(self) -> list[Widget]:
            return [tempest_core.Text(content="inside")]

    with caplog.at_level(logging.WARNING):
        node = Context(theme).lower(Hologram(), None)

    assert node.attributes == {"data-tw-placeholder": "Hologram"}
    assert [child.text for child in node.children] == ["Hologram", "inside"]
    assert "Hologram" in caplog.text
