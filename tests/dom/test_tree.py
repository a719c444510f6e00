"""The live tree: ids that are never used again, rules that are sent once."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.html import to_html
from tempestweb.dom.node import Node
from tempestweb.dom.style import CssRule
from tempestweb.dom.tree import LiveTree
from tests.support.reference import Document, parse
from tests.support.trees import expected, nodes

RED = CssRule("tw-red", ".tw-red{color:red}")
BLUE = CssRule("tw-blue", ".tw-blue{color:blue}")


def column(*rules: CssRule | None) -> Node:
    return Node("div", children=[Node("p", rule=rule) for rule in rules])


def test_the_tree_that_is_live_already_needs_no_ops() -> None:
    tree = LiveTree(column(RED))

    assert tree.update(tree.root) == []


@given(st.lists(nodes(depth=2), min_size=2, max_size=5))
def test_an_id_is_never_given_twice(frames: list[Node]) -> None:
    tree = LiveTree(frames[0])
    owners = dict.fromkeys(tree.nodes)
    for frame in frames[1:]:
        first = tree.next_id
        before = set(tree.nodes)
        tree.update(frame)
        for number in set(tree.nodes) - before:
            assert number >= first
            assert number not in owners
        owners.update(dict.fromkeys(tree.nodes))


@given(st.lists(nodes(depth=2), min_size=1, max_size=4))
def test_runs_name_each_id_in_document_order(frames: list[Node]) -> None:
    tree = LiveTree(frames[0])
    for frame in frames[1:]:
        tree.update(frame)

    runs = tree.runs()

    numbers = [n for first, count in runs for n in range(first, first + count)]
    assert numbers == [node.id for node in tree.root.walk()]
    # No two runs could be one.
    assert all(b[0] != a[0] + a[1] for a, b in itertools.pairwise(runs))


def test_a_rule_is_new_once() -> None:
    tree = LiveTree(column(RED, RED))

    assert tree.new_rules() == [RED.text]
    assert tree.new_rules() == []
    tree.update(column(RED, BLUE, RED))
    assert tree.new_rules() == [BLUE.text]
    assert tree.rules() == [RED.text, BLUE.text]


def test_a_rule_that_went_and_came_back_is_not_new_to_those_who_saw_it() -> None:
    tree = LiveTree(column(RED))
    tree.new_rules()
    tree.update(column(None))
    tree.update(column(RED))

    assert tree.new_rules() == []


def test_a_rule_that_came_back_is_new_when_somebody_joined_meanwhile() -> None:
    tree = LiveTree(column(RED))
    tree.new_rules()
    tree.update(column(None))
    assert tree.rules() == []
    tree.update(column(RED))

    assert tree.new_rules() == [RED.text]


@given(nodes(), st.data())
def test_live_nodes_may_turn_up_anywhere_in_the_next_tree(
    old: Node, data: st.DataObject
) -> None:
    tree = LiveTree(old)
    document = Document(tree.html(), tree.runs())
    for _ in range(3):
        pool = [node for node in tree.root.walk() if node.key is None]

        def mixed(depth: int, pool: list[Node] = pool) -> Node:
            if data.draw(st.booleans()) and pool:
                node = data.draw(st.sampled_from(pool))
                inside = set(map(id, node.walk()))
                # Neither it, nor what is in it, nor what it is in is used again.
                pool[:] = [
                    other
                    for other in pool
                    if inside.isdisjoint(map(id, other.walk()))
                    and id(other) not in inside
                ]
                return node
            tag = data.draw(st.sampled_from(["div", "p"]))
            most = 3 if depth else 0
            children = [
                mixed(depth - 1) for _ in range(data.draw(st.integers(0, most)))
            ]
            return Node(tag, children=children)

        document.apply(tree.update(Node("div", children=[mixed(2), mixed(2)])))

        assert document.root == expected(tree.root)
        numbers = [node.id for node in tree.root.walk()]
        assert sorted(numbers) == sorted(document.ids) == sorted(tree.nodes)
        assert Document(tree.html(), tree.runs()).root == document.root


def test_a_live_node_whose_parent_becomes_another_element_goes_on_as_a_twin() -> None:
    live = Node("p", text="x", children=[])
    tree = LiveTree(Node("div", children=[Node("section", children=[live])]))

    (op,) = tree.update(Node("div", children=[Node("article", children=[live])]))

    assert op["op"] == "replace"
    (twin,) = tree.root.children[0].children
    assert twin is not live
    assert (twin.text, twin.id) == ("x", 5)


def test_a_keyed_node_that_becomes_another_element_is_made_anew() -> None:
    def children(tag: str, *keys: str) -> Node:
        return Node("div", children=[Node(tag, key=key) for key in keys])

    tree = LiveTree(children("p", "a", "b", "c"))
    document = Document(tree.html(), tree.runs())
    document.apply(tree.update(children("span", "c", "b")))

    assert document.root == expected(tree.root)
    assert [child.tag for child in document.root.children] == ["span", "span"]


def test_a_twin_has_slots_of_its_own() -> None:
    plain = Node("div", children=[Node("p")])
    wrapped = Node("div", children=[Node("p")], slots=[Node("b")])

    assert plain.copy().slots == plain.children
    assert plain.copy().slots is not plain.slots
    assert wrapped.copy().slots is wrapped.slots


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        ({"props": {"a": 1}}, {"props": {"a": 2}}, [{"props": {"a": 2}}]),
        ({"props": {"a": 1}}, {}, [{"props": {}}]),
        ({"props": {"a": 1}}, {"props": {"a": 1}}, []),
        ({"behaviour": "canvas"}, {"behaviour": "canvas", "text": None}, []),
    ],
)
def test_the_props_of_a_behaviour_are_replaced(
    old: dict[str, Any], new: dict[str, Any], ops: list[dict[str, Any]]
) -> None:
    tree = LiveTree(Node("canvas", **old))

    changed = tree.update(Node("canvas", **new))

    assert changed == [{"op": "update", "id": 1, **op} for op in ops]


def test_a_behaviour_comes_with_its_props() -> None:
    node = Node("canvas", behaviour='a"b', props={"text": '<"&'})

    (element,) = parse(to_html([node]))

    assert element.attributes["data-tw-behaviour"] == 'a"b'
    assert json.loads(element.attributes["data-tw-props"]) == {"text": '<"&'}


def test_a_behaviour_without_props_gets_none() -> None:
    assert 'data-tw-props="{}"' in to_html([Node("canvas", behaviour="x")])


def test_another_behaviour_is_another_element() -> None:
    tree = LiveTree(Node("div", behaviour="one"))

    (op,) = tree.update(Node("div", behaviour="two"))

    assert op["op"] == "replace"


def test_a_select_without_a_value_is_left_to_the_browser() -> None:
    def select(*options: str) -> Node:
        return Node("select", children=[Node("option", text=o) for o in options])

    tree = LiveTree(select("a"))

    assert [op["op"] for op in tree.update(select("a", "b"))] == ["insert"]


def test_a_node_names_itself_to_a_person() -> None:
    tree = LiveTree(Node("div", key="k"))

    assert repr(tree.root) == "<Node 1 div key='k' of NoneType>"
    assert repr(Node("p")) == "<Node 0 p of NoneType>"


def test_a_node_that_is_touched_is_stale_with_all_around_it() -> None:
    leaf, other = Node("i"), Node("b")
    box = Node("div", children=[leaf])
    tree = LiveTree(Node("div", children=[other, box]))

    tree.touch(leaf)

    stale = [node for node in tree.root.walk() if node.is_stale]
    assert stale == [tree.root, box, leaf]


def test_a_node_that_has_gone_touches_nothing() -> None:
    tree = LiveTree(Node("div"))

    tree.touch(Node("i"))

    assert not tree.root.is_stale
