"""What a person does with the data notebook that needs no package, in any host."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import fmean

from playwright.sync_api import Locator, expect

from tests.support.deeds import at
from tests.support.examples import EXAMPLES
from tests.support.jupyter import Notebook

NOTEBOOK = EXAMPLES / "data" / "cyclists.ipynb"
SHOWN = 14
"""The cell that shows the app."""

ROWS = list(
    csv.DictReader(NOTEBOOK.with_suffix(".csv").read_text("utf-8").splitlines())
)


def explore(notebook: Notebook) -> None:
    """Run all cells; filter, sort, have something estimated, stop that, export."""
    notebook.run_all()
    notebook.idle()
    app = notebook.app(SHOWN)
    # The last cell chose from outside: a counter, and the busiest days first.
    harbour = [row for row in ROWS if row["counter"] == "Harbour"]
    _expect_found(app, harbour)
    expect(_cell(app, 0, 2)).to_have_text(_busiest(harbour))

    _estimate_and_stop(notebook, app)
    _filter_and_sort(notebook, app)
    assert app.locator(".tw-problem").count() == 0


def _estimate_and_stop(notebook: Notebook, app: Locator) -> None:
    _choose(app, "All counters")
    at(app, "estimate").click()
    result = at(app, "result")
    expect(result).to_contain_text("dry and")
    expect(at(app, "progress")).to_be_visible()
    # Everything answers while it goes on.
    _choose(app, "Old Bridge")
    _expect_found(app, [row for row in ROWS if row["counter"] == "Old Bridge"])
    expect(result).to_contain_text("All counters")
    expect(result).to_contain_text(re.compile(r"rain keeps [\d,]+ to [\d,]+ cyclists"))
    at(app, "stop").click()
    notebook.idle()
    expect(at(app, "estimate")).to_be_visible()
    expect(at(app, "progress")).to_have_count(0)
    expect(result).not_to_contain_text("10,000 of 10,000")


def _filter_and_sort(notebook: Notebook, app: Locator) -> None:
    at(app, "warmth").fill("10")
    at(app, "query-input").fill("sunday")
    notebook.idle()
    found = [
        row
        for row in ROWS
        if row["counter"] == "Old Bridge"
        and float(row["temperature"]) > 10
        and date.fromisoformat(row["day"]).weekday() == 6
    ]
    _expect_found(app, found)
    # The last round may have ended after the click.
    stopped_at = at(app, "result").inner_text()
    at(app, "table-th-3").click()
    # Days of one temperature stay in the order they were in.
    found.sort(key=lambda row: float(row["temperature"]), reverse=True)
    expect(_cell(app, 0, 3)).to_have_text(found[-1]["temperature"])
    at(app, "table-th-3").click()
    expect(_cell(app, 0, 3)).to_have_text(found[0]["temperature"])

    with app.page.expect_download() as download:
        at(app, "export").click()
    assert download.value.suggested_filename == "cyclists.csv"
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == found
    # It was really stopped.
    assert at(app, "result").inner_text() == stopped_at


def _choose(app: Locator, counter: str) -> None:
    at(app, "counter").select_option(counter)


def _cell(app: Locator, row: int, column: int) -> Locator:
    return at(app, f"table-td-{row}-{column}")


def _expect_found(app: Locator, rows: list[dict[str, str]]) -> None:
    """Expect the app to count these rows, and its chart to be of them."""
    expect(at(app, "count")).to_contain_text(f"{len(rows):,} of {len(ROWS):,} counts")
    months = defaultdict(list)
    for row in rows:
        month = f"{date.fromisoformat(row['day']):%b}"
        months[month].append(int(row["cyclists"]))
    words = ", ".join(f"{name} {round(fmean(n))}" for name, n in months.items())
    expect(at(app, "months")).to_have_accessible_name(f"Bar chart. {words}")


def _busiest(rows: list[dict[str, str]]) -> str:
    return f"{max(int(row['cyclists']) for row in rows):,}"
