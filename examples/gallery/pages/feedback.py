"""Feedback: what an app says while it works, and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    Alert,
    AlertVariant,
    App,
    Badge,
    BadgeVariant,
    Banner,
    Button,
    Column,
    ConfidenceBadge,
    EmptyState,
    IconButton,
    Icons,
    ProgressBar,
    ProgressStepper,
    Semantics,
    Shimmer,
    Skeleton,
    Spinner,
    Style,
    Text,
    Variant,
    Widget,
)

from pages.frame import SCHEMES, example, labelled, quiet, side_by_side

STATUSES = ("info", "success", "warning", "error")
STEPS = ["Basket", "Address", "Payment", "Done"]


@dataclass
class Feedback:
    """How far things are."""

    path: ClassVar[str] = "feedback"
    icon: ClassVar[str] = Icons.BELL
    about: ClassVar[str] = "Alerts, badges, progress, placeholders of what is to come."

    is_told: bool = True
    step: int = 1
    done: float = 0.4

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def move(steps: int) -> None:
            self.step = min(max(self.step + steps, 0), len(STEPS) - 1)
            self.done = (self.step + 1) / len(STEPS)
            app.set_state()

        return [
            self._show_alerts(app),
            _show_badges(),
            example(
                "Progress",
                ProgressBar(value=self.done, semantics=Semantics(label="So far")),
                ProgressBar(
                    indeterminate=True,
                    color_scheme="tertiary",
                    semantics=Semantics(label="Nobody knows how long"),
                ),
                side_by_side(
                    *(
                        Spinner(
                            size=20.0 + 8.0 * place,
                            color_scheme=scheme,
                            semantics=Semantics(label="Working"),
                        )
                        for place, scheme in enumerate(("primary", "success", "error"))
                    ),
                    gap=24.0,
                ),
                ProgressStepper(steps=STEPS, current=self.step),
                side_by_side(
                    Button(
                        label="Back",
                        key="back",
                        variant=Variant.OUTLINE,
                        on_click=lambda: move(-1),
                    ),
                    Button(label="Next", key="next", on_click=lambda: move(1)),
                ),
            ),
            example(
                "Still loading",
                Column(
                    style=Style(gap=8.0),
                    children=[
                        Skeleton(height=20.0, width=220.0),
                        Skeleton(height=14.0),
                        Skeleton(height=14.0, width=300.0),
                    ],
                ),
                Shimmer(child=Text(content="This was here, and will be here again.")),
            ),
            example(
                "Nothing here",
                EmptyState(
                    glyph="☕",
                    title="No messages",
                    subtitle="They will be here when somebody writes.",
                    action=Button(label="Write one yourself"),
                ),
            ),
        ]

    def _show_alerts(self, app: App[Any]) -> Widget:
        def tell(is_told: bool) -> None:
            self.is_told = is_told
            app.set_state()

        alerts: list[Widget] = [
            Alert(
                title=f"{status.capitalize()}, {variant.value.replace('_', ' ')}",
                body="What it is about, in a sentence.",
                color_scheme=status,
                variant=variant,
            )
            for status, variant in zip(STATUSES, AlertVariant, strict=True)
        ]
        if self.is_told:
            close = IconButton(
                icon=Icons.X,
                key="dismiss",
                label="Dismiss",
                on_click=lambda: tell(is_told=False),
            )
            alerts.append(
                Alert(title="This one can be dismissed", glyph="★", dismiss=close)
            )
        else:
            again = Button(
                label="Tell me again", key="again", on_click=lambda: tell(is_told=True)
            )
            alerts.append(again)
        retry = Button(label="Try again", variant=Variant.GHOST, color_scheme="neutral")
        return example(
            "Alerts and banners",
            *alerts,
            Banner(message="You are offline.", tone="warning", action=retry),
            Banner(message="Everything is saved.", tone="success"),
        )


def _show_badges() -> Widget:
    return example(
        "Badges",
        *(
            labelled(
                variant.value.capitalize(),
                *(
                    Badge(label=scheme, color_scheme=scheme, variant=variant)
                    for scheme in SCHEMES
                ),
            )
            for variant in BadgeVariant
        ),
        quiet("How sure a model is"),
        side_by_side(
            *(
                ConfidenceBadge(confidence=confidence, label=label)
                for confidence, label in ((0.97, "cat"), (0.64, "dog"), (0.21, "fox"))
            )
        ),
    )
