"""A tally: two buttons and a number, the smallest app with a state and a view."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import (
    App,
    Button,
    Column,
    Edge,
    FontWeight,
    Row,
    Style,
    Text,
    Variant,
    Widget,
)


@dataclass
class Tally:
    """What the app remembers."""

    value: int = 0

    def add(self, amount: int) -> None:
        """Count up, or down by a negative amount."""
        self.value += amount


def make_state() -> Tally:
    """Start from zero."""
    return Tally()


def view(app: App[Tally]) -> Widget:
    """Show the count, and a button on each side of it."""

    def count_down() -> None:
        app.set_state(lambda tally: tally.add(-1))

    def count_up() -> None:
        app.set_state(lambda tally: tally.add(1))

    return Column(
        style=Style(gap=12.0, padding=Edge.all(16)),
        children=[
            Text(
                content=f"Count: {app.state.value}",
                key="count",
                style=Style(font_size=22.0, font_weight=FontWeight.MEDIUM),
            ),
            Row(
                style=Style(gap=8.0),
                children=[
                    Button(
                        label="-",
                        key="down",
                        variant=Variant.OUTLINE,
                        on_click=count_down,
                    ),
                    Button(label="+", key="up", on_click=count_up),
                ],
            ),
        ],
    )
