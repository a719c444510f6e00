"""Tables: rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import App, DataTable, Icons, Table, TableCell, TableRow, Widget

from pages.frame import example

COLUMNS = ["City", "Country", "People"]
CITIES = [
    ("Accra", "Ghana", 2_660_000),
    ("Bogotá", "Colombia", 7_970_000),
    ("Hanoi", "Vietnam", 5_410_000),
    ("Lisbon", "Portugal", 567_000),
    ("Montréal", "Canada", 1_760_000),
    ("Oslo", "Norway", 717_000),
    ("Recife", "Brazil", 1_490_000),
    ("Seoul", "South Korea", 9_390_000),
]


@dataclass
class Tables:
    """How the table is sorted, and which of its pages is shown."""

    path: ClassVar[str] = "tables"
    icon: ClassVar[str] = Icons.CALENDAR
    about: ClassVar[str] = "A small one to read, and one that sorts and turns pages."

    column: int = 0
    is_ascending: bool = True
    page: int = 0

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def sort(column: int) -> None:
            self.is_ascending = column != self.column or not self.is_ascending
            self.column = column
            self.page = 0
            app.set_state()

        def turn(page: int) -> None:
            self.page = page
            app.set_state()

        cities = sorted(
            CITIES, key=lambda row: row[self.column], reverse=not self.is_ascending
        )
        return [
            example(
                "Sorted and in pages",
                DataTable(
                    key="cities",
                    columns=COLUMNS,
                    rows=[[city, land, f"{people:,}"] for city, land, people in cities],
                    sort_column=self.column,
                    sort_ascending=self.is_ascending,
                    on_sort=sort,
                    page=self.page,
                    page_size=5,
                    on_page=turn,
                ),
            ),
            example(
                "Plain",
                Table(
                    headers=["Day", "Opens", "Closes"],
                    rows=[
                        TableRow(cells=[TableCell(content=cell) for cell in row])
                        for row in (
                            ("Weekdays", "8:00", "20:00"),
                            ("Saturday", "9:00", "18:00"),
                            ("Sunday", "10:00", "14:00"),
                        )
                    ],
                ),
            ),
        ]
