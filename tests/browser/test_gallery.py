"""Each page of the gallery, light and dark: what axe-core says, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

import tempestweb
from scripts.client import ROOT
from tests.support.browser import PAGE_SCRIPT, Complaints, idle
from tests.support.examples import APP_FILES
from tests.support.pictures import compare
from tests.support.serving import serve

Scheme = Literal["light", "dark"]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TILE = ROOT / "tests" / "fixtures" / "tile.png"
"""In the place of every tile of a map."""

#: As high as the longest page, so that no picture changes the size of the window.
WINDOW: ViewportSize = {"width": 1280, "height": 3300}

PICTURES = ROOT / "tests" / "fixtures" / "gallery"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAGES = [
    "start",
    *(p.path for p in tempestweb.App.from_file(APP_FILES["gallery"]).state.pages),
]

FINDINGS = """async () => {
  const { violations } = await axe.run();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\\n` + nodes
    .map(({ target, failureSummary }) => `  ${target.join(" ")}: ${failureSummary}`)
    .join("\\n"));
}"""


@dataclass(frozen=True)
class Shown:
    """A page of the gallery in a browser.

    Attributes:
        page: The browser's.
        name: Of the page and the scheme; also of the picture.
    """

    page: Page
    name: str


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Page]:
    """The gallery in one page for all tests, without motion."""
    with (
        serve(APP_FILES["gallery"]) as server,
        browser.new_context(viewport=WINDOW, reduced_motion="reduce") as context,
    ):
        context.add_init_script(path=PAGE_SCRIPT)
        context.add_init_script(path=AXE)
        context.route("https://tile.openstreetmap.org/**", _answer_with_tile)
        complaints = Complaints()
        complaints.listen_to(context)
        page = context.new_page()
        page.goto(server.url)
        yield page
        page.close()
    assert complaints.unexpected() == []


@pytest.fixture(
    scope="module",
    params=[(scheme, name) for scheme in SCHEMES for name in PAGES],
    ids=lambda param: "-".join(reversed(param)),
)
def shown(request: pytest.FixtureRequest, gallery: Page) -> Shown:
    """One page of the gallery, in one scheme."""
    scheme, name = request.param
    gallery.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    gallery.locator(f'[data-key="page-{name}"]').click()
    # So that nothing is pointed at.
    gallery.mouse.move(1270, 5)
    idle(gallery)
    return Shown(gallery, f"{name}-{scheme}")


def _answer_with_tile(route: Route) -> None:
    route.fulfill(path=TILE, headers={"Access-Control-Allow-Origin": "*"})


def test_axe_finds_nothing(shown: Shown) -> None:
    findings: list[Any] = shown.page.evaluate(FINDINGS)
    assert not findings, "\n".join(findings)


def test_a_page_looks_as_it_did(shown: Shown, request: pytest.FixtureRequest) -> None:
    if shown.name.startswith("places"):
        pytest.skip("the tiles of a map come when they come")
    screenshot = shown.page.screenshot(animations="disabled")
    results: Path = request.config.rootpath / "test-results"
    compare(screenshot, PICTURES / f"{shown.name}.png", results)
