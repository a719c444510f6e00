"""A counter and a text field to have sessions of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tempest_core import (
    Button,
    Column,
    Input,
    Text,
    Widget,
)

from tests.support.reference import Client
from tests.support.rig import Rig


class Counter:
    """The smallest app: a number and a button."""

    def __init__(self) -> None:
        self.count = 0

    def add(self) -> None:
        self.count += 1

    def view(self) -> Widget:
        count = Text(content=f"Count: {self.count}", key="count")
        return Column(children=[count, Button(label="+", key="up", on_click=self.add)])


def click(rig: Rig, client: Client, key: str = "up") -> None:
    """Click, as one who then says that the state changed."""
    rig.session.invalidate()
    client.event(key, "click", x=1, y=1)


def field(
    handler: Callable[..., Any], value: Callable[[], str]
) -> Callable[[], Widget]:
    """Make a view of one text field."""
    return lambda: Input(key="field", value=value(), on_change=handler)
