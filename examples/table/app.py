"""A table with filters, sorting and pages: what weather stations measured."""

from __future__ import annotations

from dataclasses import dataclass

from tempest_core import (
    App,
    Card,
    CardVariant,
    ColorRole,
    Column,
    Container,
    DataTable,
    Dropdown,
    Edge,
    EmptyState,
    JustifyContent,
    RangeChangeEvent,
    RangeSlider,
    Row,
    ScrollView,
    SearchBar,
    SelectEvent,
    Semantics,
    Style,
    Text,
    TextChangeEvent,
    Widget,
    current_theme,
)

TITLE = "Stations"

COLUMNS = ["Station", "Country", "Height", "Rain"]
ANY = "Any country"
PLACES = {
    "Norway": ("Bergen", "Bodø", "Oslo", "Røros", "Tromsø", "Voss"),
    "Portugal": ("Aveiro", "Braga", "Évora", "Faro", "Lisbon", "Porto"),
    "Vietnam": ("Đà Lạt", "Hanoi", "Huế", "Sapa", "Vinh"),
    "Brazil": ("Belém", "Manaus", "Natal", "Recife"),
}
ROWS_ON_A_PAGE = 8
MOST_RAIN = 300.0


@dataclass(frozen=True)
class Station:
    """One row: where a station is, and how much it rained there, in mm."""

    name: str
    country: str
    height: int
    rain: int


#: Three stations in each place; a real app would read them from somewhere.
STATIONS = [
    Station(
        f"{place} {kind}", country, (7 * n * n + 13 * k) % 900, (37 * n + 71 * k) % 300
    )
    for n, (place, country) in enumerate(
        (place, country) for country, places in PLACES.items() for place in places
    )
    for k, kind in enumerate(("Airport", "Harbour", "Hill"))
]


@dataclass
class Choice:
    """What is asked for, how it is sorted, and which page is shown."""

    query: str = ""
    country: str = ANY
    least: float = 0.0
    most: float = MOST_RAIN
    column: int = 0
    is_ascending: bool = True
    page: int = 0

    def found(self) -> list[Station]:
        """List what was asked for, in order."""
        query = self.query.casefold()
        found = [
            station
            for station in STATIONS
            if query in station.name.casefold()
            and self.country in (ANY, station.country)
            and self.least <= station.rain <= self.most
        ]
        keys = (
            lambda station: station.name,
            lambda station: station.country,
            lambda station: station.height,
            lambda station: station.rain,
        )
        found.sort(key=keys[self.column], reverse=not self.is_ascending)
        return found


def make_state() -> Choice:
    """Start with all stations, by name."""
    return Choice()


def view(app: App[Choice]) -> Widget:
    """Show the filters, and below them what they leave."""
    found = app.state.found()
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=960.0, gap=16.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Stations", tag="h1", style=Style(font_size=28.0)),
            _filters(app),
            Text(
                content=f"{len(found)} of {len(STATIONS)} stations",
                key="count",
                tag="output",
            ),
            _table(app, found) if found else EmptyState(title="No such station"),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def _filters(app: App[Choice]) -> Widget:
    def ask(**changes: object) -> None:
        for name, value in changes.items():
            setattr(app.state, name, value)
        # What was on the page is somewhere else now.
        app.state.page = 0
        app.set_state()

    def search(event: TextChangeEvent) -> None:
        ask(query=event.value)

    def choose(event: SelectEvent) -> None:
        ask(country=event.value)

    def limit(event: RangeChangeEvent) -> None:
        ask(least=event.low, most=event.high)

    state = app.state
    quiet = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    amount = f"Rain from {state.least:.0f} to {state.most:.0f} mm"
    return Card(
        variant=CardVariant.OUTLINED,
        gap_step="md",
        children=[
            SearchBar(
                key="query",
                value=state.query,
                placeholder="Search stations",
                on_change=search,
                on_clear=lambda: ask(query=""),
            ),
            Dropdown(
                key="country",
                options=[ANY, *PLACES],
                value=state.country,
                on_select=choose,
                semantics=Semantics(label="Country"),
            ),
            Text(content=amount, style=Style(font_size=13.0, color=quiet)),
            RangeSlider(
                key="rain",
                low=state.least,
                high=state.most,
                max_value=MOST_RAIN,
                step=10.0,
                on_change=limit,
                semantics=Semantics(label="Rain in mm"),
            ),
        ],
    )


def _table(app: App[Choice], found: list[Station]) -> Widget:
    def sort(column: int) -> None:
        state = app.state
        state.is_ascending = column != state.column or not state.is_ascending
        state.column = column
        state.page = 0
        app.set_state()

    def turn(page: int) -> None:
        app.set_state(lambda state: setattr(state, "page", page))

    table = DataTable(
        key="table",
        columns=COLUMNS,
        rows=[
            [each.name, each.country, f"{each.height:,} m", f"{each.rain} mm"]
            for each in found
        ],
        sort_column=app.state.column,
        sort_ascending=app.state.is_ascending,
        on_sort=sort,
        page=app.state.page,
        page_size=ROWS_ON_A_PAGE,
        on_page=turn,
    )
    # A narrow screen scrolls the table, not the page.
    return ScrollView(
        horizontal=True,
        focusable=True,
        semantics=Semantics(role="group", label="Stations"),
        children=[Container(style=Style(min_width=520.0, grow=1.0), child=table)],
    )
