"""Lowering of file pickers."""

from __future__ import annotations

from typing import Final

from tempest_core import FilePicker

from tempestweb.dom.lower.accent import accent
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.media import drawing_node
from tempestweb.dom.node import Node
from tempestweb.dom.style import baked_rule

#: An arrow that leaves a tray, on 24 units.
_UPLOAD: Final = "M12 15V4M8 8l4-4 4 4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"
_ICON_SIZE: Final = 20.0


@lowers(FilePicker)
def _file_picker(widget: FilePicker, context: Context, _previous: Node | None) -> Node:
    shown = _name_in(widget.value)
    # It lies over all of the control, so that files can be dropped everywhere on it.
    field = Node(
        "input",
        "tw-file-input",
        attributes={"type": "file", "aria-label": widget.label},
        listeners=listeners(widget, "on_select", "files"),
        behaviour="file-picker",
        props={"value": widget.value},
    )
    return Node(
        "label",
        "tw-file",
        children=[
            field,
            drawing_node(_UPLOAD, _ICON_SIZE),
            Node("span", "tw-text tw-file-label", text=widget.label),
            Node("span", "tw-text tw-file-value", text=shown),
        ],
        slots=[],
        rule=baked_rule(
            widget,
            widget.theme,
            widget.field_variant,
            widget.size,
            widget.color_scheme,
            extra=accent(widget.color_scheme, widget.theme, context),
        ),
        key=widget.key,
    )


def _name_in(value: str) -> str:
    """Return what a person calls the file that a path or URI leads to."""
    if value.startswith("data:"):
        return ""
    return value.replace("\\", "/").rstrip("/").rpartition("/")[2]
