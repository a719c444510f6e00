"""A dashboard: figures, charts and a table that follow a region and a span of time."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import (
    App,
    AreaChart,
    BarChart,
    Card,
    CardVariant,
    ChartSeries,
    Column,
    DataTable,
    Edge,
    FontWeight,
    Grid,
    JustifyContent,
    MetricCard,
    PieChart,
    Row,
    SegmentedControl,
    Semantics,
    Style,
    Text,
    Widget,
)

TITLE = "Sales"

REGIONS = ["All", "North", "South", "West"]
SPANS = {"3 months": 3, "6 months": 6, "Year": 12}
MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
SHARES = {"Bread": 0.46, "Cheese": 0.33, "Olives": 0.21}

#: Revenue in thousands, by region and month; a real app would ask its database.
REVENUE = {
    "North": [31, 33, 36, 34, 39, 42, 45, 44, 41, 47, 52, 58],
    "South": [22, 21, 24, 27, 31, 36, 41, 43, 37, 33, 30, 34],
    "West": [12, 15, 14, 18, 21, 20, 24, 27, 29, 33, 36, 41],
}


@dataclass
class Choice:
    """The region that is shown, and how many months back."""

    region: int = 0
    span: int = 1

    def series(self) -> dict[str, list[float]]:
        """Return the revenue that was asked for, month by month."""
        months = list(SPANS.values())[self.span]
        wanted = REGIONS[1:] if self.region == 0 else [REGIONS[self.region]]
        return {name: [float(v) for v in REVENUE[name][-months:]] for name in wanted}


def make_state() -> Choice:
    """Start with half a year of all regions."""
    return Choice()


def view(app: App[Choice]) -> Widget:
    """Show the choice, the figures, the charts and the table."""
    is_wide = app.media.width >= 760 or app.media.width == 0.0
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=1080.0, gap=16.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Sales", tag="h1", style=Style(font_size=28.0)),
            _choice(app, is_wide=is_wide),
            _figures(app.state.series(), columns=4 if is_wide else 2),
            _details(app, is_wide=is_wide),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def _choice(app: App[Choice], *, is_wide: bool) -> Widget:
    def choose_region(index: int) -> None:
        app.set_state(lambda choice: setattr(choice, "region", index))

    def choose_span(index: int) -> None:
        app.set_state(lambda choice: setattr(choice, "span", index))

    return Grid(
        columns=2 if is_wide else 1,
        gap="md",
        children=[
            SegmentedControl(
                key="region",
                options=REGIONS,
                selected=app.state.region,
                on_select=choose_region,
                semantics=Semantics(label="Region"),
            ),
            SegmentedControl(
                key="span",
                options=list(SPANS),
                selected=app.state.span,
                on_select=choose_span,
                semantics=Semantics(label="Span"),
            ),
        ],
    )


def _figures(series: dict[str, list[float]], columns: int) -> Widget:
    months = [sum(month) for month in zip(*series.values(), strict=True)]
    growth = (months[-1] / months[0] - 1) * 100
    best = max(series, key=lambda name: sum(series[name]))
    figures = (
        ("Revenue", f"{sum(months):,.0f} k", f"{growth:+.0f} %", growth >= 0),
        ("Each month", f"{sum(months) / len(months):,.0f} k", None, True),
        ("Last month", f"{months[-1]:,.0f} k", None, True),
        ("Strongest", best, None, True),
    )
    return Grid(
        columns=columns,
        gap="md",
        children=[
            MetricCard(key=label, label=label, value=value, delta=delta, delta_up=is_up)
            for label, value, delta, is_up in figures
        ],
    )


def _details(app: App[Choice], *, is_wide: bool) -> Widget:
    series = app.state.series()
    months = MONTHS[-len(next(iter(series.values()))) :]
    # As wide as the page leaves room for: its padding, the cards', and the gap.
    room = min(app.media.width or 1080.0, 1080.0)
    width = (room - 40 - 16) / 2 - 32 if is_wide else room - 40 - 32
    total = {name: sum(values) for name, values in series.items()}
    lines = [ChartSeries(points=values, label=name) for name, values in series.items()]
    shares = [
        (name, round(sum(total.values()) * part)) for name, part in SHARES.items()
    ]
    charts = [
        _chart(
            "Month by month",
            AreaChart(
                key="area",
                width=width,
                height=220.0,
                series=lines,
                labels=months,
                stacked=True,
                semantics=Semantics(role="img", label="Revenue month by month"),
            ),
        ),
        _chart(
            "By region",
            BarChart(
                key="bars",
                width=width,
                height=220.0,
                values=list(total.values()),
                labels=list(total),
                semantics=Semantics(role="img", label="Revenue by region"),
            ),
        ),
        _chart(
            "By product",
            PieChart(
                key="pie",
                width=width,
                height=220.0,
                hole=0.6,
                slices=[(name, float(value)) for name, value in shares],
                semantics=Semantics(role="img", label="Revenue by product"),
            ),
        ),
    ]
    children = [*charts, _table(series)]
    return Grid(columns=2 if is_wide else 1, gap="md", children=children)


def _chart(title: str, chart: Widget) -> Widget:
    heading = Text(
        content=title,
        tag="h2",
        style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
    )
    return Card(variant=CardVariant.OUTLINED, children=[heading, chart])


def _table(series: dict[str, list[float]]) -> Widget:
    rows = [
        [name, f"{sum(values):,.0f} k", f"{max(values):,.0f} k"]
        for name, values in series.items()
    ]
    return DataTable(
        key="table", columns=["Region", "Revenue", "Best month"], rows=rows
    )
