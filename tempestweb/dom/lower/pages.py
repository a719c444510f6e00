"""Lowering of pages that are swiped through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tempest_core import PageView

from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.lower.media import icon_node
from tempestweb.dom.node import Decode, Node
from tempestweb.dom.style import rule_for

_TURNS: Final = (("chevron-left", "Previous page"), ("chevron-right", "Next page"))


@lowers(PageView)
def _page_view(widget: PageView, context: Context, previous: Node | None) -> Node:
    slots = context.children(widget.children, previous)
    count = len(slots)
    pages = [
        Node(
            "div",
            "tw-page",
            children=[slot],
            attributes={
                "role": "group",
                "aria-roledescription": "page",
                "aria-label": f"{number} / {count}",
            },
            key=slot.key and f"page {slot.key}",
        )
        for number, slot in enumerate(slots, start=1)
    ]
    track = Node(
        "div", "tw-pages-track", children=pages, slots=[], attributes={"tabindex": "0"}
    )
    return Node(
        "div",
        "tw-pages",
        children=[track, *(_turn(icon, label) for icon, label in _TURNS)],
        slots=slots,
        attributes={"role": "group", "aria-roledescription": "carousel"},
        rule=rule_for(widget.style),
        listeners=listeners(widget, "on_page_change", "page", _decode_page(count)),
        behaviour="pages",
        props={"page": max(0, min(widget.page, count - 1))},
        key=widget.key,
    )


def _turn(icon: str, label: str) -> Node:
    return Node(
        "button",
        "tw-button tw-turn",
        children=[icon_node(icon)],
        attributes={"type": "button", "aria-label": label, "title": label},
    )


def _decode_page(count: int) -> Decode:
    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        page, before = int(payload["page"]), int(payload["previous"])
        if not (0 <= page < count and before >= 0):
            raise ValueError(f"there is no page {page} of {count}")
        return {"page": page, "previous": before}

    return decode
