"""A form in steps, each checked before the next one: a room for some nights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tempest_core import (
    Alert,
    App,
    Button,
    Card,
    CardVariant,
    Checkbox,
    ColorRole,
    Column,
    DateChangeEvent,
    DatePicker,
    Divider,
    Edge,
    FontWeight,
    Form,
    FormField,
    Icons,
    Input,
    JustifyContent,
    KeyboardType,
    ProgressStepper,
    RadioGroup,
    Row,
    Semantics,
    Stepper,
    Style,
    Text,
    TextArea,
    TextChangeEvent,
    Variant,
    Widget,
    current_theme,
    validate_email,
)

TITLE = "A room"

STEPS = ["You", "Your stay", "Check", "Done"]
ROOMS = ["Garden, 80 a night", "River, 95 a night", "Attic, 60 a night"]

Validate = Callable[[Any], str | None]


@dataclass
class Booking:
    """What was filled in so far, and at which step one is."""

    step: int = 0
    name: str = ""
    email: str = ""
    day: str = ""
    nights: int = 2
    room: int = 0
    wishes: str = ""


def make_state() -> Booking:
    """Start with nothing filled in."""
    return Booking()


def view(app: App[Booking]) -> Widget:
    """Show how far one is, and the step."""
    steps = (_you, _stay, _check, _done)
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=640.0, gap=20.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Book a room", tag="h1", style=Style(font_size=28.0)),
            ProgressStepper(steps=STEPS, current=app.state.step),
            Card(
                key=f"step-{app.state.step}",
                variant=CardVariant.OUTLINED,
                padding_step="lg",
                children=[
                    Text(
                        content=STEPS[app.state.step],
                        key="step",
                        tag="h2",
                        style=Style(font_size=18.0, font_weight=FontWeight.MEDIUM),
                    ),
                    steps[app.state.step](app),
                ],
            ),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def required(told: str) -> Validate:
    """Make the check of a field that must not be empty."""
    return lambda value: None if str(value or "").strip() else told


def is_address(value: object) -> str | None:
    """Check an e-mail address."""
    return "An address, such as ada@example.org." if validate_email(value) else None


def agreed(value: object) -> str | None:
    """Check a box that must be ticked."""
    return None if value in (True, "true") else "Please tick this to go on."


def _you(app: App[Booking]) -> Widget:
    return _step(
        app,
        [
            FormField(
                name="name",
                label="Name",
                validators=[required("Who is coming?")],
                child=Input(
                    key="name",
                    value=app.state.name,
                    leading_icon=Icons.USER,
                    on_change=_write(app, "name"),
                ),
            ),
            FormField(
                name="email",
                label="E-mail",
                validators=[is_address],
                child=Input(
                    key="email",
                    value=app.state.email,
                    keyboard=KeyboardType.EMAIL,
                    leading_icon=Icons.MAIL,
                    on_change=_write(app, "email"),
                ),
            ),
        ],
    )


def _stay(app: App[Booking]) -> Widget:
    def choose_day(event: DateChangeEvent) -> None:
        app.set_state(lambda booking: setattr(booking, "day", event.value))

    def choose_nights(nights: int) -> None:
        app.set_state(lambda booking: setattr(booking, "nights", nights))

    def choose_room(room: int) -> None:
        app.set_state(lambda booking: setattr(booking, "room", room))

    return _step(
        app,
        [
            FormField(
                name="day",
                label="First night",
                validators=[required("Which day do you come?")],
                child=DatePicker(key="day", value=app.state.day, on_change=choose_day),
            ),
            FormField(
                name="nights",
                label="Nights",
                child=Stepper(
                    key="nights",
                    value=app.state.nights,
                    min_value=1,
                    max_value=14,
                    on_change=choose_nights,
                    semantics=Semantics(label="Nights"),
                ),
            ),
            FormField(
                name="room",
                label="Room",
                child=RadioGroup(
                    key="room",
                    options=ROOMS,
                    selected=app.state.room,
                    on_select=choose_room,
                    semantics=Semantics(label="Room"),
                ),
            ),
            FormField(
                name="wishes",
                label="Wishes",
                child=TextArea(
                    key="wishes",
                    value=app.state.wishes,
                    rows=3,
                    on_change=_write(app, "wishes"),
                ),
            ),
        ],
    )


def _check(app: App[Booking]) -> Widget:
    booking = app.state
    answers = {
        "Name": booking.name,
        "E-mail": booking.email,
        "First night": booking.day,
        "Nights": str(booking.nights),
        "Room": ROOMS[booking.room],
        "Wishes": booking.wishes or "none",
    }
    quiet = Style(
        width=110.0, color=current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    )
    lines: list[Widget] = [
        Row(
            style=Style(gap=12.0),
            children=[
                Text(content=name, style=quiet),
                Text(content=answer, style=Style(grow=1.0)),
            ],
        )
        for name, answer in answers.items()
    ]
    terms = FormField(
        name="terms",
        validators=[agreed],
        child=Checkbox(key="terms", label="All of this is right"),
    )
    return Column(
        style=Style(gap=10.0),
        children=[*lines, Divider(), _step(app, [terms], label="Book it")],
    )


def _done(app: App[Booking]) -> Widget:
    def again() -> None:
        app.state = Booking()
        app.set_state()

    return Column(
        style=Style(gap=16.0),
        children=[
            Alert(
                title=f"See you soon, {app.state.name}.",
                body=f"We have written to {app.state.email}.",
                glyph="✓",
                color_scheme="success",
            ),
            Row(
                children=[
                    Button(
                        label="Book another",
                        key="again",
                        variant=Variant.OUTLINE,
                        on_click=again,
                    )
                ]
            ),
        ],
    )


def _step(app: App[Booking], fields: list[FormField], label: str = "Next") -> Widget:
    """Make the form of a step: its button leads on when all in it is right."""

    def go(steps: int) -> None:
        app.state.step += steps
        app.set_state()

    buttons: list[Widget] = [Button(label=label, key="next")]
    if app.state.step:
        back = Button(
            label="Back",
            key="back",
            variant=Variant.GHOST,
            on_click=lambda: go(-1),
        )
        buttons.insert(0, back)
    row = Row(style=Style(gap=8.0, justify=JustifyContent.END), children=buttons)
    return Form(
        fields=[*fields, FormField(name="go", child=row)],
        on_submit=lambda: go(1),
        style=Style(gap=16.0),
    )


def _write(app: App[Booking], name: str) -> Callable[[TextChangeEvent], None]:
    """Make the handler that keeps what is typed, for the way back."""

    def write(event: TextChangeEvent) -> None:
        app.set_state(lambda booking: setattr(booking, name, event.value))

    return write
