"""The gallery: each page is shown, and together they show every widget."""

from __future__ import annotations

import inspect

import pytest
import tempest_core
from tempest_core import Component, Route, Widget

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tests.support.examples import visit

#: What opens an overlay on its page.
OPENERS = ("ask", "sheet", "actions", "menu", "popover", "toast")


def test_every_widget_is_in_the_gallery(monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    make = Context.make

    def note(context: Context, widget: Widget, previous: Node | None) -> Node:
        made.add(type(widget).__name__)
        return make(context, widget, previous)

    monkeypatch.setattr(Context, "make", note)
    with visit("gallery") as visited:
        for page in visited.app.state.pages:
            visited.click(f"page-{page.path}")
        visited.click("page-overlays")
        for opener in OPENERS:
            visited.click(opener)
        visited.click("page-pictures")
        visited.click("load")
        visited.click("page-navigation")
        visited.click("panel")
    with visit("gallery", width=400.0):
        pass

    there_are = {
        name
        for name, thing in vars(tempest_core).items()
        if inspect.isclass(thing) and issubclass(thing, Widget)
    }
    assert there_are - made == {Widget.__name__, Component.__name__}


def test_each_page_remembers_what_was_done_on_it() -> None:
    with visit("gallery") as visited:
        visited.click("page-buttons")
        visited.click("outline")
        visited.click("page-choices")
        assert visited.text("title") == "Choices"
        visited.click("page-buttons")
        assert visited.text("last") == "Pressed last: outline"


def test_the_gallery_speaks_arabic_from_the_right() -> None:
    with visit("gallery") as visited:
        visited.choose("language", "العربية", 2)
        assert visited.client.root.attributes["dir"] == "rtl"
        assert visited.client.root.attributes["lang"] == "ar"
        assert visited.text("page-buttons") == "الأزرار"


def test_a_page_that_is_not_there_is_told() -> None:
    with visit("gallery") as visited:
        visited.app.reset([Route(name="/nowhere")])
        visited.app.show_changes()
        assert "There is no such page here." in visited.client.root.all_text
