"""Text, icons and pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import Icon, Image, ImageFit, Style, Svg, Text, Widget, icon_path
from tempest_core.style import AlignItems, Border, Color

from tempestweb.dom.node import Node
from tempestweb.errors import StyleError

Lower = Callable[[Widget], Node]


def test_text_is_a_span(lower: Lower) -> None:
    node = lower(Text(content="<b>", key="k"))

    assert (node.tag, node.class_name, node.text) == ("span", "tw-text", "<b>")
    assert node.key == "k"


@pytest.mark.parametrize(
    "style", [Style(background=Color(r=1, g=1, b=1)), Style(border=Border(width=1))]
)
def test_text_on_a_ground_of_its_own_is_as_wide_as_it_needs(
    lower: Lower, style: Style
) -> None:
    assert "tw-fit" in lower(Text(content="9", style=style)).class_name.split()


def test_text_can_be_centred_in_its_height(lower: Lower) -> None:
    node = lower(Text(content="9", style=Style(align=AlignItems.CENTER)))

    assert "tw-centered" in node.class_name.split()


def test_text_can_be_a_link(lower: Lower) -> None:
    node = lower(Text(content="docs", tag="a", attrs={"href": "/docs"}))

    assert node.tag == "a"
    assert node.attributes == {"href": "/docs"}


def test_an_icon_is_a_drawing_in_the_colour_of_the_text(lower: Lower) -> None:
    node = lower(Icon(name="eye", size=18, key="k"))

    assert node.tag == "svg"
    assert node.attributes["width"] == node.attributes["height"] == "18"
    assert node.attributes["stroke"] == "currentColor"
    assert node.attributes["aria-hidden"] == "true"
    assert [child.attributes["d"] for child in node.children] == [icon_path("eye")]
    assert node.key == "k"


def test_an_icon_nobody_knows_is_its_name(lower: Lower) -> None:
    node = lower(Icon(name="unheard-of", key="k"))

    assert (node.tag, node.text, node.key) == ("span", "unheard-of", "k")


def test_an_icon_of_negative_size_is_refused(lower: Lower) -> None:
    with pytest.raises(StyleError, match="size"):
        lower(Icon(name="eye", size=-1))


def test_an_image_is_loaded_when_it_is_near(lower: Lower) -> None:
    node = lower(Image(src="cat.png", alt="A cat", fit=ImageFit.COVER, key="k"))

    assert node.tag == "img"
    assert node.class_name == "tw-image tw-cover tw-fit"
    assert node.attributes["src"] == "cat.png"
    assert node.attributes["alt"] == "A cat"
    assert node.attributes["loading"] == "lazy"
    assert node.key == "k"


def test_a_drawing_from_elsewhere_is_only_a_picture(lower: Lower) -> None:
    node = lower(Svg(src="plan.svg"))

    assert node.tag == "img"
    assert node.attributes["alt"] == ""
    assert node.children == []
