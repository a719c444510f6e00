"""1,000 rows in NiceGUI, of which a button changes one."""

from __future__ import annotations

import sys

from nicegui import ui


@ui.page("/")
def page() -> None:
    """Show the button and the rows."""
    count = 0
    labels = []

    def up() -> None:
        nonlocal count
        count += 1
        labels[500].text = f"Count: {count}"

    ui.button("+", on_click=up)
    for number in range(1000):
        with ui.row():
            text = "Count: 0" if number == 500 else f"Row number {number}"
            labels.append(ui.label(text))
            ui.button("ok", on_click=lambda: None)


ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False)
