"""1,000 rows in Panel, of which a button changes one."""

from __future__ import annotations

import panel

panel.extension()

button = panel.widgets.Button(name="+")
texts = [
    panel.widgets.StaticText(value="Count: 0" if n == 500 else f"Row number {n}")
    for n in range(1000)
]


def up(_: object) -> None:
    """Change the row in the middle."""
    texts[500].value = f"Count: {button.clicks}"


button.on_click(up)
rows = [panel.Row(text, panel.widgets.Button(name="ok")) for text in texts]
panel.Column(button, *rows).servable()
