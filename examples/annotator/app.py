"""Mark what is in a picture: boxes drawn with the pointer, named, kept as JSON."""

from __future__ import annotations

from listing import marked
from marking import Marking
from sample import WIDTH
from stage import stage
from tempest_core import Column, Edge, Row, Style, Text, Widget
from tempest_core.style import AlignItems
from tools import names, tools

from tempestweb import App

TITLE = "Annotator"


def make_state() -> Marking:
    """Start with a picture and one box in it."""
    start = Marking()
    start.add((0.11, 0.35), (0.44, 0.81))
    start.past.clear()
    start.selected = None
    return start


def view(app: App[Marking]) -> Widget:
    """Show the picture, and beside or below it what is marked."""
    # Before a page has said how wide it is, it is wide.
    window = app.media.width or 1280.0
    width = min(WIDTH, max(240.0, window - 32.0))
    arranged = Row if window >= 1000 else Column
    return Column(
        style=Style(gap=16.0, padding=Edge.all(16)),
        children=[
            Text(content=TITLE, tag="h1", style=Style(font_size=24.0)),
            arranged(
                style=Style(gap=24.0, align=AlignItems.START),
                children=[
                    Column(
                        style=Style(gap=12.0, width=width),
                        children=[names(app), stage(app, width), tools(app)],
                    ),
                    marked(app, min(width, 360.0)),
                ],
            ),
        ],
    )
