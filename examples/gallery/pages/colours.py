"""Colours: the roles of the theme, and themes made of one colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from tempest_core import (
    App,
    Button,
    Color,
    Column,
    Container,
    Edge,
    FontWeight,
    Gradient,
    GradientDirection,
    GradientStop,
    Icons,
    Shadow,
    Style,
    Text,
    Theme,
    Variant,
    Widget,
    Wrap,
    current_theme,
)

from pages.frame import example, side_by_side

PAIRS = (
    *(
        (role, f"on_{role}")
        for base in ("primary", "secondary", "tertiary", "error")
        for role in (base, f"{base}_container")
    ),
    *((role, f"on_{role}") for role in ("success", "warning", "info")),
    ("surface", "on_surface"),
    ("surface_variant", "on_surface_variant"),
    ("inverse_surface", "inverse_on_surface"),
)

SEEDS = {
    "Violet": "#6750a4",
    "Ocean": "#00658f",
    "Forest": "#386a20",
    "Clay": "#9c4331",
}


@dataclass
class Colours:
    """The colour that the theme is made of."""

    path: ClassVar[str] = "colours"
    icon: ClassVar[str] = Icons.SETTINGS
    about: ClassVar[str] = "The roles of a Material theme, shadows and gradients."

    seed: str = "Violet"

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def plant(name: str) -> None:
            self.seed = name
            color = Color.from_hex(SEEDS[name])
            app.set_theme(Theme.from_seed(color, mode=app.theme.mode))

        theme = current_theme()
        primary, tertiary = theme.color("primary"), theme.color("tertiary")
        return [
            example(
                "A theme of one colour",
                side_by_side(
                    *(
                        Button(
                            label=name,
                            key=f"seed-{name}",
                            variant=(
                                Variant.SOLID if name == self.seed else Variant.OUTLINE
                            ),
                            attrs={"aria-pressed": str(name == self.seed).lower()},
                            on_click=partial(plant, name),
                        )
                        for name in SEEDS
                    )
                ),
                note="All of the app follows.",
            ),
            example("Roles", Wrap(style=Style(gap=8.0), children=_swatches(theme))),
            example(
                "Shadows",
                side_by_side(
                    *(
                        Container(
                            style=Style(
                                padding=Edge.all(18.0),
                                radius=12.0,
                                background=theme.color("surface"),
                                shadow=Shadow(
                                    color=Color(r=0, g=0, b=0, a=0.3),
                                    blur=blur,
                                    offset_y=blur / 3,
                                ),
                            ),
                            child=Text(content=f"{blur:.0f} px"),
                        )
                        for blur in (2.0, 6.0, 12.0, 24.0)
                    ),
                    gap=24.0,
                ),
            ),
            example(
                "Gradients",
                side_by_side(
                    *(
                        Container(
                            style=Style(
                                width=150.0,
                                height=72.0,
                                radius=12.0,
                                background=Gradient(
                                    direction=direction,
                                    stops=[
                                        GradientStop(color=primary, position=0.0),
                                        GradientStop(color=tertiary, position=1.0),
                                    ],
                                ),
                            ),
                        )
                        for direction in GradientDirection
                    ),
                    gap=16.0,
                ),
            ),
        ]


def _swatches(theme: Theme) -> list[Widget]:
    return [
        Column(
            style=Style(
                width=168.0,
                height=72.0,
                radius=10.0,
                padding=Edge.all(10.0),
                background=theme.color(role),
                color=theme.color(on),
            ),
            children=[
                Text(
                    content=role.replace("_", " ").capitalize(),
                    style=Style(font_weight=FontWeight.MEDIUM),
                ),
                Text(
                    content=theme.color(role).to_hex()[:7], style=Style(font_size=12.0)
                ),
            ],
        )
        for role, on in PAIRS
    ]
