"""Lists: long ones, of which only what is in sight is made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    Avatar,
    ColorRole,
    Container,
    EndReachedEvent,
    FontWeight,
    Icons,
    LazyColumn,
    LazyGrid,
    LazyRow,
    ListTile,
    RefreshControl,
    RefreshEvent,
    ScrollView,
    SectionHeader,
    SectionList,
    Semantics,
    Style,
    Text,
    Widget,
    current_theme,
)
from tempest_core.style import Edge

from pages.frame import SCHEMES, block, example, said

MANY = 100_000
LETTERS = {
    "A": ("Ada", "Amir", "Astrid"),
    "B": ("Beatriz", "Bo"),
    "C": ("Carlos", "Chiara", "Chidi", "Cyrus"),
    "D": ("Dmitri", "Dunja"),
}
NEWS = tuple(f"Train {number} is on time." for number in range(210, 222))
SECONDS = 0.8
"""How long a reload takes here; a real one takes as long as it takes."""


@dataclass
class Lists:
    """How often things were loaded."""

    path: ClassVar[str] = "lists"
    icon: ClassVar[str] = Icons.CHEVRON_DOWN
    about: ClassVar[str] = "A hundred thousand rows, tiles, sections, pull to refresh."

    count: int = 40
    is_loading: bool = False
    loads: int = 0

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def load_more(_: EndReachedEvent) -> None:
            self.count += 40
            app.set_state()

        async def reload(_: RefreshEvent) -> None:
            self.is_loading = True
            app.set_state()
            await asyncio.sleep(SECONDS)
            self.is_loading = False
            self.loads += 1
            app.set_state()

        return [
            example(
                "A hundred thousand rows",
                LazyColumn(
                    key="many",
                    item_count=MANY,
                    item_builder=_row,
                    style=Style(height=320.0),
                    semantics=Semantics(label="Measurements"),
                ),
                note="A few dozen of them are in the page, wherever you scroll.",
            ),
            example(
                "A row, and tiles that never end",
                LazyRow(
                    key="row",
                    item_count=200,
                    item_builder=_card,
                    style=Style(height=88.0),
                    semantics=Semantics(label="Cards"),
                ),
                LazyGrid(
                    key="tiles",
                    columns=4,
                    item_count=self.count,
                    item_builder=_tile,
                    style=Style(height=220.0),
                    on_end_reached=load_more,
                    semantics=Semantics(label="Tiles"),
                ),
                said(f"{self.count} tiles so far", key="tiles-say"),
            ),
            example(
                "Sections",
                SectionList(
                    key="names",
                    sections=[_section(letter, LETTERS[letter]) for letter in LETTERS],
                    style=Style(height=260.0),
                    semantics=Semantics(label="Names"),
                ),
            ),
            example(
                "Pull to refresh",
                ScrollView(
                    key="news",
                    style=Style(height=160.0),
                    semantics=Semantics(label="News"),
                    children=[
                        RefreshControl(
                            key="reload", refreshing=self.is_loading, on_refresh=reload
                        ),
                        said(f"Loaded {self.loads} times", key="reload-says"),
                        *(Text(content=line) for line in NEWS),
                    ],
                ),
            ),
        ]


def _row(index: int) -> Widget:
    scheme = SCHEMES[index % 3]
    return ListTile(
        title=f"Measurement {index + 1:,}",
        subtitle=f"Station {index % 214 + 1}",
        leading=Avatar(initials=f"{index % 100:02}", color_scheme=scheme),
    )


def _card(index: int) -> Widget:
    return Container(
        style=Style(padding=Edge.symmetric(vertical=8.0, horizontal=4.0)),
        child=block(f"Card {index + 1}", style=Style(width=120.0, height=56.0)),
    )


def _tile(index: int) -> Widget:
    role = f"{SCHEMES[index % 3]}_container"
    theme = current_theme()
    return Container(
        style=Style(padding=Edge.all(4.0)),
        child=Container(
            style=Style(
                height=56.0,
                align=AlignItems.CENTER,
                radius=8.0,
                background=theme.color(role),
                color=theme.color(f"on_{role}"),
            ),
            child=Text(content=str(index + 1)),
        ),
    )


def _section(letter: str, names: tuple[str, ...]) -> SectionHeader:
    def header() -> Widget:
        color = current_theme().color(ColorRole.PRIMARY)
        return Text(
            content=letter,
            style=Style(
                padding=Edge.symmetric(vertical=6.0, horizontal=16.0),
                font_weight=FontWeight.BOLD,
                color=color,
            ),
        )

    def item(index: int) -> Widget:
        return ListTile(title=names[index])

    return SectionHeader(
        title=letter, item_count=len(names), item_builder=item, header_builder=header
    )
