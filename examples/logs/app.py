"""A hundred thousand lines of a log: searched, filtered by level, scrolled at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tempest_core import (
    AlignItems,
    App,
    Badge,
    BadgeVariant,
    Color,
    ColorRole,
    Column,
    Edge,
    EmptyState,
    LazyColumn,
    Row,
    SearchBar,
    SegmentedControl,
    Semantics,
    Style,
    Text,
    TextChangeEvent,
    TextOverflow,
    Widget,
    current_theme,
)

TITLE = "Log"

LINES = 100_000
LEVELS = ["all", "info", "warning", "error"]
SERVICES = ("web", "queue", "mail", "store", "search")
DEEDS = (
    "answered in {n} ms",
    "took a job, {n} are waiting",
    "wrote {n} rows",
    "read {n} rows",
    "opened a connection, {n} are open",
)
HEIGHT = 44.0
"""Of a line, in CSS px."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    number: int
    level: str
    text: str

    @property
    def time(self) -> str:
        """When it was written: one line each 800 ms, from midnight on."""
        seconds = self.number * 4 // 5
        return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def make_line(number: int) -> Line:
    """Make up a line, always the same for a number."""
    # Stirred well, so that neighbours differ; by steps known from hash functions.
    noise = number * 0x9E3779B1 % 2**32
    noise = (noise ^ noise >> 15) * 0x85EBCA77 % 2**32
    noise ^= noise >> 13
    level = "error" if noise % 97 == 0 else "warning" if noise % 11 == 0 else "info"
    deed = DEEDS[noise // 7 % len(DEEDS)].format(n=noise // 35 % 900)
    return Line(number, level, f"{SERVICES[noise % 7 % 5]}: {deed}")


@dataclass
class Log:
    """The lines, and which of them are wanted."""

    lines: Sequence[Line]
    found: Sequence[Line]
    level: int = 0
    query: str = ""

    def search(self) -> None:
        """Look through all lines for those that are wanted."""
        level, query = LEVELS[self.level], self.query.casefold()
        self.found = [
            line
            for line in self.lines
            if level in ("all", line.level) and query in line.text
        ]


def make_state() -> Log:
    """Start with every line."""
    lines = [make_line(number) for number in range(LINES)]
    return Log(lines, lines)


def view(app: App[Log]) -> Widget:
    """Show what lines are wanted, and those lines."""

    def write(event: TextChangeEvent) -> None:
        want(query=event.value)

    def want(**changes: object) -> None:
        for name, value in changes.items():
            setattr(app.state, name, value)
        app.state.search()
        app.set_state()

    state = app.state
    # As high as the window leaves room for, and never less than a few lines.
    height = max(320.0, (app.media.height or 800.0) - 250.0)
    found = state.found
    content: Widget = LazyColumn(
        key="lines",
        item_count=len(found),
        item_builder=lambda index: _row(found[index]),
        window_size=40,
        style=Style(height=height),
        semantics=Semantics(label="Lines"),
    )
    return Column(
        tag="main",
        style=Style(gap=12.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Log", tag="h1", style=Style(font_size=28.0)),
            SearchBar(
                key="query",
                value=state.query,
                placeholder="Search the log",
                on_change=write,
                on_clear=lambda: want(query=""),
            ),
            SegmentedControl(
                key="level",
                options=LEVELS,
                selected=state.level,
                on_select=lambda level: want(level=level),
                semantics=Semantics(label="Level"),
            ),
            Text(content=f"{len(found):,} lines", key="count", tag="output"),
            content if found else EmptyState(title="No such line"),
        ],
    )


def _row(line: Line) -> Widget:
    quiet: Color = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    scheme = "neutral" if line.level == "info" else line.level
    small = Style(font_family="monospace", font_size=12.0, color=quiet)
    text = Style(
        grow=1.0,
        font_family="monospace",
        font_size=13.0,
        max_lines=1,
        text_overflow=TextOverflow.ELLIPSIS,
    )
    level = Badge(label=line.level, color_scheme=scheme, variant=BadgeVariant.SUBTLE)
    return Row(
        style=Style(
            height=HEIGHT,
            gap=12.0,
            align=AlignItems.CENTER,
            padding=Edge.symmetric(horizontal=8.0),
        ),
        children=[
            Text(content=line.time, style=small),
            level,
            Text(content=line.text, style=text),
        ],
    )
