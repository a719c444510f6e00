"""The counter in NiceGUI."""

from __future__ import annotations

import sys

from nicegui import ui


@ui.page("/")
def page() -> None:
    """Show the count and the button."""
    count = 0

    def up() -> None:
        nonlocal count
        count += 1
        label.text = f"Count: {count}"

    label = ui.label("Count: 0")
    ui.button("+", on_click=up)


ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False)
