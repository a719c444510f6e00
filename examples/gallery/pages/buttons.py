"""Buttons: what is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from tempest_core import (
    App,
    Burger,
    Button,
    Chip,
    IconButton,
    Icons,
    Size,
    Tag,
    Variant,
    Widget,
)

from pages.frame import SCHEMES, example, labelled, said, side_by_side


@dataclass
class Buttons:
    """What has been pressed."""

    path: ClassVar[str] = "buttons"
    icon: ClassVar[str] = Icons.PLUS
    about: ClassVar[str] = "Buttons with words, with icons, and chips that are chosen."

    last: str = "nothing yet"
    is_favourite: bool = False
    chosen: frozenset[str] = frozenset({"Trains"})

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def press(name: str) -> None:
            self.last = name
            app.set_state()

        def favour() -> None:
            self.is_favourite = not self.is_favourite
            app.set_state()

        def choose(name: str) -> None:
            self.chosen ^= {name}
            app.set_state()

        return [
            example(
                "Variants",
                side_by_side(
                    *(
                        Button(
                            label=variant.value.capitalize(),
                            key=variant.value,
                            variant=variant,
                            on_click=partial(press, variant.value),
                        )
                        for variant in Variant
                    )
                ),
                said(f"Pressed last: {self.last}", key="last"),
            ),
            example(
                "Colours",
                *(
                    labelled(
                        variant.value.capitalize(),
                        *(
                            Button(
                                label=scheme.capitalize(),
                                variant=variant,
                                color_scheme=scheme,
                                on_click=partial(press, scheme),
                            )
                            for scheme in SCHEMES
                        ),
                    )
                    for variant in (Variant.SOLID, Variant.OUTLINE, Variant.GHOST)
                ),
            ),
            example(
                "Sizes",
                side_by_side(
                    *(
                        Button(
                            label=size.value.upper(),
                            size=size,
                            on_click=partial(press, size.value),
                        )
                        for size in Size
                    )
                ),
                note="However small it looks, there is room for a finger.",
            ),
            example(
                "Disabled",
                side_by_side(
                    *(
                        Button(
                            label=variant.value.capitalize(),
                            variant=variant,
                            attrs={"disabled": ""},
                        )
                        for variant in Variant
                    )
                ),
            ),
            example(
                "Icon buttons",
                side_by_side(
                    *(
                        IconButton(
                            icon=Icons.BELL,
                            label=f"Bell, {variant.value}",
                            variant=variant,
                            on_click=lambda: press("the bell"),
                        )
                        for variant in (Variant.SOLID, Variant.OUTLINE, Variant.GHOST)
                    ),
                    IconButton(
                        icon=Icons.HEART,
                        key="favourite",
                        label="Favourite",
                        variant=Variant.SOLID if self.is_favourite else Variant.GHOST,
                        color_scheme="error",
                        attrs={"aria-pressed": str(self.is_favourite).lower()},
                        on_click=favour,
                    ),
                    Burger(on_click=lambda: press("the menu")),
                ),
            ),
            example(
                "Chips and tags",
                side_by_side(
                    *(
                        Chip(
                            label=name,
                            key=f"chip-{name}",
                            selected=name in self.chosen,
                            on_click=partial(choose, name),
                        )
                        for name in ("Trains", "Boats", "Planes")
                    ),
                    gap=8.0,
                ),
                side_by_side(
                    *(Tag(label=name, color_scheme=name) for name in SCHEMES), gap=8.0
                ),
                note="Chips are chosen; tags only say something.",
            ),
        ]
