"""What an app shows that has no view yet."""

from __future__ import annotations

from typing import Any

import tempest_core
from tempest_core import Column, Edge, Style, Text, Widget


def no_view(app: tempest_core.App[Any]) -> Widget:
    """Say that there is no view, and how to make one."""
    del app
    return Column(
        style=Style(gap=4.0, padding=Edge.all(16)),
        children=[
            Text(content="This app has no view yet.", style=Style(font_size=16.0)),
            Text(content="Write one: decorate a function with @app.view."),
        ],
    )
