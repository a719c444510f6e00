"""Cards: what belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from tempest_core import (
    Accordion,
    App,
    Avatar,
    Badge,
    BadgeVariant,
    Button,
    Card,
    CardVariant,
    Column,
    Divider,
    Edge,
    FontWeight,
    Grid,
    Icon,
    IconButton,
    Icons,
    ListTile,
    MetricCard,
    Stat,
    StatCard,
    Style,
    StyledContainer,
    Surface,
    Text,
    Variant,
    Widget,
)

from pages.frame import SCHEMES, example, quiet, side_by_side

PEOPLE = (
    ("Amina Diallo", "Writes the weather reports", "AD", "primary"),
    ("Bruno Costa", "Keeps the stations running", "BC", "secondary"),
    ("Chen Wei", "Counts what comes in", "CW", "tertiary"),
)

ANSWERS = (
    ("When does it open?", "At eight, on every day but the first of January."),
    ("Is there a garden?", "There is, behind the house, with two chairs in it."),
)


@dataclass
class Cards:
    """What is open, and who is followed."""

    path: ClassVar[str] = "cards"
    icon: ClassVar[str] = Icons.USER
    about: ClassVar[str] = "Surfaces, rows of people, figures, what unfolds."

    opened: set[str] = field(default_factory=lambda: {ANSWERS[0][0]})
    followed: set[str] = field(default_factory=set)

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        columns = 3 if app.media.width >= 640 else 1
        return [
            example(
                "Variants",
                Grid(
                    columns=columns,
                    gap="md",
                    children=[
                        Card(
                            variant=variant,
                            children=[
                                Text(
                                    content=variant.value.capitalize(),
                                    style=Style(font_weight=FontWeight.MEDIUM),
                                ),
                                quiet("Some words that explain what this is about."),
                                Button(label="Read on", variant=Variant.GHOST),
                            ],
                        )
                        for variant in CardVariant
                    ],
                ),
                side_by_side(
                    *(
                        Card(
                            variant=CardVariant.FILLED,
                            color_scheme=scheme,
                            children=[Text(content=scheme.capitalize())],
                        )
                        for scheme in SCHEMES
                    )
                ),
            ),
            self._show_people(app),
            _show_figures(columns),
            self._show_answers(app),
            example(
                "Surfaces",
                side_by_side(
                    *(
                        Surface(
                            elevation=level,
                            child=Text(
                                content=f"Level {level}",
                                style=Style(padding=Edge.all(20.0)),
                            ),
                        )
                        for level in range(6)
                    ),
                    StyledContainer(padding="lg", child=Text(content="A box")),
                    gap=20.0,
                ),
            ),
        ]

    def _show_people(self, app: App[Any]) -> Widget:
        def follow(name: str) -> None:
            self.followed ^= {name}
            app.set_state()

        rows: list[Widget] = []
        for name, work, initials, scheme in PEOPLE:
            is_followed = name in self.followed
            if rows:
                rows.append(Divider())
            rows.append(
                ListTile(
                    title=name,
                    subtitle=work,
                    leading=Avatar(initials=initials, color_scheme=scheme),
                    trailing=IconButton(
                        icon=Icons.HEART,
                        key=f"follow-{initials}",
                        label=f"Follow {name}",
                        variant=Variant.SOLID if is_followed else Variant.GHOST,
                        attrs={"aria-pressed": str(is_followed).lower()},
                        on_click=partial(follow, name),
                    ),
                )
            )
        return example(
            "Rows",
            Column(children=rows),
            side_by_side(
                *(
                    Avatar(initials=scheme[:2].upper(), color_scheme=scheme)
                    for scheme in SCHEMES
                ),
                Avatar(initials="XL", size=64.0),
            ),
        )

    def _show_answers(self, app: App[Any]) -> Widget:
        def toggle(question: str) -> None:
            self.opened ^= {question}
            app.set_state()

        return example(
            "What unfolds",
            *(
                Accordion(
                    title=question,
                    open=question in self.opened,
                    on_toggle=partial(toggle, question),
                    children=[Text(content=answer)],
                )
                for question, answer in ANSWERS
            ),
        )


def _show_figures(columns: int) -> Widget:
    up = Badge(label="Live", color_scheme="success", variant=BadgeVariant.SUBTLE)
    return example(
        "Figures",
        Grid(
            columns=columns,
            gap="md",
            children=[
                MetricCard(
                    label="Visitors", value="12,480", delta="+8.2 %", trailing=up
                ),
                MetricCard(
                    label="Waiting", value="3.1 s", delta="-0.4 s", delta_up=False
                ),
                StatCard(
                    label="Stations",
                    value="214",
                    trailing=Icon(name=Icons.HOME, size=20.0),
                ),
            ],
        ),
        side_by_side(
            Stat(label="Rain", value="38 mm", delta="+12 mm"),
            Stat(label="Sun", value="5.5 h", delta="-2 h", delta_up=False),
            gap=48.0,
        ),
    )
