"""Choices: what is switched, chosen and slid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    App,
    Checkbox,
    Icons,
    RadioGroup,
    RangeChangeEvent,
    RangeSlider,
    Rating,
    SegmentedControl,
    Semantics,
    Size,
    SlideEvent,
    Slider,
    Stepper,
    Switch,
    ToggleEvent,
    Widget,
)

from pages.frame import SCHEMES, example, said, side_by_side

SPANS = ["Day", "Week", "Month", "Year"]


@dataclass
class Choices:
    """What has been chosen."""

    path: ClassVar[str] = "choices"
    icon: ClassVar[str] = Icons.CHECK
    about: ClassVar[str] = "Checkboxes, switches, radio buttons, sliders, ratings."

    is_agreed: bool = True
    is_on: bool = False
    meal: int = 1
    span: int = 1
    volume: float = 40.0
    low: float = 20.0
    high: float = 70.0
    stars: int = 3
    guests: int = 2

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [*self._show_switches(app), *self._show_amounts(app)]

    def _show_switches(self, app: App[Any]) -> list[Widget]:
        def agree(event: ToggleEvent) -> None:
            self.is_agreed = event.checked
            app.set_state()

        def turn(event: ToggleEvent) -> None:
            self.is_on = event.checked
            app.set_state()

        def choose_meal(index: int) -> None:
            self.meal = index
            app.set_state()

        def choose_span(index: int) -> None:
            self.span = index
            app.set_state()

        return [
            example(
                "Checkboxes",
                side_by_side(
                    Checkbox(
                        key="agree",
                        label="I have read this",
                        checked=self.is_agreed,
                        on_change=agree,
                    ),
                    Checkbox(label="Disabled", checked=True, attrs={"disabled": ""}),
                    gap=24.0,
                ),
                side_by_side(
                    *(
                        Checkbox(
                            label=scheme.capitalize(), checked=True, color_scheme=scheme
                        )
                        for scheme in SCHEMES
                    ),
                    gap=24.0,
                ),
                side_by_side(
                    *(Checkbox(label=s.value.upper(), size=s) for s in Size), gap=24.0
                ),
            ),
            example(
                "Switches",
                side_by_side(
                    Switch(
                        key="switch",
                        label="On" if self.is_on else "Off",
                        checked=self.is_on,
                        on_change=turn,
                    ),
                    Switch(label="Success", checked=True, color_scheme="success"),
                    Switch(label="Disabled", attrs={"disabled": ""}),
                    gap=24.0,
                ),
            ),
            example(
                "One of several",
                RadioGroup(
                    key="meal",
                    options=["Fish", "Noodles", "Stew"],
                    selected=self.meal,
                    on_select=choose_meal,
                    semantics=Semantics(label="Meal"),
                ),
                SegmentedControl(
                    key="span",
                    options=SPANS,
                    selected=self.span,
                    on_select=choose_span,
                    semantics=Semantics(label="Span"),
                ),
                said(f"Each {SPANS[self.span].lower()}", key="span-says"),
            ),
        ]

    def _show_amounts(self, app: App[Any]) -> list[Widget]:
        def slide(event: SlideEvent) -> None:
            self.volume = event.value
            app.set_state()

        def span(event: RangeChangeEvent) -> None:
            self.low, self.high = event.low, event.high
            app.set_state()

        def rate(stars: int) -> None:
            self.stars = stars
            app.set_state()

        def invite(guests: int) -> None:
            self.guests = guests
            app.set_state()

        return [
            example(
                "Sliders",
                Slider(
                    key="volume",
                    value=self.volume,
                    on_change=slide,
                    semantics=Semantics(label="Volume"),
                ),
                said(f"Volume {self.volume:.0f}", key="volume-says"),
                RangeSlider(
                    key="range",
                    low=self.low,
                    high=self.high,
                    color_scheme="tertiary",
                    on_change=span,
                    semantics=Semantics(label="Price"),
                ),
                said(f"From {self.low:.0f} to {self.high:.0f}", key="range-says"),
                Slider(
                    value=30.0,
                    attrs={"disabled": ""},
                    semantics=Semantics(label="A disabled slider"),
                ),
            ),
            example(
                "Ratings and steppers",
                Rating(key="rating", value=self.stars, on_rate=rate),
                Stepper(
                    key="guests",
                    value=self.guests,
                    min_value=1,
                    max_value=8,
                    on_change=invite,
                ),
                said(f"{self.stars} stars, {self.guests} guests", key="rating-says"),
            ),
        ]
