"""A built folder in a real browser: the page alone, with nobody behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from scripts.client import ROOT
from tempestweb.wasm.build import BuildOptions, build
from tests.support.browser import idle
from tests.support.static_site import StaticSite

COUNTER = ROOT / "examples" / "counter" / "app.py"

READY = ".tempestweb[data-tw-state=ready]"

START_MILLISECONDS = 40_000
"""How long Python may take to start; about four seconds where nothing else runs."""

#: With a pure-Python dependency, a module of its own, and a data file.
PACKAGED = {
    "app.py": """
# /// script
# dependencies = ["humanize>=4"]
# ///
from dataclasses import dataclass
from pathlib import Path

import humanize
from tempest_core import App, Button, Column, Input, Text, Widget

import greetings

PERSIST = True


@dataclass
class State:
    count: int = 999
    name: str = ""


def make_state() -> State:
    return State()


def view(app: App[State]) -> Widget:
    def more() -> None:
        app.set_state(lambda state: setattr(state, "count", state.count * 1000))

    def rename(event) -> None:
        app.set_state(lambda state: setattr(state, "name", event.value))

    def parse() -> None:
        import csv

        rows = list(csv.reader(Path("data/names.csv").read_text().splitlines()))
        app.set_state(lambda state: setattr(state, "name", rows[0][1]))

    def fail() -> None:
        raise RuntimeError("as it was told")

    return Column(
        children=[
            Text(key="count", content=humanize.intword(app.state.count)),
            Text(key="greeting", content=greetings.greet(app.state.name)),
            Input(key="name", value=app.state.name, on_change=rename),
            Button(key="more", label="More", on_click=more),
            Button(key="parse", label="Parse", on_click=parse),
            Button(key="fail", label="Fail", on_click=fail),
        ]
    )
""",
    "greetings.py": """
def greet(name: str) -> str:
    return f"Hello {name or 'nobody'}"
""",
    "data/names.csv": "first,Ada\n",
}


@pytest.fixture(scope="session")
def make_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., StaticSite]]:
    """Builds an app and serves it; everything ends with the tests."""
    sites: list[StaticSite] = []

    def make(app: object, options: BuildOptions | None = None) -> StaticSite:
        folder = tmp_path_factory.mktemp("site") / "built"
        build(str(app), folder, options)
        site = StaticSite(folder)
        site.start()
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def counter(make_site: Callable[..., StaticSite]) -> StaticSite:
    """The counter, built."""
    return make_site(COUNTER)


@pytest.fixture(scope="session")
def packaged(
    make_site: Callable[..., StaticSite], tmp_path_factory: pytest.TempPathFactory
) -> StaticSite:
    """An app with a dependency, a module and a data file of its own, built."""
    folder = tmp_path_factory.mktemp("packaged")
    for name, text in PACKAGED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return make_site(folder)


@pytest.fixture
def strangers(context: BrowserContext) -> list[str]:
    """Requests for other origins, none of which is answered."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        url = route.request.url
        if url.startswith("http://127.0.0.1:"):
            route.continue_()
            return
        asked.append(url)
        route.abort()

    context.route("**/*", refuse)
    return asked


def wait_for_python(page: Page) -> None:
    """Wait until the app runs."""
    page.locator(READY).wait_for(timeout=START_MILLISECONDS)
    idle(page)


def test_what_is_clicked_before_python_is_there_counts_when_it_is(
    counter: StaticSite, page: Page, strangers: list[str]
) -> None:
    page.goto(counter.url)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 0")
    assert page.locator(READY).count() == 0
    for _ in range(3):
        page.locator("[data-key=up]").click()
    page.locator("[data-key=down]").click()
    wait_for_python(page)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 2")
    expect(page.locator(".tw-boot")).to_have_count(0)
    page.locator("[data-key=up]").click()
    idle(page)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 3")
    assert strangers == []
    assert all(path.startswith("/some/where/") for path in counter.requests)


def test_an_app_has_its_packages_its_modules_and_its_files(
    packaged: StaticSite, page: Page, strangers: list[str]
) -> None:
    page.goto(packaged.url)
    field = page.locator("[data-key=name]")
    field.fill("Grace")
    wait_for_python(page)
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello Grace")
    page.locator("[data-key=more]").click()
    idle(page)
    expect(page.locator("[data-key=count]")).to_have_text("999.0 thousand")
    # A module that the page did not start with.
    assert not any("/rest/csv-" in path for path in packaged.requests)
    page.locator("[data-key=parse]").click()
    idle(page)
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello Ada")
    assert any("/rest/csv-" in path for path in packaged.requests)
    assert strangers == []
