"""Text and icons: what is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    Clock,
    ColorRole,
    Column,
    Edge,
    FontStyle,
    FontWeight,
    Icon,
    Icons,
    Row,
    Semantics,
    Style,
    Text,
    TextAlign,
    TextDecoration,
    TextOverflow,
    Widget,
    Wrap,
    current_theme,
    icon_names,
)

from pages.frame import SCHEMES, example, quiet, side_by_side

SCALE = (
    "display_small",
    "headline_medium",
    "headline_small",
    "title_large",
    "title_medium",
    "body_large",
    "body_medium",
    "body_small",
    "label_large",
    "label_small",
)

LONG = (
    "Anyone who has ever tried to fit a long sentence into a short line knows that"
    " something has to give: either the line becomes two, or the sentence ends early."
)


@dataclass
class Texts:
    """Nothing to remember: this page is only read."""

    path: ClassVar[str] = "text"
    icon: ClassVar[str] = Icons.INFO
    about: ClassVar[str] = "The type scale, lines that are cut, icons, a clock."

    def show(self, _app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        theme = current_theme()
        return [
            example("Scale", Column(style=Style(gap=8.0), children=_scale())),
            example(
                "Weights and marks",
                side_by_side(
                    *(
                        Text(
                            content=weight.name.capitalize(),
                            style=Style(font_size=16.0, font_weight=weight),
                        )
                        for weight in FontWeight
                    ),
                    gap=20.0,
                ),
                side_by_side(
                    Text(content="Italic", style=Style(font_style=FontStyle.ITALIC)),
                    *(
                        Text(content=mark.value, style=Style(text_decoration=mark))
                        for mark in (
                            TextDecoration.UNDERLINE,
                            TextDecoration.LINE_THROUGH,
                        )
                    ),
                    Text(content="Wide", style=Style(letter_spacing=4.0)),
                    Text(content="x = 40 + 2", style=Style(font_family="monospace")),
                    Text(content="emphasis", tag="em"),
                    gap=20.0,
                ),
            ),
            example(
                "Lines",
                Text(content=LONG),
                Text(content=LONG, style=Style(text_align=TextAlign.JUSTIFY)),
                Text(
                    content=LONG,
                    style=Style(max_lines=1, text_overflow=TextOverflow.ELLIPSIS),
                ),
                note="Whole, justified, and cut off after one line.",
            ),
            example(
                "Colours",
                side_by_side(
                    *(
                        Text(
                            content=scheme.capitalize(),
                            style=Style(
                                color=theme.color(scheme), font_weight=FontWeight.MEDIUM
                            ),
                        )
                        for scheme in SCHEMES
                        if scheme != "neutral"
                    ),
                    gap=20.0,
                ),
            ),
            example("Icons", Wrap(style=Style(gap=4.0), children=_icons())),
            example(
                "Icons in colours and sizes",
                side_by_side(
                    *(
                        Icon(
                            name=Icons.STAR,
                            size=16.0 + 6.0 * place,
                            style=Style(color=theme.color(scheme)),
                        )
                        for place, scheme in enumerate(SCHEMES[:-1])
                    ),
                    gap=16.0,
                ),
            ),
            example(
                "Clock",
                side_by_side(
                    Clock(time="09:41", label="Lisbon"),
                    Clock(time="17:41", label="Seoul", color_scheme="primary"),
                    gap=24.0,
                ),
            ),
        ]


def _scale() -> list[Widget]:
    rows: list[Widget] = []
    for name in SCALE:
        token = current_theme().typography(name)
        rows.append(
            Row(
                style=Style(gap=16.0, align=AlignItems.CENTER),
                children=[
                    Text(
                        content=name.replace("_", " ").capitalize(),
                        style=Style(
                            grow=1.0,
                            font_size=token.font_size,
                            line_height=token.line_height,
                            font_weight=token.font_weight,
                        ),
                    ),
                    quiet(f"{token.font_size:.0f} px"),
                ],
            )
        )
    return rows


def _icons() -> list[Widget]:
    color = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    return [
        Column(
            style=Style(
                width=88.0, gap=6.0, align=AlignItems.CENTER, padding=Edge.all(8.0)
            ),
            children=[
                Icon(name=name, size=24.0, semantics=Semantics(label=name)),
                Text(content=name, style=Style(font_size=11.0, color=color)),
            ],
        )
        for name in icon_names()
    ]
