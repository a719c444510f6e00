"""The notebooks for people with data, run from top to bottom and used."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.support import cyclists
from tests.support.examples import EXAMPLES
from tests.support.jupyter import Notebooks

NOTEBOOK = EXAMPLES / "data" / "stations.ipynb"
SHOWN = 7


def test_the_data_notebook_filters_plots_computes_and_exports(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook.existing(NOTEBOOK)
    notebook.run_all()
    notebook.idle()
    shown = notebook.app(SHOWN)
    count = shown.locator('[data-key="count"]')
    # The last cell chose a station.
    expect(count).to_have_text("52 of 208 rows")
    picture = shown.locator("img").first
    before = picture.get_attribute("src")
    expect(shown.locator("table tbody tr")).to_have_count(5)

    shown.locator(
        '[data-key="station"] select, select[data-key="station"]'
    ).select_option("Athens")
    notebook.idle()
    expect(shown.locator("table")).to_contain_text("Athens")
    assert picture.get_attribute("src") != before

    shown.locator('[data-key="estimate"]').click()
    expect(shown.locator('[data-key="progress"]')).to_be_visible()
    shown.locator('[data-key="stop"]').click()
    expect(shown.locator('[data-key="result"]')).to_have_text("Stopped.")
    expect(shown.locator('[data-key="progress"]')).to_have_count(0)

    shown.locator('[data-key="estimate"]').click()
    expect(shown.locator('[data-key="result"]')).to_contain_text(
        "The mean lies between", timeout=30_000
    )

    with notebook.page.expect_download() as download:
        shown.locator('[data-key="export"]').click()
    text = Path(download.value.path()).read_text("utf-8")
    assert download.value.suggested_filename == "stations.csv"
    assert text.startswith("week,station,temperature,rain\n")
    assert text.count("Athens") == 52


def test_the_data_notebook_without_packages_does_the_same(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook.existing(cyclists.NOTEBOOK)
    cyclists.explore(notebook)
    app = notebook.app(cyclists.SHOWN)
    result = app.locator('[data-key="result"]')
    # Of what is found now there is too little.
    app.locator('[data-key="estimate"]').click()
    expect(result).to_contain_text("9 wet days: too few")
    app.locator('[data-key="warmth"]').fill("-10")
    app.locator('[data-key="estimate"]').click()
    expect(result).to_contain_text("10,000 of 10,000", timeout=30_000)
    expect(app.locator('[data-key="progress"]')).to_have_count(0)
