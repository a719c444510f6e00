"""Every example as a static page: Python in it, and nobody behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tempestweb.wasm.build import BuildOptions, build
from tests.support.browser import idle
from tests.support.deeds import DEEDS
from tests.support.examples import EXAMPLES
from tests.support.static_site import StaticSite

pytestmark = pytest.mark.static

READY = ".tempestweb[data-tw-state=ready]"

START_MILLISECONDS = 40_000
"""How long Python may take to start; about four seconds where nothing else runs."""


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - {"counter"}))
def test_an_example_that_is_built_answers(
    name: str, page: Page, tmp_path: Path, strangers: list[str]
) -> None:
    options = BuildOptions(is_compressed=False, is_installable=False)
    build(str(EXAMPLES / name), tmp_path / "page", options)
    site = StaticSite(tmp_path / "page")
    site.start()

    page.goto(site.url)
    page.locator(READY).wait_for(timeout=START_MILLISECONDS)
    DEEDS[name](page.locator(".tempestweb"))
    idle(page)

    assert page.locator(".tw-problem").count() == 0
    assert strangers == []
    page.close()
    site.stop()
