"""The difference between two node trees, as ops."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from tempestweb.dom.html import Register
from tempestweb.dom.node import Node
from tempestweb.dom.rows import to_rows
from tempestweb.dom.safety import is_safe_attribute
from tempestweb.protocol import Op, UpdateOp


class Live(Register, Protocol):
    """The bookkeeping that goes with a difference."""

    next_id: int

    def take_over(self, old: Node, new: Node) -> None:
        """Let a new node live on under the id of an old one."""

    def forget(self, node: Node) -> None:
        """Drop a node that left the tree, and all in it."""


def diff(old: Node, new: Node, live: Live) -> list[Op]:
    """Turn one tree into another.

    The ops are to be applied in order; each leaves every other node's id valid. Moves
    are as few as can be (the longest run of nodes already in order stays put), and
    neighbours that are new go into one `insert`.

    Args:
        old: The live tree.
        new: What it shall be; its root is not live, its nodes get their ids here.
            Inside it may share live nodes with `old`.
        live: Gives out ids and is told of what goes.
    """
    ops: list[Op] = []
    if _is_same(old, new):
        _diff_node(old, new, live, ops)
    else:
        _replace(old, new, live, ops)
    return ops


def _is_same(old: Node, new: Node) -> bool:
    """Tell whether one element can become the other in place."""
    return old is new or (
        old.tag == new.tag
        and old.key == new.key
        and old.behaviour == new.behaviour
        and (old.text is None) == (new.text is None)
    )


def _diff_node(old: Node, new: Node, live: Live, ops: list[Op]) -> None:
    if old is new:
        return
    live.take_over(old, new)
    count = len(ops)
    if old.children or new.children:
        _diff_children(old.children, new, live, ops)
    # Browsers choose another option when the chosen one goes, or comes late.
    chooses_again = new.tag == "select" and len(ops) > count
    if not chooses_again and _looks_the_same(old, new):
        return
    update = _update(old, new)
    if chooses_again and "value" in new.attributes:
        attributes = update.setdefault("attributes", {})
        attributes["value"] = new.attributes["value"]
    if len(update) > 2:
        ops.append(update)


def _looks_the_same(old: Node, new: Node) -> bool:
    return (
        old.text == new.text
        and old.class_name == new.class_name
        and (old.attributes is new.attributes or old.attributes == new.attributes)
        and (old.listeners is new.listeners or _types(old) == _types(new))
        and old.props == new.props
    )


def _update(old: Node, new: Node) -> UpdateOp:
    update: UpdateOp = {"op": "update", "id": new.id}
    if old.text != new.text and new.text is not None:
        update["text"] = new.text
    if old.class_name != new.class_name:
        update["class"] = new.class_name
    if old.attributes != new.attributes:
        update["attributes"] = _changed(old, new)
    if _types(old) != _types(new):
        update["events"] = " ".join(_types(new))
    if old.props != new.props:
        update["props"] = dict(new.props or {})
    return update


def _types(node: Node) -> list[str]:
    return list(node.listeners) if node.listeners else []


def _changed(old: Node, new: Node) -> dict[str, str | None]:
    before, after = old.attributes, new.attributes
    changed: dict[str, str | None] = {
        name: None for name in before if name not in after
    }
    for name, value in after.items():
        if before.get(name) != value:
            changed[name] = value if is_safe_attribute(name, value) else None
    return changed


def _replace(old: Node, new: Node, live: Live, ops: list[Op]) -> None:
    live.forget(old)
    first = live.next_id
    html = to_rows([new], live)
    ops.append({"op": "replace", "id": old.id, "first": first, "html": html})


def _diff_children(
    before: Sequence[Node], parent: Node, live: Live, ops: list[Op]
) -> None:
    after = parent.children
    in_place = _changed_in_place(before, after)
    if in_place is not None:
        for old, new in in_place:
            _diff_node(old, new, live, ops)
        return
    start, old_end, new_end = 0, len(before), len(after)
    shorter = min(old_end, new_end)
    while start < shorter and before[start] is after[start]:
        start += 1
    # A node that the new tree shares continues as itself, never as another one.
    shared = {id(node) for node in after[start:] if node.id}

    def continues(old: Node, new: Node) -> bool:
        return old is new or (
            not new.id and _is_same(old, new) and id(old) not in shared
        )

    while start < shorter and continues(before[start], after[start]):
        _diff_node(before[start], after[start], live, ops)
        start += 1
    tail: list[tuple[Node, Node]] = []
    while (
        old_end > start
        and new_end > start
        and continues(before[old_end - 1], after[new_end - 1])
    ):
        old_end -= 1
        new_end -= 1
        tail.append((before[old_end], after[new_end]))
    # Ids the middle may refer to before the tail has its turn.
    for old, new in tail:
        new.id = old.id
    _diff_middle(before[start:old_end], parent, start, new_end, live, ops)
    for old, new in reversed(tail):
        _diff_node(old, new, live, ops)


def _changed_in_place(
    before: Sequence[Node], after: Sequence[Node]
) -> list[tuple[Node, Node]] | None:
    """List the pairs that differ, if every child continues the one in its place."""
    if len(before) != len(after):
        return None
    pairs: list[tuple[Node, Node]] = []
    for old, new in zip(before, after, strict=True):
        if old is not new:
            if new.id or not _is_same(old, new):
                return None
            pairs.append((old, new))
    return pairs


def _diff_middle(
    before: Sequence[Node],
    parent: Node,
    start: int,
    end: int,
    live: Live,
    ops: list[Op],
) -> None:
    """Match, remove, move and insert between the common head and the common tail.

    Args:
        before: The old children of the middle.
        parent: The new parent.
        start: Where the middle begins among its children.
        end: Where it ends.
        live: The bookkeeping.
        ops: What comes out is added here.
    """
    after = parent.children
    if len(before) == 1 and end - start == 1:
        after[start] = _fresh(after[start])
        _replace(before[0], after[start], live, ops)
        return
    partner = _match(before, after[start:end])
    kept = {index for index in partner if index is not None}
    for index, node in enumerate(before):
        if index not in kept:
            ops.append({"op": "remove", "id": node.id})
            live.forget(node)
    for place, found in enumerate(partner):
        if found is not None:
            _diff_node(before[found], after[start + place], live, ops)
    steady = _longest_increasing(partner)
    following = after[end].id if end < len(after) else None
    place = len(partner) - 1
    while place >= 0:
        if partner[place] is not None:
            node = after[start + place]
            if place not in steady:
                ops.append({"op": "move", "id": node.id, "before": following})
            following = node.id
            place -= 1
            continue
        last = place
        while place >= 0 and partner[place] is None:
            after[start + place] = _fresh(after[start + place])
            place -= 1
        first = live.next_id
        html = to_rows(after[start + place + 1 : start + last + 1], live)
        ops.append(
            {
                "op": "insert",
                "parent": parent.id,
                "before": following,
                "first": first,
                "html": html,
            }
        )
        following = first


def _fresh(node: Node) -> Node:
    return node.copy() if node.id else node


def _match(before: Sequence[Node], after: Sequence[Node]) -> list[int | None]:
    """Find for each new node the old one it continues; no old one is used twice."""
    same = {id(node): index for index, node in enumerate(before)}
    shared = {same[id(node)] for node in after if id(node) in same}
    keyed: dict[str, int] = {}
    unkeyed: dict[tuple[str, str | None, bool], list[int]] = {}
    for index in range(len(before) - 1, -1, -1):
        node = before[index]
        if index in shared:
            continue
        if node.key is not None:
            keyed[node.key] = index
        else:
            unkeyed.setdefault(_shape(node), []).append(index)
    partner: list[int | None] = []
    for node in after:
        found: int | None = None
        if node.id:
            found = same.get(id(node))
        elif node.key is not None:
            found = keyed.get(node.key)
            if found is not None and not _is_same(before[found], node):
                found = None
        elif candidates := unkeyed.get(_shape(node)):
            found = candidates.pop()
        partner.append(found)
    return partner


def _shape(node: Node) -> tuple[str, str | None, bool]:
    return node.tag, node.behaviour, node.text is None


def _longest_increasing(partner: Sequence[int | None]) -> set[int]:
    """Find the places whose partners form the longest increasing subsequence.

    Patience sorting with predecessor links, O(n log n).
    """
    tails: list[int] = []
    tail_places: list[int] = []
    previous: list[int] = [-1] * len(partner)
    for place, index in enumerate(partner):
        if index is None:
            continue
        height = bisect_left(tails, index)
        if height == len(tails):
            tails.append(index)
            tail_places.append(place)
        else:
            tails[height] = index
            tail_places[height] = place
        previous[place] = tail_places[height - 1] if height else -1
    steady: set[int] = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        steady.add(place)
        place = previous[place]
    return steady
