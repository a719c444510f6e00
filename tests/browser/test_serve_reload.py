"""A page that is loaded again: what it shows first is what it showed last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import browser as support
from tests.support.browser import Contexts, idle
from tests.support.serving import COUNTER, AppServer, Serving

SIGHTINGS = Path(support.__file__).with_name("sightings.js")

DARK = "rgb(25, 25, 26)"
"""The surface of the default theme in the dark."""


@pytest.fixture(scope="module")
def counter() -> Iterator[AppServer]:
    """A server of the counter, the same for all tests."""
    server = AppServer.of([COUNTER])
    server.start()
    yield server
    server.stop()


@pytest.fixture
def counted(page: Page, counter: AppServer) -> Page:
    """A page that has counted to one, and notes what is seen from its next load on."""
    page.goto(counter.url)
    page.locator('[data-key="up"]').click()
    idle(page)
    page.context.add_init_script(path=SIGHTINGS)
    return page


def sessions(page: Page, server: AppServer) -> int:
    """Return how many sessions the server has."""
    text = page.request.get(f"{server.url}metrics").text()
    found = re.search(r"^tempestweb_sessions (\d+)", text, re.MULTILINE)
    assert found is not None
    return int(found.group(1))


def sightings(page: Page) -> list[str]:
    """Return what was seen of the count since the page was loaded."""
    seen: list[str] = page.evaluate("() => window.sightings")
    return seen


def test_a_reload_shows_nothing_but_the_state_that_was_there(
    counted: Page, counter: AppServer
) -> None:
    before = sessions(counted, counter)
    answer = counted.reload()
    counted.wait_for_function("() => window.sightings.length > 0")
    idle(counted)
    counted.locator('[data-key="up"]').click()
    idle(counted)
    expect(counted.locator('[data-key="count"]')).to_have_text("Count: 2")

    assert answer is not None
    assert "Count: 1" in answer.text()
    assert sightings(counted)[0] == "Count: 1"
    assert sessions(counted, counter) == before


def test_the_tab_that_is_looked_at_is_the_one_that_is_reloaded(
    counted: Page, counter: AppServer
) -> None:
    other = counted.context.new_page()
    other.goto(counter.url)
    other.locator('[data-key="down"]').click()
    idle(other)
    expect(other.locator('[data-key="count"]')).to_have_text("Count: -1")

    counted.bring_to_front()
    counted.evaluate("() => window.dispatchEvent(new Event('focus'))")
    first = counted.reload()
    # Then it has said, for the last time by itself, that it is looked at.
    idle(counted)
    other.bring_to_front()
    other.evaluate("() => window.dispatchEvent(new Event('focus'))")
    second = other.reload()

    assert first is not None
    assert second is not None
    assert "Count: 1" in first.text()
    assert "Count: -1" in second.text()


def test_a_tab_that_is_sent_the_page_of_another_comes_back_to_its_own(
    counted: Page, counter: AppServer
) -> None:
    before = sessions(counted, counter)
    other = counted.context.new_page()
    other.goto(counter.url)
    idle(other)
    # It was looked at last, and yet it is the first one that is reloaded.
    answer = counted.reload()
    idle(counted)

    assert answer is not None
    assert "Count: 0" in answer.text()
    expect(counted.locator('[data-key="count"]')).to_have_text("Count: 1")
    counted.wait_for_function("() => window.sightings.length > 0")
    assert sightings(counted) == ["Count: 1"]
    assert sessions(counted, counter) == before + 1


def test_a_fresh_tab_that_is_sent_the_page_of_another_begins_anew(
    counted: Page, counter: AppServer
) -> None:
    fresh = counted.context.new_page()
    fresh.route(
        "**/*",
        lambda route: route.continue_(
            headers={**route.request.headers, "cache-control": "no-cache"}
        ),
    )
    answer = fresh.goto(counter.url)
    fresh.locator('[data-key="down"]').click()
    idle(fresh)

    assert answer is not None
    assert "Count: 1" in answer.text()
    expect(fresh.locator('[data-key="count"]')).to_have_text("Count: -1")
    expect(counted.locator('[data-key="count"]')).to_have_text("Count: 1")
    assert "Count: 1" not in sightings(fresh)


def test_a_duplicated_tab_shows_nothing_but_the_shared_state(
    counted: Page, counter: AppServer
) -> None:
    before = sessions(counted, counter)
    # A browser copies what the tab remembers; a popup's frames would not be drawn.
    remembered = counted.evaluate("() => JSON.stringify(sessionStorage)")
    twin = counted.context.new_page()
    twin.add_init_script(f"Object.assign(sessionStorage, {remembered})")
    twin.goto(counter.url)
    idle(twin)
    twin.wait_for_function("() => window.sightings.length > 0")

    assert sightings(twin) == ["Count: 1"]
    # The one that its page was made with is gone already.
    assert sessions(twin, counter) == before


def test_a_first_visit_in_the_dark_is_dark_before_any_script(
    new_context: Contexts, counter: AppServer, served: Serving
) -> None:
    del served
    page = new_context(color_scheme="dark", java_script_enabled=False).new_page()
    page.goto(counter.url)

    scene = page.locator(".tw-scene")
    assert scene.evaluate("e => getComputedStyle(e).backgroundColor") == DARK


def test_a_page_that_is_light_is_remembered_to_be(
    new_context: Contexts, counter: AppServer
) -> None:
    context = new_context(color_scheme="light")
    page = context.new_page()
    page.goto(counter.url)
    idle(page)

    answer = context.new_page().goto(counter.url)

    assert answer is not None
    assert "prefers-color-scheme" not in answer.text()
    assert "color-scheme:light" in answer.text()


def test_a_page_that_turned_out_dark_forgets_what_it_guessed(
    new_context: Contexts, counter: AppServer
) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.clock.install()
    page.goto(counter.url)
    idle(page)
    page.clock.run_for(2000)

    expect(page.locator("#tempestweb-dark")).to_have_count(0)
    scene = page.locator(".tw-scene")
    assert scene.evaluate("e => getComputedStyle(e).backgroundColor") == DARK
