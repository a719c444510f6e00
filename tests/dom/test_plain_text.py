"""A tree as text: what a terminal, or a page without HTML, tells of an app."""

from __future__ import annotations

import pytest

from tempestweb.dom.node import Node
from tempestweb.dom.plain_text import plain_text


def row(*children: Node) -> Node:
    return Node("div", "tw-row", children=list(children))


def test_what_is_below_each_other_stands_in_lines() -> None:
    tree = Node("div", children=[Node("h1", text="Title"), Node("p", text="a\n  b")])

    assert plain_text(tree) == "Title\na b"


def test_a_row_is_one_line_with_its_buttons_in_brackets() -> None:
    icon = Node("button", attributes={"aria-label": "Close"}, children=[Node("svg")])
    inside = Node("button", children=[Node("span", text="Go"), Node("span", text="on")])
    tree = Node("div", children=[row(Node("button", text="-"), inside, icon), row()])

    assert plain_text(tree) == "[-] [Go on] [Close]"


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Node("input", attributes={"value": "Ada"}), "[Ada]"),
        (Node("input", attributes={"type": "checkbox", "checked": ""}), "[x]"),
        (Node("input", attributes={"type": "radio"}), "[ ]"),
        (Node("input", attributes={"type": "password", "value": "secret"}), "[…]"),
        (Node("textarea", attributes={"value": "a\nb"}), "[a b]"),
        (
            Node(
                "select",
                attributes={"value": "one"},
                children=[Node("option", text="one"), Node("option", text="two")],
            ),
            "[one]",
        ),
        (Node("img", attributes={"alt": "A cat"}), "A cat"),
        (Node("progress", attributes={"value": "0.5"}), "50%"),
        (Node("progress"), ""),
    ],
)
def test_fields_and_pictures_tell_what_they_hold(node: Node, text: str) -> None:
    assert plain_text(node) == text


def test_a_label_stands_beside_its_field() -> None:
    box = Node("input", attributes={"type": "checkbox"})
    tree = Node("label", children=[box, Node("span", text="Enabled")])

    assert plain_text(tree) == "[ ] Enabled"


def test_what_is_too_much_is_cut() -> None:
    tree = Node("div", children=[Node("p", text=letter * 9) for letter in "abc"])

    assert plain_text(tree, lines=2, width=5) == "aaaa…\nbbbb…\n…"
