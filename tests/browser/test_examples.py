"""Every example in a page of its own: it answers, and says nothing on the console."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import idle
from tests.support.deeds import DEEDS, at
from tests.support.examples import APP_FILES, EXAMPLES
from tests.support.serving import AppServer

WIDTHS = (1280, 400)


@pytest.fixture(scope="module")
def examples() -> Iterator[AppServer]:
    """One server of all examples."""
    server = AppServer.of([EXAMPLES])
    server.start()
    yield server
    server.stop()


def test_every_example_is_tried() -> None:
    assert DEEDS.keys() == APP_FILES.keys()


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_an_example_answers_and_fits_wide_and_narrow_windows(
    name: str, page: Page, examples: AppServer
) -> None:
    page.goto(f"{examples.url}{name}/")
    idle(page)
    DEEDS[name](page.locator(".tempestweb"))
    idle(page)

    assert page.locator(".tw-problem").count() == 0
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # The app hears of it a moment later.
        expect(page.locator("html")).to_have_js_property("scrollWidth", width)


def test_a_narrow_gallery_lists_its_pages_in_a_drawer(
    page: Page, examples: AppServer
) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(f"{examples.url}gallery/")
    idle(page)
    app = page.locator(".tempestweb")
    at(app, "list-pages").press("Enter")
    expect(at(app, "page-forms")).to_be_visible()
    at(app, "page-forms").press("Enter")
    expect(at(app, "title")).to_have_text("Forms")
    expect(at(app, "page-forms")).not_to_be_visible()
    assert page.url.endswith("/gallery/forms")
