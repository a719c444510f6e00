"""The list of what is marked, in which each box can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from boxes import Box
from labels import LABELS
from marking import Marking
from tempest_core import (
    Button,
    Card,
    CardVariant,
    Container,
    Dropdown,
    Edge,
    FontWeight,
    IconButton,
    Row,
    SelectEvent,
    Semantics,
    Spacer,
    Style,
    Text,
    Variant,
    Widget,
    current_theme,
)
from tempest_core.style import AlignItems

from tempestweb import App


def marked(app: App[Marking], width: float) -> Widget:
    """List the boxes."""
    boxes = app.state.boxes
    heading = "Nothing marked yet" if not boxes else f"{len(boxes)} marked"
    return Card(
        variant=CardVariant.OUTLINED,
        style=Style(width=width),
        children=[
            Text(
                content=heading,
                tag="h2",
                style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
                key="heading",
            ),
            *(entry(app, box) for box in boxes),
        ],
        key="marked",
    )


def entry(app: App[Marking], box: Box) -> Widget:
    """Show one box: a press selects it, and then it can be changed."""
    is_selected = box.id == app.state.selected
    ground = current_theme().color("secondary_container") if is_selected else None
    name = f"{box.label} {box.id}"
    dot = Style(
        width=12.0,
        height=12.0,
        radius=6.0,
        margin=Edge(left=12.0, right=8.0),
        background=LABELS[box.label],
    )

    def select() -> None:
        app.set_state(lambda marking: marking.take(box))

    def rename(event: SelectEvent) -> None:
        renamed = replace(box, label=event.value)
        app.set_state(lambda marking: marking.change(renamed))

    def grow(by: float) -> None:
        if box.grown(by).is_there:
            app.set_state(lambda marking: marking.change(box.grown(by)))

    def remove() -> None:
        app.set_state(lambda marking: marking.remove(box))

    def action(icon: str, what: str, do: Callable[[], None]) -> Widget:
        return IconButton(
            icon=icon,
            label=f"{what} {name}",
            variant=Variant.GHOST,
            on_click=do,
            key=icon,
        )

    if is_selected:
        shown: list[Widget] = [
            Dropdown(
                options=list(LABELS),
                value=box.label,
                on_select=rename,
                semantics=Semantics(label=f"Name of {name}"),
                style=Style(grow=1.0),
                key="rename",
            ),
            action("minus", "Shrink", lambda: grow(-0.01)),
            action("plus", "Grow", lambda: grow(0.01)),
        ]
    else:
        button = Button(
            label=name, variant=Variant.GHOST, on_click=select, key="select"
        )
        shown = [button, Spacer()]
    return Row(
        key=f"box-{box.id}",
        style=Style(gap=4.0, align=AlignItems.CENTER, radius=8.0, background=ground),
        children=[Container(style=dot), *shown, action("trash", "Delete", remove)],
    )
