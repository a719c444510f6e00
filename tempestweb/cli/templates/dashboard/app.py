"""Figures of a shop, for one region or for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import (
    App,
    Button,
    Card,
    Column,
    Edge,
    FontWeight,
    ProgressBar,
    Row,
    Style,
    Text,
    Variant,
    Widget,
)

TITLE = "Sales"

#: Orders and revenue by region; a real app would ask its database.
FIGURES = {
    "North": (320, 18_400.0),
    "South": (280, 15_100.0),
    "East": (150, 9_700.0),
    "West": (410, 23_800.0),
}


@dataclass
class Choice:
    """What the app remembers: the region shown, "" for all."""

    region: str = ""


def make_state() -> Choice:
    """Start with all regions."""
    return Choice()


def view(app: App[Choice]) -> Widget:
    """Show the choice of regions, the totals, and each region's part."""
    shown = [name for name in FIGURES if app.state.region in ("", name)]
    orders = sum(FIGURES[name][0] for name in shown)
    revenue = sum(FIGURES[name][1] for name in shown)
    return Column(
        style=Style(gap=16.0, padding=Edge.all(16), max_width=640.0),
        children=[
            Row(
                style=Style(gap=8.0),
                children=[region_button(app, name) for name in ("", *FIGURES)],
            ),
            Row(
                style=Style(gap=16.0),
                children=[
                    figure("Orders", f"{orders:,}"),
                    figure("Revenue", f"{revenue:,.0f} €"),
                    figure("Per order", f"{revenue / orders:,.2f} €"),
                ],
            ),
            Column(
                style=Style(gap=12.0),
                children=[part(name, revenue) for name in shown],
            ),
        ],
    )


def region_button(app: App[Choice], name: str) -> Widget:
    """Show the button that chooses a region."""

    def choose() -> None:
        app.set_state(lambda choice: setattr(choice, "region", name))

    is_chosen = app.state.region == name
    return Button(
        label=name or "All",
        variant=Variant.SOLID if is_chosen else Variant.OUTLINE,
        on_click=choose,
        key=f"region-{name or 'all'}",
    )


def figure(label: str, value: str) -> Widget:
    """Show one figure."""
    return Card(
        key=label,
        children=[
            Text(content=label),
            Text(
                content=value,
                key=f"{label}-value",
                style=Style(font_size=24.0, font_weight=FontWeight.BOLD),
            ),
        ],
    )


def part(name: str, total: float) -> Widget:
    """Show a region's part of the revenue."""
    share = FIGURES[name][1] / total
    return Column(
        key=f"part-{name}",
        style=Style(gap=4.0),
        children=[
            Text(content=f"{name}: {share:.0%}"),
            ProgressBar(value=share),
        ],
    )
