"""The names above the picture, and the buttons below it."""

from __future__ import annotations

from collections.abc import Callable

from labels import LABELS
from marking import Marking
from tempest_core import (
    Button,
    Chip,
    Column,
    FilePicker,
    FileSelectEvent,
    Style,
    Variant,
    Widget,
    Wrap,
)

from tempestweb import App


def names(app: App[Marking]) -> Widget:
    """Offer the names that the next box can have."""

    def chip(label: str) -> Widget:
        is_next = label == app.state.label
        return Chip(
            label=label,
            selected=is_next,
            on_click=lambda: app.set_state(lambda marking: marking.call_next(label)),
            attrs={"aria-pressed": str(is_next).lower()},
            key=f"name-{label}",
        )

    return Wrap(style=Style(gap=8.0), children=[chip(label) for label in LABELS])


def tools(app: App[Marking]) -> Widget:
    """Offer what else can be done."""
    state = app.state

    def add() -> None:
        app.set_state(lambda marking: marking.add((0.4, 0.4), (0.6, 0.6)))

    def open_picture(event: FileSelectEvent) -> None:
        app.set_state(lambda marking: marking.open(event.uri))

    def step(name: str, do: Callable[[Marking], None], is_possible: bool) -> Button:
        return Button(
            label=name,
            variant=Variant.OUTLINE,
            on_click=lambda: app.set_state(do),
            attrs={} if is_possible else {"disabled": ""},
            key=name.lower(),
        )

    return Column(
        style=Style(gap=12.0),
        children=[
            Wrap(
                style=Style(gap=8.0),
                children=[
                    Button(
                        label="Add a box",
                        variant=Variant.OUTLINE,
                        on_click=add,
                        key="add",
                    ),
                    step("Undo", Marking.undo, bool(state.past)),
                    step("Redo", Marking.redo, bool(state.future)),
                    Button(
                        label="Export",
                        on_click=lambda: app.download("boxes.json", state.as_json()),
                        key="export",
                    ),
                ],
            ),
            FilePicker(
                label="Open a picture",
                attrs={"accept": "image/*"},
                on_select=open_picture,
                key="open",
            ),
        ],
    )
