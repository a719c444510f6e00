"""An app of one text field, whose value the app decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator
from tempest_core import (
    App,
    Input,
    TextArea,
    TextChangeEvent,
    Widget,
)

import tempestweb


@dataclass
class Form:
    """What the app wants the fields to show, and what it was told."""

    text: str = ""
    level: float = 0.0
    is_on: bool = False
    choice: str = "red"
    told: list[Any] = field(default_factory=list)


Decide = Callable[[str], str | None]
"""Makes the value of what was typed; None refuses it."""


def text_app(
    decide: Decide = str, widget_type: type[Input] | type[TextArea] = Input
) -> tempestweb.App[Form]:
    """Make an app of one text field, whose handler decides what it shows."""

    def view(app: App[Form]) -> Widget:
        def change(event: TextChangeEvent) -> None:
            def apply(form: Form) -> None:
                form.told.append(event.value)
                decided = decide(event.value)
                if decided is not None:
                    form.text = decided

            app.set_state(apply)

        return widget_type(key="field", value=app.state.text, on_change=change)

    return tempestweb.App(Form(), view)


def caret(locator: Locator) -> int:
    position: int = locator.evaluate("field => field.selectionStart")
    return position


def put_caret(locator: Locator, position: int) -> None:
    locator.evaluate("(field, at) => field.setSelectionRange(at, at)", position)


def says(app: tempestweb.App[Form], value: str) -> None:
    """Change the text from outside, as another cell would."""
    app.set_state(lambda form: setattr(form, "text", value))


def only_digits(typed: str) -> str | None:
    return typed if typed.isdigit() or not typed else None
