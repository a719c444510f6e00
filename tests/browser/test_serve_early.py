"""What a user does before the client is there is done when it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import idle
from tests.support.serving import AppServer, Serving

APP = """
import tempest_core as core


class Diary:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.text = ""
        self.is_on = False


def make_state() -> Diary:
    return Diary()


def view(app: core.App[Diary]) -> core.Widget:
    def note(line: str) -> None:
        app.set_state(lambda diary: diary.lines.append(line))

    def write(event) -> None:
        app.state.text = event.value
        note(event.value)

    def switch(event) -> None:
        app.state.is_on = event.checked
        note(str(event.checked))

    return core.Column(
        children=[
            core.Text(key="lines", content=" ".join(app.state.lines)),
            core.Button(key="a", label="A", on_click=lambda: note("A")),
            core.Button(key="b", label="B", on_click=lambda: note("B")),
            core.Input(key="text", value=app.state.text, on_change=write),
            core.Checkbox(
                key="on", label="On", checked=app.state.is_on, on_change=switch
            ),
        ]
    )
"""


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app."""
    return served(APP)


@pytest.fixture
def early(
    page: Page,
    server: AppServer,
    release_script: Callable[[], None],
) -> Callable[[], None]:
    """A page whose client has not come yet; returns what lets it come."""
    page.goto(server.url, wait_until="commit")
    page.wait_for_function("() => window.tempestwebEarly")
    return release_script


def test_what_is_done_before_the_client_is_there_happens_in_its_order(
    page: Page, early: Callable[[], None]
) -> None:
    page.locator('[data-key="a"]').click()
    page.locator('[data-key="text"]').press_sequentially("xy")
    page.locator('[data-key="b"]').click()
    page.locator('[data-key="text"]').press("End")
    page.locator('[data-key="text"]').press_sequentially("z")
    page.locator('[data-key="on"]').get_by_role("checkbox").check()
    page.locator('[data-key="a"]').click()

    early()
    idle(page)

    lines = page.locator('[data-key="lines"]')
    expect(lines).to_have_text("A x xy B xyz True A")
    expect(page.locator('[data-key="text"]')).to_have_value("xyz")
    expect(page.locator('[data-key="on"]').get_by_role("checkbox")).to_be_checked()
    assert page.evaluate("() => window.tempestwebEarly") is None
    # From here on it is the client that listens, and nobody else.
    page.locator('[data-key="b"]').click()
    idle(page)
    expect(lines).to_have_text("A x xy B xyz True A B")


def test_what_is_done_early_after_a_reload_is_done_to_the_state_that_was_there(
    page: Page, early: Callable[[], None]
) -> None:
    early()
    page.locator('[data-key="a"]').click()
    idle(page)
    held: list[Callable[[], None]] = []
    page.unroute("**/page.js?*")
    page.route("**/page.js?*", lambda route: held.append(route.continue_))
    page.reload(wait_until="commit")
    page.wait_for_function("() => window.tempestwebEarly")

    page.locator('[data-key="b"]').click()
    for release in held:
        release()
    page.wait_for_load_state()
    idle(page)

    expect(page.locator('[data-key="lines"]')).to_have_text("A B")
