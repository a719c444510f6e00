"""Snapshots: what a saved notebook shows of an app."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import tempest_core
from tempest_core import Button, Column, Input, Style, Text, Widget

from tempestweb import App
from tempestweb.snapshots import MOST_NODES
from tests.support.rig import show


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def view(app: tempest_core.App[str]) -> Widget:
    return Column(
        style=Style(gap=7.0),
        children=[
            Text(content=app.state, key="t"),
            Button(label="Press", on_click=lambda: None),
            Input(value="typed", on_change=lambda _event: None),
        ],
    )


def test_a_snapshot_is_one_element_with_its_style_and_nothing_that_acts() -> None:
    snapshot = App("</style><script>alert(1)</script>", view).snapshot()

    tags = Tags(snapshot.html).tags
    assert tags[0] == ("div", {"class": "tw-snapshot"})
    names = [tag for tag, _ in tags]
    assert names.count("style") == 1
    assert "script" not in names
    assert "&lt;script&gt;alert(1)" in snapshot.html
    for _, attributes in tags:
        assert not any(name.startswith(("data-", "on", "href")) for name in attributes)


def test_every_rule_is_inside_the_picture_and_every_class_has_its_rule() -> None:
    html = App("x", view).snapshot().html
    css = html[html.index("<style>") + 7 : html.index("</style>")]

    outermost = re.sub(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", " ", css).split()
    assert {part.replace(".tw-snapshot", "") for part in outermost} == {""}
    hashed = set(re.findall(r"tw-[0-9a-f]{10}", html.split("</style>")[1]))
    assert hashed
    assert hashed == set(re.findall(r"\.(tw-[0-9a-f]{10})\{", css))
    assert "gap:7px" in css
    assert ".tw-slider{" not in css


def test_a_snapshot_shows_the_state_of_now_without_any_page() -> None:
    app = App("before", view)
    assert "before" in app.snapshot().html

    app.state = "after"
    app.set_state()

    assert "after" in app.snapshot().html
    assert app.snapshot().text == "after\n[Press]\n[typed]"


def test_taking_one_disturbs_no_page() -> None:
    app = App("a", view)
    client, _ = show(app)
    before = client.seq

    app.snapshot()

    assert client.seq == before


def test_it_says_that_nobody_is_behind_it() -> None:
    html = App("x", view).snapshot().html

    note = '<p class="tw-snapshot-note">Not connected. Run the cell to connect.</p>'
    assert note in html
    assert ".tw-snapshot-note{" in html


def test_a_view_that_fails_leaves_the_last_picture_and_says_so() -> None:
    def fragile(app: tempest_core.App[dict[str, int]]) -> Widget:
        return Text(content=f"all is {app.state['well']}")

    app = App({"well": 1}, fragile)
    app.snapshot()
    app.set_state(lambda state: state.clear())

    snapshot = app.snapshot()

    assert "all is 1" in snapshot.html
    assert "the view failed: KeyError" in snapshot.html
    assert ".tw-snapshot-problem{" in snapshot.html
    assert snapshot.text.startswith("all is 1\nthe view failed: KeyError")


def test_a_big_app_leaves_a_small_picture_that_says_so() -> None:
    app = App(None, lambda _app: Column(children=[Text(content="row")] * 20_000))

    html = app.snapshot().html

    assert html.count("row</span>") < MOST_NODES
    assert "This is the beginning of it." in html


def test_twenty_pictures_fit_into_a_file() -> None:
    assert 20 * len(App("x", view).snapshot().html) < 150_000
