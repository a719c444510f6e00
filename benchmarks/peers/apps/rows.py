"""1,000 rows of a text and a button, of which a button changes one; in tempest-core.

The same file for this project and for the package of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tempest_core import App, Button, Column, Row, Style, Text, Widget


@dataclass
class Item:
    """What one row shows."""

    id: int
    text: str


@dataclass
class Items:
    """All rows, and how often the one in the middle was changed."""

    rows: list[Item] = field(
        default_factory=lambda: [Item(n, f"Row number {n}") for n in range(1000)]
    )
    changes: int = 0

    def change(self) -> None:
        """Change the row in the middle."""
        self.changes += 1
        self.rows[500].text = f"Count: {self.changes}"


def make_state() -> Items:
    """Start with a count of zero in the middle."""
    items = Items()
    items.rows[500].text = "Count: 0"
    return items


def show(item: Item) -> Widget:
    """Make one row."""
    return Row(
        key=f"row{item.id}",
        style=Style(gap=4.0),
        children=[
            Text(content=item.text, key=f"text{item.id}"),
            Button(label="ok", key=f"ok{item.id}", on_click=lambda: None),
        ],
    )


def view(app: App[Items]) -> Widget:
    """Show the button and the rows."""

    def change() -> None:
        app.set_state(lambda items: items.change())

    return Column(
        children=[
            Button(label="+", key="up", on_click=change),
            *[show(item) for item in app.state.rows],
        ]
    )
