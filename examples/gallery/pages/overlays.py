"""Overlays: what comes up over everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    ActionSheet,
    App,
    BottomSheet,
    Button,
    Column,
    Dialog,
    DismissEvent,
    Edge,
    Icons,
    JustifyContent,
    ListTile,
    Menu,
    MenuItem,
    MenuSelectEvent,
    Popover,
    Row,
    Style,
    Text,
    Toast,
    Tooltip,
    Variant,
    Widget,
)

from pages.frame import example, quiet, said, side_by_side

ACTIONS = [
    MenuItem(label="Share", value="share", icon=Icons.MAIL),
    MenuItem(label="Remember", value="remember", icon=Icons.STAR),
    MenuItem(label="Delete", value="delete", icon=Icons.TRASH),
]


@dataclass
class Overlays:
    """What was answered, and which overlay is open."""

    path: ClassVar[str] = "overlays"
    icon: ClassVar[str] = Icons.EYE
    about: ClassVar[str] = "Dialogs, sheets, menus, popovers, toasts, tooltips."

    answer: str = "Nothing was asked."
    opened: str = ""

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def save() -> None:
            app.toast(Toast(message="Saved."))

        return [
            self._show_modal(app),
            self._show_anchored(app),
            example(
                "Toasts",
                side_by_side(
                    Button(label="Save", key="toast", on_click=save),
                ),
                note="Said once, and gone by itself.",
            ),
            example(
                "Tooltips",
                side_by_side(
                    Tooltip(
                        message="Saves, and closes the window",
                        child=Button(label="Point at me", variant=Variant.OUTLINE),
                    ),
                    Tooltip(
                        message="In another colour",
                        color_scheme="primary",
                        child=Button(label="And at me", variant=Variant.OUTLINE),
                    ),
                ),
            ),
        ]

    def _show_modal(self, app: App[Any]) -> Widget:
        def close(answer: str) -> None:
            self.answer = answer
            app.dismiss(self.opened)
            app.set_state()

        def leave(_: DismissEvent) -> None:
            close("You left without an answer.")

        def choose(event: MenuSelectEvent) -> None:
            close(f"You chose “{event.label}”.")

        def ask() -> None:
            dialog = Dialog(
                title="Delete the draft?",
                on_dismiss=leave,
                children=[
                    Text(content="Nobody has read it yet."),
                    Row(
                        style=Style(gap=8.0, justify=JustifyContent.END),
                        children=[
                            Button(
                                label="Keep",
                                key="keep",
                                variant=Variant.GHOST,
                                on_click=lambda: close("You kept it."),
                            ),
                            Button(
                                label="Delete",
                                key="delete",
                                color_scheme="error",
                                on_click=lambda: close("You deleted it."),
                            ),
                        ],
                    ),
                ],
            )
            self.opened = app.show_dialog(dialog)

        def show_sheet() -> None:
            sheet = BottomSheet(
                on_dismiss=leave,
                children=[
                    Column(
                        style=Style(padding=Edge.all(8.0)),
                        children=[
                            ListTile(title="Trains", subtitle="Every ten minutes"),
                            ListTile(title="Boats", subtitle="Twice a day"),
                        ],
                    )
                ],
            )
            self.opened = app.show_sheet(sheet)

        def show_actions() -> None:
            actions = ActionSheet(
                title="This picture", items=ACTIONS, on_select=choose, on_dismiss=leave
            )
            self.opened = app.show_sheet(actions)

        return example(
            "Dialogs and sheets",
            side_by_side(
                Button(label="Dialog", key="ask", on_click=ask),
                Button(
                    label="Bottom sheet",
                    key="sheet",
                    variant=Variant.OUTLINE,
                    on_click=show_sheet,
                ),
                Button(
                    label="Action sheet",
                    key="actions",
                    variant=Variant.OUTLINE,
                    on_click=show_actions,
                ),
            ),
            said(self.answer, key="answer"),
        )

    def _show_anchored(self, app: App[Any]) -> Widget:
        def choose(event: MenuSelectEvent) -> None:
            self.answer = f"You chose “{event.label}”."
            app.dismiss(self.opened)
            app.set_state()

        def leave(_: DismissEvent) -> None:
            app.dismiss(self.opened)

        def show_menu() -> None:
            menu = Menu(items=ACTIONS, on_select=choose)
            self.opened = app.show_menu(menu, anchor="menu")

        def show_popover() -> None:
            about = Column(
                style=Style(gap=4.0, max_width=240.0),
                children=[
                    Text(content="Lisbon"),
                    quiet("The capital of Portugal, on seven hills, or eight."),
                ],
            )
            popover = Popover(child=about, on_dismiss=leave)
            self.opened = app.show_menu(popover, anchor="popover")

        return example(
            "Menus and popovers",
            side_by_side(
                Button(
                    label="Menu",
                    key="menu",
                    variant=Variant.OUTLINE,
                    on_click=show_menu,
                ),
                Button(
                    label="Popover",
                    key="popover",
                    variant=Variant.OUTLINE,
                    on_click=show_popover,
                ),
            ),
        )
