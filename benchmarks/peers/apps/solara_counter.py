"""The counter in Solara."""

from __future__ import annotations

import solara


@solara.component
def Page() -> None:
    """Show the count and the button."""
    count, set_count = solara.use_state(0)
    solara.Text(f"Count: {count}")
    solara.Button("+", on_click=lambda: set_count(count + 1))
