"""Gestures: what is done with a finger, a mouse, or the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    Container,
    Dismissible,
    DoubleTapHandler,
    DragEvent,
    Draggable,
    DragTarget,
    GestureDetector,
    Icons,
    InteractiveViewer,
    PanEvent,
    PanHandler,
    ReorderableList,
    ReorderEvent,
    Row,
    ScaleEvent,
    ScaleHandler,
    Semantics,
    Style,
    SwipeDirection,
    SwipeEvent,
    Text,
    Widget,
    current_theme,
)
from tempest_core.style import Edge

from pages.frame import block, example, quiet, said


@dataclass
class Gestures:
    """What was done."""

    path: ClassVar[str] = "gestures"
    icon: ClassVar[str] = Icons.STAR
    about: ClassVar[str] = "Taps, swipes, pans, pinches, drag and drop, reordering."

    last: str = "Nothing yet."
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    likes: int = 0
    basket: list[str] = field(default_factory=list)
    tasks: list[str] = field(
        default_factory=lambda: ["Bread", "Cheese", "Olives", "Wine"]
    )
    mail: list[str] = field(default_factory=lambda: ["From Ada", "From Grace"])

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [
            self._show_taps(app),
            self._show_moves(app),
            self._show_drops(app),
            self._show_lists(app),
        ]

    def _show_taps(self, app: App[Any]) -> Widget:
        def note(what: str) -> None:
            self.last = what
            app.set_state()

        def swipe(event: SwipeEvent) -> None:
            note(f"Swiped {event.direction.value}.")

        def like() -> None:
            self.likes += 1
            app.set_state()

        return example(
            "Taps and swipes",
            GestureDetector(
                key="taps",
                child=_pad("Tap, tap twice, press long, swipe"),
                on_tap=lambda: note("Tapped."),
                on_double_tap=lambda: note("Tapped twice."),
                on_long_press=lambda: note("Pressed long."),
                on_swipe=swipe,
            ),
            said(self.last, key="last"),
            DoubleTapHandler(
                key="like",
                child=block(f"Tap twice to like: {self.likes}", "tertiary_container"),
                on_double_tap=like,
            ),
        )

    def _show_moves(self, app: App[Any]) -> Widget:
        def pan(event: PanEvent) -> None:
            self.x += event.dx
            self.y += event.dy
            app.set_state()

        def pinch(event: ScaleEvent) -> None:
            self.scale = event.scale
            app.set_state()

        return example(
            "Pan, pinch, zoom",
            PanHandler(
                key="pan",
                child=_pad("Pan here"),
                on_pan=pan,
            ),
            said(f"{self.x:.0f} across, {self.y:.0f} down", key="pan-says"),
            ScaleHandler(
                key="pinch",
                child=_pad(f"Pinch here: {self.scale:.1f} times"),
                on_scale=pinch,
            ),
            InteractiveViewer(
                key="viewer",
                style=Style(height=160.0),
                child=_pad("Zoom with the wheel or two fingers, then move me"),
                semantics=Semantics(label="A picture to be looked at closely"),
            ),
        )

    def _show_drops(self, app: App[Any]) -> Widget:
        def drop(event: DragEvent) -> None:
            self.basket.append(event.data)
            app.set_state()

        return example(
            "Drag and drop",
            Row(
                style=Style(gap=12.0),
                children=[
                    Draggable(
                        key=f"drag-{name}",
                        drag_data=name,
                        child=block(name),
                        semantics=Semantics(label=name),
                    )
                    for name in ("Apple", "Pear", "Plum")
                ],
            ),
            DragTarget(
                key="basket",
                on_drop=drop,
                child=_pad("In the basket: " + (", ".join(self.basket) or "nothing")),
            ),
            quiet("By keyboard: Space takes, arrows choose where, Space drops."),
        )

    def _show_lists(self, app: App[Any]) -> Widget:
        def reorder(event: ReorderEvent) -> None:
            self.tasks.insert(event.to_index, self.tasks.pop(event.from_index))
            app.set_state()

        def delete(name: str) -> None:
            self.mail.remove(name)
            app.set_state()

        return example(
            "Lists that are put in order and cleared",
            ReorderableList(
                key="tasks",
                style=Style(gap=6.0),
                on_reorder=reorder,
                semantics=Semantics(label="Shopping"),
                children=[
                    block(name, "secondary_container").model_copy(update={"key": name})
                    for name in self.tasks
                ],
            ),
            said(" → ".join(self.tasks), key="order"),
            *(
                Dismissible(
                    key=f"mail-{name}",
                    direction=SwipeDirection.LEFT,
                    on_dismiss=partial(delete, name),
                    child=block(f"{name}: swipe me left, or press Delete"),
                    semantics=Semantics(label=name),
                )
                for name in self.mail
            ),
        )


def _pad(label: str) -> Widget:
    theme = current_theme()
    return Container(
        style=Style(
            height=110.0,
            align=AlignItems.CENTER,
            padding=Edge.all(12.0),
            radius=12.0,
            background=theme.color("surface_variant"),
            color=theme.color("on_surface_variant"),
        ),
        child=Text(content=label),
    )
