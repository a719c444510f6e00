"""Charts: figures that are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    App,
    AreaChart,
    BarChart,
    Button,
    ChartSeries,
    Icons,
    LineChart,
    PieChart,
    RadarChart,
    Semantics,
    Variant,
    Widget,
)

from pages.frame import example, labelled, quiet, side_by_side

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
RAIN = [82.0, 74.0, 61.0, 48.0, 30.0, 12.0]
SUN = [120.0, 140.0, 190.0, 230.0, 290.0, 320.0]


@dataclass
class Charts:
    """Which year is shown."""

    path: ClassVar[str] = "charts"
    icon: ClassVar[str] = Icons.CHEVRON_UP
    about: ClassVar[str] = (
        "Lines, areas, bars, pies and radars, in the theme's colours."
    )

    year: int = 2026

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def turn() -> None:
            self.year = 2025 if self.year == 2026 else 2026
            app.set_state()

        factor = 1.0 if self.year == 2026 else 0.7
        rain = [value * factor for value in RAIN]
        sun = [value * factor for value in SUN]
        both = [
            ChartSeries(points=rain, label="Rain", color_scheme="info"),
            ChartSeries(points=sun, label="Sun", color_scheme="warning"),
        ]
        names = f"rain in blue, sun in orange, January to June {self.year}"
        width = 300.0 if app.media.width < 600 else 400.0
        return [
            example(
                "Lines and areas",
                side_by_side(
                    LineChart(
                        key="lines",
                        width=width,
                        series=both,
                        semantics=Semantics(role="img", label=f"Lines: {names}"),
                    ),
                    AreaChart(
                        width=width,
                        series=both,
                        labels=MONTHS,
                        stacked=True,
                        semantics=Semantics(role="img", label=f"Areas: {names}"),
                    ),
                    gap=24.0,
                ),
                quiet(names.capitalize() + "."),
                side_by_side(
                    Button(
                        label="The other year",
                        key="year",
                        variant=Variant.OUTLINE,
                        on_click=turn,
                    )
                ),
            ),
            example(
                "Bars",
                side_by_side(
                    BarChart(
                        width=width,
                        values=rain,
                        labels=MONTHS,
                        semantics=Semantics(role="img", label=f"Rain in {self.year}"),
                    ),
                    BarChart(
                        width=width,
                        values=sun,
                        labels=MONTHS,
                        color_scheme="warning",
                        semantics=Semantics(role="img", label=f"Sun in {self.year}"),
                    ),
                    gap=24.0,
                ),
            ),
            example("Shares and profiles", _shares(width)),
        ]


def _shares(width: float) -> Widget:
    slices = [("Trains", 46.0), ("Boats", 21.0), ("Planes", 33.0)]
    axes = ["Price", "Speed", "Comfort", "Range", "Noise"]
    return side_by_side(
        labelled(
            "How people came",
            PieChart(
                width=width,
                slices=slices,
                hole=0.55,
                semantics=Semantics(role="img", label="46 trains, 33 planes, 21 boats"),
            ),
        ),
        labelled(
            "Two cars",
            RadarChart(
                width=width,
                height=240.0,
                axes=axes,
                series=[
                    ChartSeries(points=[4.0, 2.0, 5.0, 3.0, 4.0], label="One"),
                    ChartSeries(points=[2.0, 5.0, 3.0, 4.0, 2.0], label="Other"),
                ],
                semantics=Semantics(role="img", label="Two cars, in five respects"),
            ),
        ),
        gap=24.0,
    )
