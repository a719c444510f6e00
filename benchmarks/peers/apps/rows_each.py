"""The rows of `rows.py`, each built again only when it has changed."""

from __future__ import annotations

from rows import Items, make_state, show
from tempest_core import App, Button, Column, Widget

from tempestweb import each

__all__ = ["make_state", "view"]


def view(app: App[Items]) -> Widget:
    """Show the button and the rows."""

    def change() -> None:
        app.set_state(lambda items: items.change())

    return Column(
        children=[
            Button(label="+", key="up", on_click=change),
            *each(app.state.rows, show, key=lambda item: item.id),
        ]
    )
