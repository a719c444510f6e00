"""The counter in Panel."""

from __future__ import annotations

import panel

panel.extension()

text = panel.widgets.StaticText(value="Count: 0")
button = panel.widgets.Button(name="+")


def up(_: object) -> None:
    """Count up."""
    text.value = f"Count: {button.clicks}"


button.on_click(up)
panel.Column(text, button).servable()
