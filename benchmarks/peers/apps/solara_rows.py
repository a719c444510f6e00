"""1,000 rows in Solara, of which a button changes one."""

from __future__ import annotations

import solara


@solara.component
def Line(text: str) -> None:
    """Show one row."""
    with solara.Row():
        solara.Text(text)
        solara.Button("ok")


@solara.component
def Page() -> None:
    """Show the button and the rows."""
    count, set_count = solara.use_state(0)
    solara.Button("+", on_click=lambda: set_count(count + 1))
    for number in range(1000):
        text = f"Count: {count}" if number == 500 else f"Row number {number}"
        Line(text).key(str(number))
