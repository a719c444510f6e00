"""Lowering of cameras: asked for in the page, when the user agrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import CameraPreview, QrScanner, Widget

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.node import NO_ATTRIBUTES, Node
from tempestweb.dom.style import rule_for
from tempestweb.errors import AppError

_FACINGS: Final = ("front", "back")


@lowers(CameraPreview)
def _camera_preview(
    widget: CameraPreview, _context: Context, _previous: Node | None
) -> Node:
    if widget.facing not in _FACINGS:
        raise AppError(
            f"a CameraPreview faces {widget.facing!r}", "Say 'front' or 'back'."
        )
    props: dict[str, Any] = {"facing": widget.facing}
    if widget.on_frame is not None:
        props["interval"] = max(widget.frame_interval_ms, 0)
    return _viewfinder(
        widget,
        "camera",
        "Camera",
        props,
        event=("on_frame", "frame"),
        mirrored=widget.facing == "front",
    )


@lowers(QrScanner)
def _qr_scanner(widget: QrScanner, _context: Context, _previous: Node | None) -> Node:
    return _viewfinder(
        widget, "scanner", "Scanner of QR codes", {}, event=("on_scan", "scan")
    )


def _viewfinder(
    widget: Widget,
    behaviour: str,
    name: str,
    props: Mapping[str, Any],
    *,
    event: tuple[str, str],
    mirrored: bool = False,
) -> Node:
    video = Node(
        "video",
        "tw-camera-picture",
        attributes={
            "aria-label": name,
            "playsinline": "",
            "tabindex": "-1",
            **({"data-tw-mirrored": ""} if mirrored else NO_ATTRIBUTES),
        },
    )
    start = Node(
        "button",
        "tw-camera-start",
        text="Turn on the camera",
        attributes={"type": "button"},
    )
    # The behaviour says in it what is the matter.
    note = Node("span", "tw-camera-note", attributes={"role": "status"})
    return Node(
        "div",
        "tw-camera",
        children=[video, Node("div", "tw-camera-cover", children=[note, start])],
        slots=[],
        attributes={"role": "group", "aria-label": name},
        listeners=listeners(widget, *event),
        rule=rule_for(widget.style),
        behaviour=behaviour,
        props=props,
        key=widget.key,
    )
