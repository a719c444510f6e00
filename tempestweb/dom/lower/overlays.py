"""Lowering of what lies over the view: dialogs, sheets, toasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tempest_core import ActionSheet, BottomSheet, Dialog, Toast

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.choices import choice_nodes
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Drawn by CSS; what it stands for is done by pointer, and by Escape without one.
_HANDLE_CLASS: Final = "tw-sheet-handle"


@lowers(Dialog)
def _dialog(widget: Dialog, context: Context, previous: Node | None) -> Node:
    content = context.children(widget.children, previous)
    return _modal(widget, "tw-dialog", widget.title, content, content)


@lowers(BottomSheet)
def _bottom_sheet(widget: BottomSheet, context: Context, previous: Node | None) -> Node:
    content = context.children(widget.children, previous)
    return _modal(
        widget, "tw-sheet", None, [Node("div", _HANDLE_CLASS), *content], content
    )


@lowers(ActionSheet)
def _action_sheet(
    widget: ActionSheet, _context: Context, _previous: Node | None
) -> Node:
    content = choice_nodes(widget, widget.items)
    return _modal(widget, "tw-sheet tw-action-sheet", widget.title, content, [])


def _modal(
    widget: Dialog | BottomSheet | ActionSheet,
    class_name: str,
    title: str | None,
    content: list[Node],
    slots: list[Node],
) -> Node:
    children = content
    if title:
        children = [Node("h2", "tw-dialog-title", text=title), *content]
    return Node(
        # Not modal by itself: what it bars is the app, not the page around it.
        "dialog",
        class_name,
        children=children,
        attributes={
            "open": "",
            "tabindex": "-1",
            "aria-label": title or name_of(content, "Dialog"),
        },
        rule=rule_for(widget.style),
        listeners=listeners(widget, "on_dismiss", "dismiss"),
        behaviour="modal",
        props={},
        slots=slots,
        key=widget.key,
    )


def name_of(content: Sequence[Node], otherwise: str) -> str:
    """Name a box by the first text in it."""
    texts = (node.text for root in content for node in root.walk() if node.text)
    return next(texts, otherwise)


@lowers(Toast)
def _toast(widget: Toast, _context: Context, _previous: Node | None) -> Node:
    seconds = css.number(max(0.0, widget.duration_s))
    return Node(
        "div",
        "tw-toast",
        text=widget.message,
        attributes={"role": "status"},
        rule=rule_for(widget.style, f"--tw-duration:{seconds}s"),
        key=widget.key,
    )
