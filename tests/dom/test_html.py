"""HTML: whatever a node says, the parser reads it back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from tempestweb.dom.html import embedded_json, to_html
from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree
from tests.support.reference import parse
from tests.support.trees import expected, nodes


@given(nodes())
def test_parsing_the_html_of_a_tree_gives_the_tree(node: Node) -> None:
    assert parse(to_html([node])) == [expected(node)]


@given(nodes())
def test_ids_count_the_elements_in_document_order(node: Node) -> None:
    tree = LiveTree(node)

    assert tree.runs() == [(1, len(list(node.walk())))]
    assert [n.id for n in node.walk()] == list(range(1, len(tree.nodes) + 1))


def test_the_value_of_a_text_area_is_its_text_and_keeps_a_leading_line_feed() -> None:
    node = Node("textarea", attributes={"value": "\n<b>"})

    assert to_html([node]) == "<textarea>\n\n&lt;b&gt;</textarea>"


def test_the_value_of_a_select_marks_its_option() -> None:
    options = [Node("option", text=o, attributes={"value": o}) for o in "ab"]
    node = Node("select", attributes={"value": "b"}, children=options)

    html = to_html([node])

    assert '<option value="b" selected>b</option>' in html
    assert html.count("selected") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("onclick", "alert(1)"),
        ("ONLOAD", "alert(1)"),
        ("srcdoc", "<script>"),
        ("href", "javascript:alert(1)"),
        ("href", " java\tscript:alert(1)"),
        ("href", "\x01javascript:alert(1)"),
        ("src", "data:text/html,<script>"),
        ("formaction", "vbscript:x"),
        ("srcset", "a.png 1x, javascript:alert(1) 2x"),
        ('x" onload="alert(1)', "x"),
        ("a b", "x"),
    ],
)
def test_an_attribute_that_could_run_code_is_left_out(name: str, value: str) -> None:
    assert to_html([Node("a", attributes={name: value})]) == "<a></a>"


@pytest.mark.parametrize(
    "url",
    [
        "/a?b=c:d",
        "a/b",
        "#x",
        "//host/x",
        "https://a.b",
        "mailto:a@b.c",
        "tel:1",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_url_that_only_fetches_or_navigates_is_kept(url: str) -> None:
    assert f'"{url}"' in to_html([Node("a", attributes={"href": url})])


def test_data_in_a_page_ends_no_element_of_it() -> None:
    data = {"html": "</script><b>"}

    text = embedded_json(data)

    assert "<" not in text
    assert json.loads(text) == data
