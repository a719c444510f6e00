"""Inert copies: what is shown stays, what acts goes."""

from __future__ import annotations

from hypothesis import given

from tempestweb.dom.html import to_html
from tempestweb.dom.node import Node
from tempestweb.dom.snapshot import InertCopy
from tests.support.trees import nodes

ENOUGH = 10_000


def html(node: Node, limit: int = ENOUGH) -> str:
    return to_html([InertCopy(limit).of(node)])


@given(nodes())
def test_a_copy_shows_the_same_and_listens_to_nothing(tree: Node) -> None:
    copy = InertCopy(ENOUGH).of(tree)

    assert [n.tag for n in copy.walk()] == [n.tag for n in tree.walk()]
    assert [n.text for n in copy.walk()] == [n.text for n in tree.walk()]
    assert [n.class_name for n in copy.walk()] == [n.class_name for n in tree.walk()]
    written = to_html([copy])
    assert "data-tw-" not in written
    assert "data-key" not in written


def test_a_live_tree_is_left_as_it_is() -> None:
    child = Node("button", text="Press", attributes={"autofocus": ""}, key="b")
    tree = Node("div", children=[child])
    child.id = 7

    InertCopy(ENOUGH).of(tree)

    assert tree.children == [child]
    assert child.id == 7
    assert child.attributes == {"autofocus": ""}


def test_links_lead_nowhere() -> None:
    link = Node("a", text="there", attributes={"href": "https://e.org", "title": "t"})

    assert html(link) == '<a title="t" tabindex="-1">there</a>'


def test_the_keyboard_reaches_no_field() -> None:
    field = Node("input", attributes={"value": "x", "tabindex": "0"})

    assert html(field) == '<input value="x" tabindex="-1">'


def test_what_is_typed_into_a_password_field_is_not_kept() -> None:
    field = Node("input", attributes={"type": "password", "value": "secret"})

    assert html(field) == '<input type="password" tabindex="-1">'


def test_a_big_tree_is_cut_and_that_is_told() -> None:
    rows = [Node("p", text=str(n)) for n in range(10)]
    copying = InertCopy(4)

    copy = copying.of(Node("div", children=rows))

    assert [row.text for row in copy.children] == ["0", "1", "2"]
    assert copying.is_cut
