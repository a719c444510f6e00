"""Diff: any tree becomes any other, with as few moves as can be."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.node import Node
from tempestweb.dom.tree import LiveTree
from tests.support.reference import Document
from tests.support.trees import expected, nodes


def mount(tree: LiveTree) -> Document:
    return Document(tree.html(), tree.runs())


@given(nodes(), nodes())
def test_applying_a_diff_turns_the_old_tree_into_the_new_one(
    old: Node, new: Node
) -> None:
    tree = LiveTree(old)
    document = mount(tree)

    document.apply(json.loads(json.dumps(tree.update(new))))

    assert document.root == expected(new)
    assert set(document.ids) == set(tree.nodes)


@given(st.lists(nodes(depth=2), min_size=2, max_size=6))
def test_ids_and_elements_stay_in_step_over_many_frames(frames: list[Node]) -> None:
    tree = LiveTree(frames[0])
    document = mount(tree)

    for frame in frames[1:]:
        document.apply(tree.update(frame))

    for node in tree.root.walk():
        assert document.ids[node.id].tag == node.tag
    assert mount(tree).root == document.root


def rows(keys: list[str]) -> Node:
    return Node("div", children=[Node("p", key=key, text=key) for key in keys])


@given(st.permutations(list("abcdefghij")))
def test_a_shuffle_moves_no_more_nodes_than_it_must(order: list[str]) -> None:
    tree = LiveTree(rows(list("abcdefghij")))
    document = mount(tree)

    ops = tree.update(rows(order))
    document.apply(ops)

    assert [child.text for child in document.root.children] == order
    assert {op["op"] for op in ops} <= {"move"}
    assert len(ops) == len(order) - longest_increasing(order)


def longest_increasing(order: list[str]) -> int:
    """Find the length by the quadratic definition."""
    best: list[int] = []
    for i, item in enumerate(order):
        best.append(1 + max((best[j] for j in range(i) if order[j] < item), default=0))
    return max(best)


def test_one_changed_text_among_a_thousand_rows_is_one_small_op() -> None:
    old = [str(i) for i in range(1000)]
    tree = LiveTree(rows(old))
    new = rows(old)
    new.children[500].text = "changed"

    ops = tree.update(new)

    assert ops == [{"op": "update", "id": 502, "text": "changed"}]


def test_neighbours_that_are_new_go_into_one_insert() -> None:
    tree = LiveTree(rows(["a", "z"]))

    ops = tree.update(rows(["a", "b", "c", "z"]))

    assert ops == [
        {
            "op": "insert",
            "parent": 1,
            "before": 3,
            "first": 4,
            "html": '<p data-key="b">b</p><p data-key="c">c</p>',
        }
    ]


def test_a_node_that_both_trees_share_is_not_looked_into() -> None:
    shared = Node("p", text="same")
    tree = LiveTree(Node("div", children=[shared]))
    shared.text = "changed behind our back"

    assert tree.update(Node("div", children=[shared])) == []


@pytest.mark.parametrize("seed", range(20))
def test_shared_nodes_keep_their_ids_when_unkeyed_ones_come_and_go(seed: int) -> None:
    draw = random.Random(seed)
    live = [Node("p", text=str(i)) for i in range(8)]
    tree = LiveTree(Node("div", children=list(live)))
    document = mount(tree)
    ids = {id(node): node.id for node in live}
    kept = draw.sample(live, 5)
    children = list(kept)
    for i in range(3):
        children.insert(draw.randrange(len(children) + 1), Node("p", text=f"new {i}"))

    document.apply(tree.update(Node("div", children=children)))

    assert document.root == expected(tree.root)
    for node in kept:
        assert node.id == ids[id(node)]


def test_a_select_is_told_its_value_again_when_its_options_change() -> None:
    def select(options: list[str]) -> Node:
        inside = [Node("option", text=o, attributes={"value": o}) for o in options]
        return Node("select", attributes={"value": "b"}, children=inside)

    tree = LiveTree(select(["a", "b"]))
    ops = tree.update(select(["a", "x", "b"]))

    assert ops[-1] == {"op": "update", "id": 1, "attributes": {"value": "b"}}
