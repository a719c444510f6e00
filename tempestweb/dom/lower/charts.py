"""Lowering of charts: drawings that fit where they are, and say what they show.

A chart draws itself on a canvas of so many px. Nothing in it is pressed, so that it may
be shown smaller where there is less room, which a canvas of the app's own may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from tempest_core import (
    AreaChart,
    BarChart,
    Canvas,
    ChartSeries,
    LineChart,
    PieChart,
    RadarChart,
    Style,
)

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.canvas import drawing_node
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node

_Chart = LineChart | AreaChart | BarChart | PieChart | RadarChart

#: More than so many values, or series, are not listened to.
_MOST: Final = 12


@lowers(LineChart, AreaChart, BarChart, PieChart, RadarChart)
def _chart(chart: _Chart, _context: Context, previous: Node | None) -> Node:
    canvas = chart.render()
    assert isinstance(canvas, Canvas)
    node = drawing_node(canvas, previous, _fitting(chart.style))
    # The canvas takes the component's name for a key where the user gave none.
    node.key = chart.key
    node.attributes = {
        "width": css.number(chart.width),
        "height": css.number(chart.height),
        "viewBox": f"0 0 {css.number(chart.width)} {css.number(chart.height)}",
        "role": "img",
        "aria-label": _in_words(chart),
    }
    return node


def _fitting(style: Style | None) -> str:
    fits = ["flex-shrink:1;min-width:0;stroke-linejoin:round"]
    if style is None or style.max_width is None:
        fits.append("max-width:100%")
    if style is None or style.height is None:
        fits.append("height:auto")
    return ";".join(fits)


def _in_words(chart: _Chart) -> str:
    match chart:
        case LineChart():
            return _sentence("Line chart", _series(chart.series, ()))
        case AreaChart():
            return _sentence("Area chart", _series(chart.series, chart.labels))
        case RadarChart():
            return _sentence("Radar chart", _series(chart.series, chart.axes))
        case BarChart():
            shown = chart.series[:1] or [ChartSeries(points=chart.values)]
            return _sentence("Bar chart", _series(shown, chart.labels))
        case PieChart():
            total = sum(value for _, value in chart.slices) or 1.0
            shares = (f"{label} {value / total:.0%}" for label, value in chart.slices)
            return _sentence("Pie chart", [_listed(shares)] if chart.slices else [])


def _series(series: Sequence[ChartSeries], names: Sequence[str]) -> list[str]:
    return [_one(each, names) for each in series if each.points]


def _one(series: ChartSeries, names: Sequence[str]) -> str:
    points = series.points
    pairs = zip_longest(names[: len(points)], points, fillvalue="")
    words = _listed(
        f"{name} {value:.6g}" if name else f"{value:.6g}" for name, value in pairs
    )
    return f"{series.label}: {words}" if series.label else words


def _listed(words: Iterable[str], separator: str = ", ") -> str:
    kept = list(words)
    if len(kept) > _MOST:
        kept[_MOST:] = ["…"]
    return separator.join(kept)


def _sentence(kind: str, parts: Sequence[str]) -> str:
    return f"{kind}. {_listed(parts, '; ')}" if parts else kind
