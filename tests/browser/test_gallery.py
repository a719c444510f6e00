"""Each page of the gallery, light, dark and mirrored: what axe says, how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

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
LANGUAGES = {"ltr": "English", "rtl": "العربية"}
"""What the gallery is to speak for it to run this way."""
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
    _open(gallery, name, scheme)
    return Shown(gallery, f"{name}-{scheme}")


@pytest.fixture(scope="module", params=PAGES)
def mirrored(request: pytest.FixtureRequest, gallery: Page) -> Shown:
    """One page of the gallery, from right to left."""
    _open(gallery, request.param, "light", "rtl")
    return Shown(gallery, f"{request.param}-mirrored")


def _open(
    gallery: Page, name: str, scheme: Scheme, direction: Literal["ltr", "rtl"] = "ltr"
) -> None:
    gallery.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if gallery.locator(".tw-scene").get_attribute("dir") != direction:
        language = gallery.locator('[data-key="language"]')
        language.select_option(LANGUAGES[direction])
    gallery.locator(f'[data-key="page-{name}"]').click()
    # So that nothing is pointed at: there is nothing in any direction.
    gallery.mouse.move(640, 3299)
    idle(gallery)
    if name == "places":
        # The map has come, and its tiles.
        expect(gallery.locator(".leaflet-tile-loaded").first).to_be_visible()
        expect(
            gallery.locator(".leaflet-tile:not(.leaflet-tile-loaded)")
        ).to_have_count(0)


def _answer_with_tile(route: Route) -> None:
    route.fulfill(path=TILE, headers={"Access-Control-Allow-Origin": "*"})


def test_axe_finds_nothing(shown: Shown) -> None:
    _expect_no_findings(shown.page)


def test_axe_finds_nothing_from_right_to_left(mirrored: Shown) -> None:
    _expect_no_findings(mirrored.page)


def test_a_page_looks_as_it_did(shown: Shown, request: pytest.FixtureRequest) -> None:
    _compare(shown, request.config.rootpath)


@pytest.mark.parametrize("mirrored", ["choices", "navigation"], indirect=True)
def test_a_page_from_right_to_left_looks_as_it_did(
    mirrored: Shown, request: pytest.FixtureRequest
) -> None:
    _compare(mirrored, request.config.rootpath)


def _expect_no_findings(page: Page) -> None:
    findings: list[Any] = page.evaluate(FINDINGS)
    assert not findings, "\n".join(findings)


def _compare(shown: Shown, root: Path) -> None:
    screenshot = shown.page.screenshot(animations="disabled")
    compare(screenshot, PICTURES / f"{shown.name}.png", root / "test-results")
