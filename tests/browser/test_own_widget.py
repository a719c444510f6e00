"""The example of a widget of an app's own: its module and its sheet, in every host."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from scripts.client import ROOT
from tempestweb.wasm.build import BuildOptions, build
from tests.support.browser import idle
from tests.support.jupyter import Notebooks
from tests.support.serving import Serving
from tests.support.static_site import StaticSite

EXAMPLE = ROOT / "examples" / "own_widget"
START_MILLISECONDS = 40_000
"""How long Python in a page may take to start."""


def check(page: Page, shown: Page | Locator) -> None:
    """Rate with the mouse and with the keys; look at what the sheet does."""
    soup = shown.locator('[data-key="Soup"]')
    expect(soup).to_have_css("display", "flex")
    soup.locator(".star").nth(1).click()
    expect(soup).to_have_attribute("title", "2 given")
    soup.locator(".star").nth(1).press("ArrowLeft")
    expect(soup).to_have_attribute("title", "1 given")
    expect(soup.locator(".star").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    idle(page)
    expect(soup.locator(".star.is-full")).to_have_count(5)
    expect(shown.locator('[data-key="average"]')).to_have_text("Average: 5.0")
    last = soup.locator(".star").last
    name = last.evaluate("el => getComputedStyle(el, '::before').animationName")
    assert name == "own-stars-shine"


def test_a_widget_of_an_apps_own_works_in_a_served_page(
    page: Page, served: Serving
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(served(EXAMPLE / "app.py").url)
    check(page, page)

    (module,) = [url for url in asked if "behaviour-own-" in url]
    answer = page.request.get(module)
    assert "immutable" in answer.headers["cache-control"]


def test_a_widget_of_an_apps_own_works_in_a_notebook(open_notebook: Notebooks) -> None:
    files = {path.name: path.read_text("utf-8") for path in EXAMPLE.glob("*.*")}
    notebook = open_notebook(
        "import app, tempestweb\ntempestweb.App(app.make_state(), app.view)",
        files=files,
    )
    notebook.run_all()
    notebook.idle()

    check(notebook.page, notebook.output(0))


def test_a_widget_of_an_apps_own_works_in_a_static_page(
    page: Page, tmp_path: Path
) -> None:
    options = BuildOptions(is_installable=False, is_compressed=False)
    build(str(EXAMPLE), tmp_path / "page", options)
    site = StaticSite(tmp_path / "page")
    site.start()
    try:
        page.goto(site.url)
        ready = page.locator(".tempestweb[data-tw-state=ready]")
        expect(ready).to_be_visible(timeout=START_MILLISECONDS)
        check(page, page)
        page.close()
    finally:
        site.stop()
