"""Rows that are alike: what they share is written once, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.html import MANY, to_html
from tempestweb.dom.node import Node
from tempestweb.dom.rows import length, to_rows, unfold
from tempestweb.dom.tree import LiveTree
from tests.support.reference import Document, in_full
from tests.support.trees import expected, lists, nodes, row


def ul(*rows: Node) -> Node:
    return Node("ul", children=list(rows))


def folded(html: object) -> list[dict[str, Any]]:
    """List the parts that are rows."""
    return [part for part in html if isinstance(part, dict)]  # type: ignore[attr-defined]


@given(st.lists(st.one_of(lists(), nodes(depth=2)), max_size=2 * MANY))
def test_in_full_the_html_is_the_same(siblings: list[Node]) -> None:
    html = to_rows(siblings)

    assert unfold(html) == to_html(siblings)
    # And so it is for who has only read docs/protocol.md.
    assert in_full(json.loads(json.dumps(html))) == to_html(siblings)


@given(lists(), lists())
def test_a_client_follows_lists(old: Node, new: Node) -> None:
    tree = LiveTree(old)
    document = Document(tree.html(), tree.runs())
    for at, child in enumerate(new.children):
        child.key = f"new {at}"

    document.apply(json.loads(json.dumps(tree.update(new))))

    assert document.root == expected(new)
    assert set(document.ids) == set(tree.nodes)


def test_only_what_differs_is_sent_of_each_row() -> None:
    html = to_rows([ul(*(row(index) for index in range(MANY)))])

    assert html == [
        '<ul><li class="tw-a" data-key="0"><span>Row 0',
        {
            "statics": [
                '</span><span title="more"><b>ok</b></span></li>'
                '<li class="tw-a" data-key="',
                '"><span>Row ',
            ],
            "dynamics": [str(index) for index in range(1, MANY) for _ in "ab"],
        },
        '</span><span title="more"><b>ok</b></span></li></ul>',
    ]


def test_few_rows_are_html() -> None:
    assert isinstance(to_rows([ul(*map(row, range(MANY - 1)))]), str)


def test_siblings_without_a_parent_are_rows_too() -> None:
    assert len(folded(to_rows([row(index) for index in range(MANY)]))) == 1


def test_rows_that_are_the_same_are_counted_out() -> None:
    html = to_rows([ul(*(Node("p", text="Nothing") for _ in range(20)))])

    assert html == [
        "<ul><p>Nothing</p>",
        {"statics": ["<p>Nothing</p>"], "dynamics": [""] * 19},
        "</ul>",
    ]


def test_another_row_divides_the_list() -> None:
    rows = [row(index) for index in range(2 * MANY)]
    html = to_rows([ul(*rows[:MANY], Node("hr"), *rows[MANY:])])

    assert len(folded(html)) == 2


def test_a_head_and_a_foot_are_no_rows() -> None:
    items = [Node("p", text=str(index)) for index in range(20)]
    html = to_rows([ul(Node("h1", text="Head"), *items, Node("b", text="Foot"))])

    (rows,) = folded(html)
    assert rows["dynamics"] == [str(index) for index in range(1, 20)]


def test_a_row_without_a_text_is_like_the_others() -> None:
    rows = [row(index, "" if index == 3 else "text") for index in range(MANY)]

    assert len(folded(to_rows([ul(*rows)]))) == 1


def test_a_table_is_made_of_its_rows_not_of_their_cells() -> None:
    def line(index: int) -> Node:
        cells = [Node("span", text=f"{index}, {cell}") for cell in range(MANY)]
        return Node("li", children=cells)

    (rows,) = folded(to_rows([ul(*map(line, range(MANY)))]))

    assert len(rows["statics"]) == MANY


def test_lists_are_found_beside_rows_and_in_those_that_differ() -> None:
    few = ul(*map(row, range(MANY)))
    more = ul(*map(row, range(2 * MANY)))
    items = [Node("p", text=f"A longer text, number {i}") for i in range(MANY)]
    html = to_rows([Node("div", children=[few, *items, more])])

    lengths = [len(part["dynamics"]) for part in folded(html)]
    assert lengths == [2 * (MANY - 1), MANY - 1, 2 * (2 * MANY - 1)]


def test_rows_with_little_in_common_are_html() -> None:
    tags = ("b", "i", "q", "u", "s", "p", "a", "h1")
    items = [Node("p", children=[Node(tag), Node(tag), Node("br")]) for tag in tags]

    assert len(items) >= MANY
    assert isinstance(to_rows([ul(*items)]), str)


def test_the_length_is_that_of_all_parts() -> None:
    html = to_rows([ul(*map(row, range(1000)))])

    assert length("abc") == 3
    assert 5_000 < length(html) < len(unfold(html)) / 10
