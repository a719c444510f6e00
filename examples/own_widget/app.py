"""A widget of one's own: stars to rate with, in HTML, CSS and a little JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic import Field
from tempest_core import App, Column, Edge, Event, Style, Text, Widget

import tempestweb


class RateEvent(Event):
    """Somebody chose a number of stars."""

    stars: int = Field(ge=1, le=10)


class StarRating(Widget):
    """A row of stars, of which the first `value` are full."""

    event_schemas: ClassVar[dict[str, type[Event]]] = {"on_rate": RateEvent}

    label: str
    value: int = 0
    count: int = Field(default=5, ge=1, le=10)
    on_rate: Callable[[RateEvent], Any] | None = None


@tempestweb.lowers(StarRating, behaviour="stars.js", css="stars.css")
def stars(rating: StarRating, make: tempestweb.Maker) -> tempestweb.Node:
    """Show the stars as one group of radio buttons, as WAI-ARIA has it."""
    numbers = range(1, rating.count + 1)
    # One of them is reached with the Tab key; the arrows go on from there.
    reached = min(max(rating.value, 1), rating.count)
    return make.node(
        "div",
        attributes={"role": "radiogroup", "aria-label": rating.label},
        # What `stars.js` reports: the payload has the fields of the event.
        events={"rate": "on_rate"},
        props={"value": rating.value},
        children=[
            make.node(
                "span",
                "star is-full" if number <= rating.value else "star",
                attributes={
                    "role": "radio",
                    "aria-checked": "true" if number == rating.value else "false",
                    "aria-label": f"{number} of {rating.count}",
                    "tabindex": 0 if number == reached else -1,
                },
                # A click needs no JavaScript: which star it was is known here.
                events={"click": make.event("on_rate", stars=number)},
            )
            for number in numbers
        ],
    )


@dataclass
class Meal:
    """What is rated: each course by its name."""

    courses: dict[str, int] = field(
        default_factory=lambda: {"Soup": 3, "Fish": 0, "Cake": 5}
    )

    @property
    def average(self) -> float:
        """The mean of what was rated; 0 where nothing was."""
        rated = [value for value in self.courses.values() if value]
        return sum(rated) / len(rated) if rated else 0.0


def make_state() -> Meal:
    """Start with a meal, one course of which is not rated yet."""
    return Meal()


def view(app: App[Meal]) -> Widget:
    """Show each course with its stars."""

    def row(name: str, value: int) -> Widget:
        def rate(event: RateEvent) -> None:
            app.set_state(lambda meal: meal.courses.update({name: event.stars}))

        return Column(
            style=Style(gap=2.0),
            children=[
                Text(content=name),
                StarRating(key=name, label=name, value=value, on_rate=rate),
            ],
        )

    return Column(
        style=Style(gap=16.0, padding=Edge.all(16)),
        children=[
            *(row(name, value) for name, value in app.state.courses.items()),
            Text(key="average", content=f"Average: {app.state.average:.1f}"),
        ],
    )
