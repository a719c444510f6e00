"""What views show in their fields, where that may differ from the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tempestweb.dom.node import Node
from tempestweb.protocol import Op, UpdateOp

#: Events that tell what a field shows; `pick`: a suggestion was taken.
_CHANGES: Final = frozenset({"input", "change", "pick"})


class FieldReports:
    """The values that views reported with their events since the last frame.

    A reported value is what a view shows now. If the app does not take it over, the
    tree stays as it was, and there is no difference to send; yet the view must be told.
    """

    def __init__(self) -> None:
        self._shown: dict[tuple[int, str], str | None] = {}

    def take(self, node: Node, event_type: str, payload: Mapping[str, Any]) -> None:
        """Remember what an event says of the field it happened to."""
        if event_type not in _CHANGES:
            return
        checked = payload.get("checked")
        value = payload.get("value")
        if isinstance(checked, bool):
            self._shown[node.id, "checked"] = "" if checked else None
        elif isinstance(value, str):
            self._shown[node.id, "value"] = value

    def corrections(self, nodes: Mapping[int, Node], ops: Sequence[Op]) -> list[Op]:
        """Make the updates for fields whose report the app did not take over.

        Args:
            nodes: The live nodes by id.
            ops: The ops of the same frame; what they set needs no correction.
        """
        if not self._shown:
            return []
        done = {
            (op["id"], name)
            for op in ops
            if op["op"] == "update"
            for name in op.get("attributes", ())
        }
        corrections: list[Op] = []
        for (node_id, name), shown in self._shown.items():
            node = nodes.get(node_id)
            if node is None or (node_id, name) in done:
                continue
            wanted = node.attributes.get(name)
            if name == "value":
                wanted, shown = wanted or "", shown or ""
            if wanted != shown:
                update: UpdateOp = {"op": "update", "id": node_id}
                update["attributes"] = {name: wanted}
                corrections.append(update)
        self._shown = {}
        return corrections
