"""Pages that are swiped through, and room for a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import KeyboardAvoidingView, PageChangeEvent, PageView, Text, Widget

from tempestweb.dom.node import Node
from tests.support.reports import nothing, report

Lower = Callable[[Widget], Node]


def pages(**options: Any) -> PageView:
    texts = [Text(content="One", key="one"), Text(content="Two")]
    return PageView(children=[*texts], **options)


def test_each_page_says_which_it_is(lower: Lower) -> None:
    node = lower(pages(key="pages", page=1))

    track, back, on = node.children
    assert [page.attributes["aria-label"] for page in track.children] == [
        "1 / 2",
        "2 / 2",
    ]
    assert [page.key for page in track.children] == ["page one", None]
    assert [turn.attributes["aria-label"] for turn in (back, on)] == [
        "Previous page",
        "Next page",
    ]
    assert (node.behaviour, node.props, node.key) == ("pages", {"page": 1}, "pages")


@pytest.mark.parametrize(("page", "shown"), [(-3, 0), (9, 1)])
def test_a_page_that_there_is_not_is_the_nearest(
    lower: Lower, page: int, shown: int
) -> None:
    assert lower(pages(page=page)).props == {"page": shown}


def test_there_may_be_no_pages(lower: Lower) -> None:
    assert lower(PageView()).props == {"page": 0}


def test_turning_is_reported(lower: Lower) -> None:
    node = lower(pages(on_page_change=nothing))

    event = report(node, "page", {"page": 1, "previous": 0})
    assert event == PageChangeEvent(page=1, previous=0)
    for page, previous in ((2, 0), (-1, 0), (0, -1)):
        with pytest.raises(ValueError, match="there is no page"):
            report(node, "page", {"page": page, "previous": previous})


def test_a_view_that_avoids_the_keyboard_is_a_column(lower: Lower) -> None:
    node = lower(KeyboardAvoidingView(children=[Text(content="Here")], key="view"))

    assert node.class_name == "tw-avoids-keyboard tw-column tw-auto"
    assert (node.behaviour, node.key) == ("keyboard", "view")
    assert node.children[0].text == "Here"
