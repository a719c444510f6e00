"""Embedded objects as nodes."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import Column, Semantics, Style, Theme, Widget
from tempest_core.components import Badge

from tempestweb import Embed
from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree

Lower = Callable[[Widget], Node]

VIEW = "application/vnd.jupyter.widget-view+json"
CHART = "application/vnd.vegalite.v5+json"
SCRIPT = "<script>f()</script>"


class Shows:
    """Shows a bundle, which tests change, and counts how often it was asked."""

    def __init__(self, data: dict[str, Any], metadata: dict[str, Any] | None = None):
        self.data = data
        self.metadata = metadata or {}
        self.asked = 0

    def _repr_mimebundle_(self, **_options: object) -> object:
        self.asked += 1
        return self.data, self.metadata

    def __repr__(self) -> str:
        """Write it as plain text."""
        return "plain"


def only(node: Node) -> Node:
    (child,) = node.children
    return child


def texts(node: Node) -> list[str]:
    return [inner.text for inner in node.walk() if inner.text]


def png(width: int, height: int) -> bytes:
    head = struct.pack(">I4sII", 13, b"IHDR", width, height)
    return b"\x89PNG\r\n\x1a\n" + head + bytes(9)


def test_html_is_nodes(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/html": "<b>x</b>"}), key="k", style=Style(width=9)))

    assert (node.tag, node.key, node.behaviour) == ("div", "k", None)
    assert node.class_name.startswith("tw-embed tw-")
    assert only(node).class_name == "tw-html"
    assert only(only(node)).tag == "b"


def test_an_image_is_a_picture_of_its_size(lower: Lower) -> None:
    node = only(lower(Embed(Shows({"image/png": png(640, 480)}), alt="Sales")))

    assert node.tag == "img"
    assert node.attributes["src"].startswith("data:image/png;base64,")
    assert node.attributes["alt"] == "Sales"
    assert (node.attributes["width"], node.attributes["height"]) == ("640", "480")


def test_a_fine_image_has_the_size_that_comes_with_it(lower: Lower) -> None:
    size = {"image/png": {"width": 320.0, "height": None}}
    node = only(lower(Embed(Shows({"image/png": png(640, 480)}, size))))

    assert node.attributes["width"] == "320"
    assert "height" not in node.attributes


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", "?", "A"])
def test_an_image_that_is_none_has_no_size(lower: Lower, data: object) -> None:
    node = only(lower(Embed(Shows({"image/png": data}))))

    assert "width" not in node.attributes


def test_a_drawing_is_a_picture_too(lower: Lower) -> None:
    node = only(lower(Embed(Shows({"image/svg+xml": "<svg/>"}))))

    assert node.attributes["src"].startswith("data:image/svg+xml;base64,")
    assert node.attributes["alt"] == "Shows"


def test_a_picture_is_named_by_what_the_widget_says(lower: Lower) -> None:
    obj = Shows({"image/jpeg": b"\0"})
    named = lower(Embed(obj, semantics=Semantics(label="Sales")))
    unnamed = lower(Embed(obj, semantics=Semantics(hint="Sales")))

    assert only(named).attributes["alt"] == "Sales"
    assert only(unnamed).attributes["alt"] == "Shows"


def test_what_is_no_picture_is_named_as_a_figure(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/html": "x"}), alt="Sales"))

    assert node.attributes == {"role": "figure", "aria-label": "Sales"}


def test_text_is_as_it_was_written(lower: Lower) -> None:
    assert only(lower(Embed(1.5))).text == "1.5"
    assert only(lower(Embed(Shows({"text/latex": "$x$"})))).text == "$x$"


def test_an_object_that_shows_nothing_known_is_named(lower: Lower) -> None:
    assert only(lower(Embed(Shows({"x-y/z": "z"})))).text == "Shows"


def test_what_an_object_raises_is_shown_in_its_place(lower: Lower) -> None:
    class Broken:
        def _repr_html_(self) -> str:
            raise ValueError("no <figures> today")

    node = only(lower(Column(children=[Embed(Broken())])))

    assert only(node).attributes == {"role": "alert"}
    title, reason = texts(node)
    assert title == "Broken cannot be shown"
    assert "no <figures> today" in reason


def test_a_live_widget_is_a_matter_of_the_page(lower: Lower) -> None:
    node = lower(Embed(Shows({VIEW: {"model_id": "m"}})))

    assert (node.behaviour, node.props) == ("embed", {"widget": "m"})
    assert texts(node)[0] == "plain"


def test_a_widget_that_says_not_which_stays_text(lower: Lower) -> None:
    node = lower(Embed(Shows({VIEW: "m"})))

    assert node.behaviour is None
    assert texts(node)[0] == "plain"


def test_a_chart_is_a_matter_of_the_page(lower: Lower) -> None:
    node = lower(Embed(Shows({CHART: {"a": 1}, "text/plain": "Chart"})))

    assert node.behaviour == "embed"
    assert node.props == {"bundle": {CHART: '{"a": 1}'}}
    assert texts(node)[0] == "Chart"


def test_a_chart_with_a_picture_shows_that_meanwhile(lower: Lower) -> None:
    data = {CHART: {}, "image/png": png(1, 1), "text/html": SCRIPT}

    assert only(lower(Embed(Shows(data)))).tag == "img"


def test_formulas_are_a_matter_of_the_page(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/markdown": "$x$", "text/html": "$x$"})))

    assert node.props == {"bundle": {"text/markdown": "$x$"}}
    assert only(node).class_name == "tw-html"


def test_markdown_without_formulas_needs_no_page(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/markdown": "x", "text/html": "x"})))

    assert node.behaviour is None


def test_json_is_shown_as_it_is(lower: Lower) -> None:
    assert only(lower(Embed(Shows({"application/json": [1]})))).text == "[1]"


def test_scripts_are_said_to_be_missing(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/html": SCRIPT})))

    assert node.behaviour is None
    assert "trusted=True" in texts(node)[1]


def test_html_with_scripts_shows_its_inert_part(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/html": f"<b>x</b>{SCRIPT}"})))

    assert texts(node) == ["x"]


def test_trusted_scripts_get_a_frame(lower: Lower) -> None:
    node = lower(Embed(Shows({"text/html": SCRIPT}), trusted=True))

    assert (node.behaviour, node.props) == ("embed", {"frame": SCRIPT})
    assert "trusted" not in texts(node)[1]


def test_html_without_scripts_needs_no_trust(lower: Lower) -> None:
    assert lower(Embed(Shows({"text/html": "x"}), trusted=True)).behaviour is None


# ---------------------------------------------------------------------- the next frame


def frames(*views: Callable[[], Widget]) -> list[Any]:
    """Show one view after the other; return the ops of the last."""
    context = Context(Theme())
    tree = LiveTree(context.lower(views[0](), None))
    ops: list[Any] = []
    for view in views[1:]:
        ops = tree.update(context.lower(view(), tree.root))
    return ops


def test_an_object_that_did_not_change_sends_nothing() -> None:
    obj = Shows({"text/html": "<b>x</b>"})

    assert frames(*[lambda: Embed(obj)] * 3) == []
    assert obj.asked == 3


def test_of_an_object_that_changed_only_the_difference_is_sent() -> None:
    obj = Shows({"text/html": "<b>x</b><i>y</i>"})

    def changed() -> Widget:
        obj.data = {"text/html": "<b>x</b><i>z</i>"}
        return Embed(obj)

    assert [op["text"] for op in frames(lambda: Embed(obj), changed)] == ["z"]


def test_another_picture_is_another_source() -> None:
    obj = Shows({"image/png": png(1, 1)})

    def changed() -> Widget:
        obj.data = {"image/png": png(2, 1)}
        return Embed(obj)

    ((_, attributes),) = [
        (op["id"], op["attributes"]) for op in frames(lambda: Embed(obj), changed)
    ]
    assert set(attributes) == {"src", "width"}
    assert png(2, 1) == base64.b64decode(attributes["src"].partition(",")[2])


def test_an_object_is_not_asked_again_in_the_same_version() -> None:
    obj = Shows({"text/html": "x"})

    frames(*[lambda: Embed(obj, version=1)] * 3, lambda: Embed(obj, version=2))

    assert obj.asked == 2


def test_a_version_is_that_of_one_object() -> None:
    one, other = Shows({"text/html": "x"}), Shows({"text/html": "y"})

    ops = frames(lambda: Embed(one, version=1), lambda: Embed(other, version=1))

    assert [op["text"] for op in ops] == ["y"]


@pytest.mark.parametrize("options", [{"alt": "A"}, {"trusted": True}])
def test_what_is_said_of_the_same_picture_may_change(options: dict[str, Any]) -> None:
    obj = Shows({"text/html": SCRIPT})

    assert frames(lambda: Embed(obj), lambda: Embed(obj, **options))


def test_an_embed_may_follow_another_widget() -> None:
    context = Context(Theme())
    badge = context.lower(Badge(label="1"), None)

    node = context.make(Embed(Shows({"text/html": "x"})), badge)

    assert texts(node) == ["x"]
