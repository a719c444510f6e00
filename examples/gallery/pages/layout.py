"""Layout: where things stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    AspectRatio,
    Border,
    Breakpoints,
    ColorRole,
    Column,
    Container,
    Divider,
    Edge,
    Footer,
    Grid,
    Header,
    HStack,
    Icons,
    JustifyContent,
    KeyboardAvoidingView,
    Position,
    Row,
    SafeArea,
    ScrollView,
    SegmentedControl,
    Semantics,
    Spacer,
    Stack,
    StackAlign,
    Style,
    Text,
    VStack,
    Widget,
    Wrap,
    current_theme,
)

from pages.frame import block, example, quiet

ROLES = ("primary_container", "secondary_container", "tertiary_container")
JUSTIFY = (JustifyContent.START, JustifyContent.CENTER, JustifyContent.END)


@dataclass
class Layout:
    """How the row is spread."""

    path: ClassVar[str] = "layout"
    icon: ClassVar[str] = Icons.MENU
    about: ClassVar[str] = "Rows, columns, stacks, grids, and what scrolls."

    justify: int = 0

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def spread(index: int) -> None:
            self.justify = index
            app.set_state()

        return [
            example(
                "Rows",
                SegmentedControl(
                    options=[each.value for each in JUSTIFY],
                    selected=self.justify,
                    on_select=spread,
                    semantics=Semantics(label="How the row is spread"),
                ),
                Row(
                    key="spread",
                    style=Style(gap=8.0, justify=JUSTIFY[self.justify]),
                    children=_blocks("One", "Two", "Three"),
                ),
                Row(
                    style=Style(gap=8.0, align=AlignItems.CENTER),
                    children=[block("Start"), Spacer(), block("End", ROLES[1])],
                ),
                Row(
                    style=Style(gap=8.0),
                    children=[
                        block("1 part", style=Style(grow=1.0)),
                        block("2 parts", ROLES[1], style=Style(grow=2.0)),
                    ],
                ),
            ),
            example(
                "Columns, stacks with gaps from the theme",
                HStack(
                    gap="lg",
                    align=AlignItems.START,
                    children=[
                        Column(style=Style(gap=8.0), children=_blocks("A", "B")),
                        VStack(gap="sm", children=_blocks("C", "D")),
                        KeyboardAvoidingView(
                            style=Style(gap=8.0), children=_blocks("E", "F")
                        ),
                    ],
                ),
            ),
            example(
                "Wrapping",
                Wrap(
                    style=Style(gap=8.0),
                    children=_blocks(
                        *[
                            "In",
                            "as",
                            "many",
                            "lines",
                            "as",
                            "it",
                            "takes",
                            "to",
                            "say",
                            "it",
                        ]
                    ),
                ),
            ),
            example(
                "Grid",
                Grid(columns=3, gap="sm", children=_blocks(*"ABCDEF")),
            ),
            _show_stack(),
            _show_boxes(),
            _show_scrolling(),
            example(
                "Headers and footers",
                Header(title="A header", subtitle="And what it is about"),
                Footer(children=[quiet("A footer"), Spacer(), quiet("2026")]),
                quiet(
                    f"From {Breakpoints().md:.0f} px on there is room for two columns."
                ),
            ),
        ]


def _blocks(*labels: str) -> list[Widget]:
    return [block(label, ROLES[i % 3]) for i, label in enumerate(labels)]


def _show_stack() -> Widget:
    theme = current_theme()
    places = (
        Style(top=16.0, left=16.0),
        Style(top=48.0, left=72.0),
        Style(top=80.0, left=128.0),
    )
    cards = [
        block(
            f"Layer {i + 1}",
            ROLES[i],
            style=Style(
                position=Position.ABSOLUTE,
                width=120.0,
                height=72.0,
                top=place.top,
                left=place.left,
            ),
        )
        for i, place in enumerate(places)
    ]
    corner = Style(position=Position.ABSOLUTE, bottom=16.0, right=16.0)
    return example(
        "Stack",
        Stack(
            style=Style(
                height=180.0,
                radius=12.0,
                background=theme.color(ColorRole.SURFACE_VARIANT),
            ),
            children=[*cards, block("In the corner", "error_container", style=corner)],
        ),
        Stack(
            style=Style(
                height=100.0,
                radius=12.0,
                stack_align=StackAlign.CENTER,
                background=theme.color(ColorRole.SURFACE_VARIANT),
            ),
            children=[block("All in the middle")],
        ),
    )


def _show_boxes() -> Widget:
    theme = current_theme()
    outline = Border(width=1.0, color=theme.color(ColorRole.OUTLINE))
    return example(
        "Boxes",
        Row(
            style=Style(gap=16.0, align=AlignItems.CENTER),
            children=[
                Container(
                    style=Style(
                        width=120.0,
                        height=80.0,
                        align=AlignItems.CENTER,
                        border=outline,
                        radius=12.0,
                    ),
                    child=Text(content="Centred"),
                ),
                Container(
                    style=Style(width=160.0),
                    child=AspectRatio(
                        ratio=16 / 9,
                        child=Container(
                            style=Style(
                                align=AlignItems.CENTER,
                                background=theme.color(ColorRole.TERTIARY_CONTAINER),
                                color=theme.color(ColorRole.ON_TERTIARY_CONTAINER),
                                radius=12.0,
                            ),
                            child=Text(content="16 : 9"),
                        ),
                    ),
                ),
            ],
        ),
        SafeArea(child=quiet("Kept clear of notches and rounded corners.")),
        Divider(),
        Divider(thickness=4.0),
    )


def _show_scrolling() -> Widget:
    return example(
        "Scrolling",
        ScrollView(
            horizontal=True,
            style=Style(gap=8.0, padding=Edge.symmetric(vertical=4.0)),
            focusable=True,
            semantics=Semantics(role="group", label="A row that scrolls"),
            children=_blocks(*(f"Number {n}" for n in range(1, 21))),
        ),
        ScrollView(
            style=Style(height=140.0, gap=4.0),
            focusable=True,
            semantics=Semantics(role="group", label="A column that scrolls"),
            children=[Text(content=f"Line {n} of 40") for n in range(1, 41)],
        ),
    )
