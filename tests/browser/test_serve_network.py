"""A page on a bad network: nothing that its user did is lost or done twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints, idle
from tests.support.serving import AppServer, Serving
from tests.support.wire import Wire

APP = """
import tempest_core as core


class Tally:
    count = 0
    text = ""


def make_state() -> Tally:
    return Tally()


def view(app: core.App[Tally]) -> core.Widget:
    def count() -> None:
        app.set_state(lambda tally: setattr(tally, "count", tally.count + 1))
        print(f"counted {app.state.count}", flush=True)

    def change(event) -> None:
        app.set_state(lambda tally: setattr(tally, "text", event.value))

    return core.Column(
        style=core.Style(gap=12.0, padding=core.Edge.all(16)),
        children=[
            core.Text(key="count", content=f"Count: {app.state.count}"),
            core.Button(key="up", label="+", on_click=count),
            core.Input(key="free"),
            core.Input(key="bound", value=app.state.text, on_change=change),
            core.Text(key="said", content=f"Said: {app.state.text}"),
        ],
    )
"""

A_LONG_TIME = "00:15"
"""Minutes and seconds: longer than the client waits for an answer."""

LOST = r"WebSocket connection to|net::ERR_|status of 5\d\d"
"""What browsers report of a network that is gone."""


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app."""
    return served(APP)


@pytest.fixture
def wire(served: Serving, server: AppServer) -> Wire:
    """What the page comes through."""
    return served.wire_to(server)


def click(page: Page, times: int = 1) -> None:
    """Click on the button."""
    for _ in range(times):
        page.locator('[data-key="up"]').click()


def expect_count(page: Page, count: int) -> None:
    """Wait until the page shows a count."""
    expect(page.locator('[data-key="count"]')).to_have_text(f"Count: {count}")


def expect_state(page: Page, state: str) -> None:
    """Wait until the app is in a state."""
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", state)


def test_clicks_on_a_lost_line_take_effect_once_when_it_is_back(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url_at(wire.port))
    click(page, 2)
    idle(page)

    wire.cut()
    expect_state(page, "offline")
    click(page, 3)
    expect(page.get_by_role("status")).to_contain_text("Reconnecting…")
    expect_count(page, 2)
    wire.mend()
    idle(page)

    expect_count(page, 5)
    expect_state(page, "ready")
    expect(page.get_by_role("status")).to_be_empty()


def test_a_line_that_breaks_between_clicks_loses_none_and_doubles_none(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url_at(wire.port))
    idle(page)

    for _ in range(4):
        click(page, 5)
        wire.go_silent()
        click(page, 5)
        wire.cut()
        wire.mend()
        click(page, 5)
    idle(page)

    expect_count(page, 60)
    counted = [line for line in server.log if line.startswith("counted")]
    assert counted == [f"counted {count}" for count in range(1, 61)]


def test_a_click_whose_answer_was_lost_is_not_done_again(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url_at(wire.port))
    idle(page)

    wire.go_silent(is_heard=True)
    click(page)
    server.wait_for_log("counted 1")
    expect_count(page, 0)
    wire.cut()
    expect_state(page, "offline")
    wire.mend()
    idle(page)

    expect_count(page, 1)
    click(page)
    idle(page)
    expect_count(page, 2)


def test_a_line_that_carries_nothing_any_more_is_exchanged(
    page: Page, server: AppServer, wire: Wire
) -> None:
    page.clock.install()
    page.goto(server.url_at(wire.port))
    click(page)
    idle(page)

    wire.go_silent()
    click(page, 2)
    expect_state(page, "busy")
    page.clock.fast_forward(A_LONG_TIME)
    idle(page)

    expect_count(page, 3)


def test_a_lost_line_that_is_back_at_once_goes_unnoticed(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.clock.install()
    page.goto(server.url_at(wire.port))
    idle(page)
    page.evaluate(
        """() => {
          window.notices = [];
          const status = document.querySelector('[role="status"]');
          new MutationObserver(() => notices.push(status.textContent))
            .observe(status, { childList: true });
        }"""
    )

    wire.cut()
    wire.mend()
    expect_state(page, "offline")
    page.clock.run_for(600)
    idle(page)

    assert "".join(page.evaluate("() => window.notices")) == ""


def test_without_websockets_clicks_take_another_way(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect("WebSocket connection to .*403")
    wire.has_websocket = False
    page.goto(server.url_at(wire.port))

    click(page, 3)
    idle(page)

    expect_count(page, 3)
    expect_state(page, "ready")
    assert len(complaints.errors) == 1
    page.reload()
    click(page)
    idle(page)
    expect_count(page, 4)
    # The second time it is known what gets through here.
    assert len(complaints.errors) == 1


def test_without_websockets_a_lost_line_loses_nothing_either(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    wire.has_websocket = False
    page.goto(server.url_at(wire.port))
    click(page, 2)
    idle(page)

    wire.cut()
    expect_state(page, "offline")
    click(page, 3)
    expect(page.get_by_role("status")).to_contain_text("Reconnecting…")
    wire.mend()
    idle(page)

    expect_count(page, 5)


def test_a_server_that_was_restarted_is_told_and_keeps_what_was_typed(
    page: Page, server: AppServer, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url)
    click(page, 2)
    page.locator('[data-key="free"]').fill("not said")
    page.locator('[data-key="bound"]').fill("said")
    idle(page)

    server.stop()
    expect_state(page, "offline")
    expect_count(page, 2)
    server.start()
    idle(page)

    notice = page.get_by_role("status")
    expect(notice).to_contain_text("This is a new session.")
    expect(notice).to_contain_text("The server was restarted")
    expect(notice).to_contain_text("What you typed is still here.")
    expect_count(page, 0)
    expect(page.locator('[data-key="free"]')).to_have_value("not said")
    expect(page.locator('[data-key="bound"]')).to_have_value("said")
    expect(page.locator('[data-key="said"]')).to_have_text("Said: said")
    click(page)
    idle(page)
    expect_count(page, 1)


def test_a_session_that_was_away_for_too_long_is_told_to_be_a_new_one(
    page: Page, served: Serving, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    server = served(APP, arguments=["--session-ttl=0"])
    wire = served.wire_to(server)
    page.goto(server.url_at(wire.port))
    click(page, 2)
    idle(page)

    wire.cut()
    server.wait_for_end_of_sessions()
    wire.mend()
    idle(page)

    expect(page.get_by_role("status")).to_contain_text("away for too long")
    expect_count(page, 0)


def test_without_websockets_a_restarted_server_is_told_too(
    page: Page, server: AppServer, wire: Wire, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    wire.has_websocket = False
    page.goto(server.url_at(wire.port))
    click(page, 2)
    idle(page)

    server.stop()
    expect_state(page, "offline")
    click(page)
    server.start()
    idle(page)

    expect(page.get_by_role("status")).to_contain_text("This is a new session.")
    expect_count(page, 0)


def test_what_was_typed_while_the_server_was_away_is_kept_too(
    page: Page, server: AppServer, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url)
    idle(page)

    server.stop()
    expect_state(page, "offline")
    page.locator('[data-key="bound"]').fill("meanwhile")
    server.start()
    idle(page)

    expect(page.locator('[data-key="bound"]')).to_have_value("meanwhile")
    expect(page.locator('[data-key="bound"]')).to_be_focused()
    expect(page.locator('[data-key="said"]')).to_have_text("Said: meanwhile")


def test_a_page_that_was_left_comes_back_with_its_session(
    page: Page, server: AppServer
) -> None:
    page.goto(server.url)
    click(page, 2)
    idle(page)

    page.goto("about:blank")
    page.go_back()
    click(page)
    idle(page)

    expect_count(page, 3)
