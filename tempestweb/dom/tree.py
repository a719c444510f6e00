"""The live tree: what the clients of a session show, and how it changes."""

from __future__ import annotations

from tempestweb.dom.diff import diff
from tempestweb.dom.html import to_html
from tempestweb.dom.node import Node
from tempestweb.dom.rows import to_rows
from tempestweb.protocol import Html, Op, Runs


class LiveTree:
    """One node tree with its ids, as every view of a session has it.

    Attributes:
        root: The tree.
        nodes: The live nodes by id.
        next_id: The id that the next new node gets; ids are never used again.
    """

    def __init__(self, root: Node) -> None:
        self.nodes: dict[int, Node] = {}
        self.next_id = 1
        self.root = root
        self._known: set[str] = set()
        self._new_rules: list[str] = []
        to_html([self.root], self)

    def update(self, root: Node) -> list[Op]:
        """Make another tree the live one; return the ops that lead there."""
        if root is self.root:
            return []
        ops = diff(self.root, root, self)
        self.root = root
        return ops

    def html(self) -> Html:
        """Write the whole tree."""
        return to_rows([self.root])

    def runs(self) -> Runs:
        """List the ids in document order, as (first, count) pairs."""
        runs: Runs = []
        first = count = 0
        for node in self.root.walk():
            if node.id == first + count:
                count += 1
            else:
                if count:
                    runs.append((first, count))
                first, count = node.id, 1
        runs.append((first, count))
        return runs

    def rules(self) -> list[str]:
        """List the CSS rules of the whole tree, each once, for a view that joins.

        It knows no others, so one that comes back into use later counts as new.
        """
        rules = {n.rule.name: n.rule.text for n in self.root.walk() if n.rule}
        self._known = set(rules)
        return list(rules.values())

    def new_rules(self) -> list[str]:
        """List the CSS rules that came into use since the last call."""
        rules, self._new_rules = self._new_rules, []
        return rules

    def touch(self, node: Node) -> None:
        """Have a live node, and so all around it, lowered again in the next frame."""
        path: list[Node] = []
        if _find(self.root, node, path):
            for inner in path:
                inner.is_stale = True

    # What diff and HTML tell us.

    def add(self, node: Node) -> None:
        """Give a node the next id."""
        node.id = self.next_id
        self.next_id += 1
        self.nodes[node.id] = node
        if node.rule is not None:
            self._use(node)

    def take_over(self, old: Node, new: Node) -> None:
        """Let a new node live on under the id of an old one."""
        new.id = old.id
        self.nodes[old.id] = new
        if new.rule is not None and new.rule is not old.rule:
            self._use(new)

    def forget(self, node: Node) -> None:
        """Drop a node that left the tree, and all in it."""
        for inner in node.walk():
            del self.nodes[inner.id]

    def _use(self, node: Node) -> None:
        rule = node.rule
        if rule is not None and rule.name not in self._known:
            self._known.add(rule.name)
            self._new_rules.append(rule.text)


def _find(root: Node, node: Node, path: list[Node]) -> bool:
    """Find the nodes on the way to one; they are added to the path."""
    path.append(root)
    if root is node or any(_find(child, node, path) for child in root.children):
        return True
    path.pop()
    return False
