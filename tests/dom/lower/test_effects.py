"""Films, other pages, and effects on what is in a box or behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from tempest_core import (
    BackdropFilter,
    Blur,
    ClipPath,
    ClipShape,
    Semantics,
    Style,
    Text,
    VideoPlayer,
    WebView,
    Widget,
)

from tempestweb.dom.html import to_html
from tempestweb.dom.node import Node
from tempestweb.dom.snapshot import InertCopy
from tempestweb.errors import StyleError

Lower = Callable[[Widget], Node]


@pytest.mark.parametrize(
    ("widget", "effect"),
    [
        (Blur(radius=3), "filter:blur(3px)"),
        (Blur(), "filter:blur(8px)"),
        (
            BackdropFilter(radius=4),
            "-webkit-backdrop-filter:blur(4px);backdrop-filter:blur(4px)",
        ),
        (ClipPath(shape=ClipShape.CIRCLE), "clip-path:circle(closest-side)"),
        (ClipPath(shape=ClipShape.OVAL), "clip-path:ellipse(50% 50%)"),
        (ClipPath(radius=12), "clip-path:inset(0 round 12px)"),
    ],
)
def test_an_effect_is_a_declaration_of_the_box(
    lower: Lower, widget: Widget, effect: str
) -> None:
    node = lower(widget)

    assert node.rule is not None
    assert node.rule.text.endswith(f"{{{effect}}}")
    assert node.children == []


@pytest.mark.parametrize("widget_type", [Blur, BackdropFilter, ClipPath])
def test_an_effect_keeps_what_is_in_it(
    lower: Lower, widget_type: type[Blur | BackdropFilter | ClipPath]
) -> None:
    widget = widget_type(child=Text(content="in"), style=Style(width=9), key="k")

    node = lower(widget)

    assert [child.text for child in node.children] == ["in"]
    assert node.key == "k"
    assert node.rule is not None
    assert "{width:9px;" in node.rule.text


@pytest.mark.parametrize("widget_type", [Blur, BackdropFilter, ClipPath])
def test_a_negative_radius_is_refused(
    lower: Lower, widget_type: type[Blur | BackdropFilter | ClipPath]
) -> None:
    with pytest.raises(StyleError, match="radius is 0 or more"):
        lower(widget_type(radius=-1))


@pytest.mark.parametrize("name", ["autoplay", "loop", "controls", "muted"])
def test_a_film_does_what_it_is_told(lower: Lower, name: str) -> None:
    on = lower(VideoPlayer.model_validate({"src": "cat.mp4", name: True}))
    off = lower(VideoPlayer.model_validate({"src": "cat.mp4", name: False}))

    assert on.attributes[name] == ""
    assert name not in off.attributes


def test_a_film_is_loaded_as_far_as_it_has_to_be(lower: Lower) -> None:
    node = lower(VideoPlayer(src="cat.mp4", key="k"))

    assert (node.tag, node.key) == ("video", "k")
    assert node.attributes["src"] == "cat.mp4"
    assert node.attributes["preload"] == "metadata"
    assert "playsinline" in node.attributes
    assert node.props == {"muted": False, "autoplay": False}


@pytest.mark.parametrize(
    ("style", "is_guessed"),
    [(None, True), (Style(width=90), True), (Style(aspect_ratio=1), False)],
)
def test_a_film_has_the_usual_proportions_until_it_has_its_own(
    lower: Lower, style: Style | None, is_guessed: bool
) -> None:
    rule = lower(VideoPlayer(src="cat.mp4", style=style)).rule

    assert rule is not None
    assert ("aspect-ratio:auto 16/9" in rule.text) is is_guessed


def test_a_page_is_opened_by_the_behaviour_alone(lower: Lower) -> None:
    node = lower(WebView(url="https://example.org/a?b", key="k"))

    assert (node.tag, node.behaviour, node.key) == ("iframe", "web-view", "k")
    assert node.props == {"url": "https://example.org/a?b", "scripts": True}
    assert node.attributes["sandbox"] == ""
    assert node.attributes["title"] == "example.org"
    assert "src" not in node.attributes


def test_a_page_may_be_named_and_kept_from_running(lower: Lower) -> None:
    node = lower(
        WebView(
            url="/manual/", javascript_enabled=False, semantics=Semantics(label="Help")
        )
    )

    assert node.props == {"url": "/manual/", "scripts": False}
    assert node.attributes["aria-label"] == "Help"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "  ",
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "data:text/html,x",
        ),
        *("file:///etc/passwd", "about:blank", "blob:x", "https:", "http://[::1"),
    ],
)
def test_what_is_not_the_address_of_a_page_is_said_and_not_opened(
    lower: Lower, caplog: pytest.LogCaptureFixture, url: str
) -> None:
    with caplog.at_level(logging.WARNING, "tempestweb"):
        node = lower(WebView(url=url, key="k"))

    assert (node.tag, node.behaviour, node.key) == ("div", None, "k")
    assert node.text == f"Not the address of a web page: {url}"
    assert "app.web_view" in caplog.text


def test_a_picture_of_an_app_asks_for_no_other_page(lower: Lower) -> None:
    node = InertCopy(9).of(lower(WebView(url="https://example.org/secret")))

    assert to_html([node]) == '<div class="tw-web-view">example.org</div>'
