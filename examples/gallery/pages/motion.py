"""Motion: what moves by itself, in the browser's own frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    Animated,
    AnimatedList,
    AnimationController,
    App,
    Button,
    Container,
    Curve,
    Hero,
    Icons,
    Navigator,
    Row,
    Spring,
    Style,
    Transition,
    Variant,
    Widget,
    current_theme,
)
from tempest_core.style import Edge

from pages.frame import block, example, labelled, side_by_side

CURVES = (Curve.LINEAR, Curve.EASE_IN_OUT, Curve.BOUNCE, Curve.ELASTIC)


@dataclass
class Motion:
    """What is moving, and where to."""

    path: ClassVar[str] = "motion"
    icon: ClassVar[str] = Icons.ARROW_RIGHT
    about: ClassVar[str] = "Curves, springs, lists that make room, heroes."

    is_there: bool = False
    controllers: list[AnimationController] = field(
        default_factory=lambda: [
            *(AnimationController(1.2, curve) for curve in CURVES),
            AnimationController(0.0, spring=Spring(stiffness=120.0, damping=9.0)),
        ]
    )
    items: list[int] = field(default_factory=lambda: [1, 2, 3])
    is_large: bool = False
    is_warm: bool = False

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [
            self._show_curves(app),
            self._show_transition(app),
            self._show_list(app),
            self._show_hero(app),
        ]

    def _show_curves(self, app: App[Any]) -> Widget:
        def move() -> None:
            self.is_there = not self.is_there
            for controller in self.controllers:
                controller.bind(app)
                if self.is_there:
                    controller.forward()
                else:
                    controller.reverse()
            app.set_state()

        names = [*(curve.value for curve in CURVES), "spring"]
        return example(
            "Curves",
            *(
                labelled(
                    name,
                    Animated(
                        controller=controller,
                        style_begin=Style(margin=Edge(left=0.0)),
                        style_end=Style(margin=Edge(left=220.0)),
                        child=_dot(),
                    ),
                )
                for name, controller in zip(names, self.controllers, strict=True)
            ),
            side_by_side(
                Button(
                    label="Back" if self.is_there else "Go", key="move", on_click=move
                )
            ),
        )

    def _show_transition(self, app: App[Any]) -> Widget:
        def warm() -> None:
            self.is_warm = not self.is_warm
            app.set_state()

        role = "error_container" if self.is_warm else "primary_container"
        return example(
            "Transitions of a style",
            block(
                "Warm" if self.is_warm else "Cool",
                role,
                style=Style(
                    padding=Edge.symmetric(
                        vertical=24.0, horizontal=120.0 if self.is_warm else 24.0
                    ),
                    transition=Transition(duration_ms=400),
                ),
            ),
            side_by_side(
                Button(
                    label="The other one",
                    key="warm",
                    variant=Variant.OUTLINE,
                    on_click=warm,
                )
            ),
        )

    def _show_list(self, app: App[Any]) -> Widget:
        def add() -> None:
            self.items.append(max(self.items, default=0) + 1)
            app.set_state()

        def drop() -> None:
            if self.items:
                self.items.pop(0)
            app.set_state()

        return example(
            "A list that makes room",
            AnimatedList(
                key="list",
                style=Style(gap=6.0),
                children=[
                    Container(
                        key=f"item-{item}",
                        child=block(f"Item {item}", "secondary_container"),
                    )
                    for item in self.items
                ],
            ),
            side_by_side(
                Button(label="Add", key="add", on_click=add),
                Button(
                    label="Take the first away",
                    key="drop",
                    variant=Variant.OUTLINE,
                    on_click=drop,
                ),
            ),
        )

    def _show_hero(self, app: App[Any]) -> Widget:
        def toggle() -> None:
            self.is_large = not self.is_large
            app.set_state()

        side = 140.0 if self.is_large else 56.0
        picture = Hero(hero_tag="square", child=_dot(side))
        button = Button(
            label="Smaller" if self.is_large else "Larger",
            key="hero",
            variant=Variant.OUTLINE,
            on_click=toggle,
        )
        parts: list[Widget] = [button, picture] if self.is_large else [picture, button]
        screen = Row(
            style=Style(height=160.0, gap=24.0, align=AlignItems.CENTER), children=parts
        )
        return example(
            "A hero flies from screen to screen",
            Navigator(child=screen, depth=int(self.is_large), transition="fade"),
        )


def _dot(side: float = 28.0) -> Widget:
    color = current_theme().color("primary")
    return Container(
        style=Style(width=side, height=side, radius=side / 4, background=color)
    )
