"""The patcher in a real browser: the DOM it makes is the tree of the session."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect
from tempest_core import App, Button, Column, Input, Row, Text, Widget

import tempestweb
from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree
from tempestweb.protocol import encode
from tempestweb.transports.memory import MemoryTransport
from tests.support.page_host import open_page, show
from tests.support.reference import Element
from tests.support.rig import Rig
from tests.support.trees import expected, frames, lists, nodes

VIEW = "replayed"
"""The view that the page replays messages to."""

in_one_page = settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""All examples run in one page, each in a client of its own."""


def test_a_mount_and_the_ops_after_it_make_the_tree_of_the_session(page: Page) -> None:
    open_page(page)

    @in_one_page
    @given(nodes(), nodes())
    def check(old: Node, new: Node) -> None:
        assert_shown(page, [old, new])

    check()


def test_siblings_come_go_and_change_places_as_in_the_tree(page: Page) -> None:
    open_page(page)
    keys = st.lists(st.sampled_from("abcdefgh"), unique=True)
    unkeyed = st.lists(st.sampled_from([None, "span", "p"]), max_size=3)

    def row(keys: list[str], unkeyed: list[str | None], number: int) -> Node:
        # A text that each tree changes shows whether ids still mean the same nodes.
        children = [Node("li", key=key, text=f"{key} {number}") for key in keys]
        for place, tag in enumerate(unkeyed):
            if tag is not None:
                children.insert(place * 2, Node(tag, text=f"{number}"))
        return Node("ul", children=children)

    @in_one_page
    @given(st.lists(st.tuples(keys, unkeyed), min_size=2, max_size=4))
    def check(rows: list[tuple[list[str], list[str | None]]]) -> None:
        trees = [row(*parts, number) for number, parts in enumerate(rows)]
        assert_shown(page, trees)

    check()


def test_rows_that_are_alike_come_whole(page: Page) -> None:
    open_page(page)

    @in_one_page
    @given(lists(), lists())
    def check(old: Node, new: Node) -> None:
        for child in new.children:
            child.key = child.key and f"new {child.key}"
        assert_shown(page, [old, new])

    check()


def test_the_frames_of_an_app_arrive_as_its_session_has_them(page: Page) -> None:
    open_page(page)

    @in_one_page
    @given(frames())
    def check(trees: list[Widget]) -> None:
        rig = Rig(lambda: trees[0])
        transport = MemoryTransport()
        rig.driver.connect(transport)
        transport.deliver(
            '{"kind": "hello", "view": "replayed", "version": 1, "environment": {}}'
        )
        steps, wanted = [], []
        while True:
            steps.append(transport.sent.copy())
            wanted.append(_described(rig.session.tree.root))
            transport.sent.clear()
            trees.pop(0)
            if not trees:
                break
            rig.changed()
        assert _replay(page, steps) == wanted

    check()


def test_an_element_survives_wherever_a_shuffle_puts_its_row(page: Page) -> None:
    keys = [f"row-{number}" for number in range(1000)]

    def view(app: App[list[str]]) -> Widget:
        return Column(
            children=[
                Row(key=key, children=[Text(content=key), Button(label="Remove")])
                for key in app.state
            ]
        )

    app = tempestweb.App(keys, view)
    show(page, app)
    rows = page.locator("[data-key]")
    rows.evaluate_all("rows => rows.forEach((row) => (row.mark = row.dataset.key))")

    shuffled = Random(1).sample(keys, len(keys))
    app.state[:] = shuffled
    app.set_state()

    expect(rows.first).to_have_attribute("data-key", shuffled[0])
    assert rows.evaluate_all("rows => rows.map((row) => row.mark)") == shuffled
    assert rows.evaluate_all("rows => rows.map((row) => row.textContent)") == [
        f"{key}Remove" for key in shuffled
    ]


def test_the_focus_and_the_caret_stay_while_all_around_changes(page: Page) -> None:
    def view(app: App[list[str]]) -> Widget:
        return Column(
            children=[
                Input(key="name", value="Ada Lovelace")
                if name == "name"
                else Text(key=name, content=f"{name} of {len(app.state)}")
                for name in app.state
            ]
        )

    app = tempestweb.App(["above", "name", "below"], view)
    shown = show(page, app)
    field = shown.key("name")
    field.focus()
    field.evaluate("field => field.setSelectionRange(2, 5, 'backward')")
    field.evaluate(
        "field => field.addEventListener('blur', () => (field.mark = 'blurred'))"
    )

    for names in (
        ["new", "above", "name", "below"],
        ["below", "name", "new"],
        ["name"],
        ["above", "below", "name", "more"],
    ):
        app.state[:] = names
        app.set_state()
        expect(page.locator("[data-key]")).to_have_count(len(names))
        expect(page.locator("[data-key]").first).to_have_attribute("data-key", names[0])
        assert shown.focused_key() == "name"
        assert _selection(field) == [2, 5, "backward"]
    assert field.evaluate("field => field.mark") is None


def test_a_tree_that_cannot_be_mended_in_place_is_asked_for_once_more(
    page: Page,
) -> None:
    """The client and the session disagree: a resync brings them together again."""
    open_page(page)
    tree = LiveTree(Node("div", children=[Node("p", text="before")]))
    broken = {"op": "remove", "id": 99}
    after = LiveTree(Node("div", children=[Node("p", text="after")]))
    steps = [
        [encode(_mount(tree))],
        [encode({"kind": "patches", "epoch": 1, "seq": 1, "data": [broken]})],
        [encode({**_mount(after), "seq": 1, "verdict": "same"})],
    ]

    replayed = page.evaluate("steps => appPage.replay(steps)", steps)

    assert replayed["sent"] == ["hello", "resync", "bye"]
    texts = [shown["children"][0]["text"] for shown in replayed["shown"]]
    assert texts == ["before", "before", "after"]


def assert_shown(page: Page, trees: list[Node]) -> None:
    """Check that a client, mounted on the first tree, is led to each of the others."""
    tree = LiveTree(trees[0])
    wanted = [_described(node) for node in trees]
    steps = [[encode(_mount(tree))]]
    for seq, node in enumerate(trees[1:], start=1):
        patches = {"kind": "patches", "epoch": 1, "seq": seq, "data": tree.update(node)}
        steps.append([encode(patches)])
    assert _replay(page, steps) == wanted


def _mount(tree: LiveTree) -> dict[str, Any]:
    return {
        "kind": "mount",
        "view": VIEW,
        "version": 1,
        "epoch": 1,
        "seq": 0,
        "runs": tree.runs(),
        "html": tree.html(),
        "css": [],
        "ack": 0,
        "verdict": "new",
    }


def _replay(page: Page, steps: list[list[str]]) -> list[dict[str, Any]]:
    """Play messages to a client, and tell what it showed after each step."""
    # The HTML parser turns a NUL into something else, or drops it.
    assume("\\u0000" not in json.dumps(steps))
    replayed = page.evaluate("steps => appPage.replay(steps)", steps)
    # It neither missed anything nor failed to apply it.
    assert replayed["sent"] == ["hello", "bye"]
    shown: list[dict[str, Any]] = replayed["shown"]
    return shown


def _described(node: Node) -> dict[str, Any]:
    def describe(element: Element) -> dict[str, Any]:
        return {
            "tag": element.tag,
            "attributes": element.attributes,
            "text": element.text,
            "children": [describe(child) for child in element.children],
        }

    return describe(expected(node))


def _selection(field: Locator) -> list[Any]:
    selection: list[Any] = field.evaluate(
        "({ selectionStart, selectionEnd, selectionDirection }) =>"
        " [selectionStart, selectionEnd, selectionDirection]"
    )
    return selection
