"""Plots of some tables, as small SVG files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

_LOOK: Final[Any] = {
    "svg.fonttype": "none",
    # The same figures give the same file.
    "svg.hashsalt": "tempestweb",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e3e6ea",
    "axes.prop_cycle": cycler(color=["#3f6fd1", "#d1703f", "#3f9b74", "#8a62c2"]),
}


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn of a table: columns over its first one, or bars of one column.

    Attributes:
        file: The name of the file.
        table: How the table's title begins.
        columns: What is drawn.
        unit: What the axis says.
    """

    file: str
    table: str
    columns: Sequence[str]
    unit: str
    is_bars: bool = False


CURVES: Final = {
    "scaling": (
        Curve("list-change", "One row of a list", ("plain", "each", "lazy"), "ms"),
        Curve("list-mount", "A list is mounted", ("plain", "each", "lazy"), "ms"),
    ),
    "load": (
        Curve("sessions-late", "Open sessions", ("p50 (ms)", "p99 (ms)"), "ms"),
        Curve("sessions-memory", "Open sessions", ("KB a session",), "KB a session"),
    ),
    "peers": (
        Curve("peers-load", "The counter", ("load KB",), "KB, first load", True),
        Curve("peers-click", "1,000 rows", ("p50",), "ms, click to DOM", True),
        Curve(
            "peers-cpu",
            "1,000 rows",
            ("CPU a click",),
            "ms of server CPU a click",
            True,
        ),
    ),
}


def plots_of(
    part: str, tables: Sequence[dict[str, Any]], folder: Path
) -> Iterator[tuple[str, Path]]:
    """Draw what there is to draw of a part; yield each plot's title and file."""
    for curve in CURVES.get(part, ()):
        for table in tables:
            if table["title"].startswith(curve.table):
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / f"benchmark-{curve.file}.svg"
                _draw(curve, table, path)
                yield f"{table['title']}: {curve.unit}", path
                break


def _draw(curve: Curve, table: dict[str, Any], path: Path) -> None:
    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(6.4, 2.6), layout="constrained")
        axes = figure.subplots()
        if curve.is_bars:
            _bars(axes, curve, table)
        else:
            _lines(axes, curve, table)
        figure.savefig(path, metadata={"Date": None, "Creator": None})


def _lines(axes: Any, curve: Curve, table: dict[str, Any]) -> None:
    header: list[str] = table["header"]
    for name in curve.columns:
        column = header.index(name)
        points = [
            (row[0], row[column])
            for row in table["rows"]
            if isinstance(row[column], int | float)
        ]
        axes.plot(*zip(*points, strict=True), marker="o", markersize=3.5, label=name)
    axes.set(xscale="log", yscale="log", xlabel=header[0], ylabel=curve.unit)
    if len(curve.columns) > 1:
        axes.legend(frameon=False)


def _bars(axes: Any, curve: Curve, table: dict[str, Any]) -> None:
    column = table["header"].index(curve.columns[0])
    rows = list(reversed(table["rows"]))
    bars = axes.barh([row[0] for row in rows], [row[column] for row in rows])
    axes.bar_label(bars, fmt=_short, padding=3)
    axes.set(xlabel=curve.unit)
    axes.grid(visible=False, axis="y")


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
