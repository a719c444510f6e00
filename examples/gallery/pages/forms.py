"""Forms: fields that are checked together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from tempest_core import (
    App,
    Button,
    Checkbox,
    Container,
    Dropdown,
    Form,
    FormField,
    Icons,
    Input,
    KeyboardType,
    Style,
    SubmitEvent,
    Text,
    TextArea,
    Widget,
    validate_email,
)

from pages.frame import example, said


@dataclass
class Forms:
    """What was sent."""

    path: ClassVar[str] = "forms"
    icon: ClassVar[str] = Icons.LOCK
    about: ClassVar[str] = "Checked when a field is left, and when the form is sent."

    sent: dict[str, str] = field(default_factory=dict)

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def send(event: SubmitEvent) -> None:
            self.sent = event.values
            app.set_state()

        return [
            example(
                "A form",
                Form(
                    key="form",
                    on_submit=send,
                    style=Style(max_width=480.0, gap=16.0),
                    fields=[
                        FormField(
                            name="name",
                            label="Name",
                            validators=[required],
                            child=Input(key="form-name", placeholder="Ada Lovelace"),
                        ),
                        FormField(
                            name="email",
                            label="E-mail",
                            validators=[required, is_email],
                            child=Input(
                                key="form-email",
                                keyboard=KeyboardType.EMAIL,
                                leading_icon=Icons.MAIL,
                            ),
                        ),
                        FormField(
                            name="reason",
                            label="What is it about?",
                            validators=[required],
                            child=Dropdown(
                                key="form-reason",
                                options=["A question", "A complaint", "Praise"],
                            ),
                        ),
                        FormField(
                            name="message",
                            label="Message",
                            validators=[at_least_ten],
                            child=TextArea(key="form-message", rows=3),
                        ),
                        FormField(
                            name="terms",
                            validators=[agreed],
                            child=Checkbox(key="form-terms", label="I may be answered"),
                        ),
                        FormField(
                            name="send",
                            child=Container(
                                style=Style(width=120.0),
                                child=Button(key="send", label="Send"),
                            ),
                        ),
                    ],
                ),
                said(
                    f"Thank you, {self.sent['name']}."
                    if self.sent
                    else "Nothing was sent yet.",
                    key="sent",
                ),
            ),
            example(
                "A field that is wrong already",
                FormField(
                    name="age",
                    label="Age",
                    error="A number, such as 36.",
                    child=Input(value="old enough"),
                ),
                Text(content="The label and the error belong to the field."),
            ),
        ]


def required(value: object) -> str | None:
    """Want some text."""
    return None if str(value or "").strip() else "Please fill this in."


def is_email(value: object) -> str | None:
    """Want an address."""
    return "An address, such as ada@example.org." if validate_email(value) else None


def at_least_ten(value: object) -> str | None:
    """Want ten characters."""
    missing = 10 - len(str(value or ""))
    return f"{missing} more characters, please." if missing > 0 else None


def agreed(value: object) -> str | None:
    """Want a tick."""
    return None if value in (True, "true") else "Without that we cannot answer."
