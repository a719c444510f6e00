"""A page whose server is gone: what is shown, what waits, what a reload finds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints, idle
from tests.support.serving import AppServer, Serving, command_of, serve_command

APP = '''
"""Notes down what is said."""

import tempest_core as core


class Notes:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.text = ""
        self.is_loud = False


def make_state() -> Notes:
    return Notes()


def view(app: core.App[Notes]) -> core.Widget:
    def note(line: str) -> None:
        app.set_state(lambda notes: notes.lines.append(line))
        print(f"noted {line}", flush=True)

    def write(event) -> None:
        app.set_state(lambda notes: setattr(notes, "text", event.value))

    def switch(event) -> None:
        app.set_state(lambda notes: setattr(notes, "is_loud", event.checked))

    return core.Column(
        style=core.Style(gap=12.0, padding=core.Edge.all(16)),
        children=[
            core.Text(key="lines", content=" ".join(["Said:", *app.state.lines])),
            core.Input(key="text", value=app.state.text, on_change=write),
            core.Button(key="a", label="A", on_click=lambda: note("A")),
            core.Button(
                key="say", label="Say", on_click=lambda: note(app.state.text)
            ),
            core.Button(
                key="pay",
                label="Pay",
                on_click=lambda: note("paid"),
                attrs={"data-offline": "refuse"},
            ),
            core.Checkbox(
                key="loud",
                label="Loud",
                checked=app.state.is_loud,
                on_change=switch,
            ),
            core.Input(key="free"),
        ],
    )
'''

LOST = r"WebSocket connection to|net::ERR_|status of 5\d\d"
"""What browsers report of a network that is gone."""


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app, which is not at the root."""
    return served(APP, base="/notes/")


def click(page: Page, key: str) -> None:
    page.locator(f'[data-key="{key}"]').click()


def expect_lines(page: Page, *lines: str) -> None:
    expect(page.locator('[data-key="lines"]')).to_have_text(" ".join(["Said:", *lines]))


def expect_state(page: Page, state: str) -> None:
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", state)


def noted(server: AppServer, count: int) -> list[str]:
    """Return what the app has noted, once there is so much of it."""
    server.wait_for_log("noted ", count)
    lines = [line.removeprefix("noted ") for line in server.log]
    return [new for new, line in zip(lines, server.log, strict=True) if new != line]


def visit(page: Page, address: str) -> None:
    """Open the app, and wait until its worker is there for the next visit."""
    page.goto(address)
    idle(page)
    expect(page.locator('link[rel="manifest"]')).to_be_attached()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")


def may_ask_before_it_goes(page: Page) -> bool:
    """Tell whether the page listens to its end."""
    chromium = page.context.new_cdp_session(page)
    window = chromium.send("Runtime.evaluate", {"expression": "window"})
    of = {"objectId": window["result"]["objectId"]}
    listeners = chromium.send("DOMDebugger.getEventListeners", of)["listeners"]
    chromium.detach()
    return any(listener["type"] == "beforeunload" for listener in listeners)


def test_a_reload_without_a_server_shows_what_was_shown_and_loses_nothing(
    page: Page, server: AppServer, served: Serving, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    wire = served.wire_to(server)
    visit(page, server.url_at(wire.port))
    chromium = page.context.new_cdp_session(page)
    errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window without a profile, as tests have it, installs nothing.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    assert chromium.send("Page.getAppManifest")["errors"] == []
    click(page, "a")
    page.locator('[data-key="text"]').fill("said")
    idle(page)

    assert not may_ask_before_it_goes(page)
    wire.cut()
    expect_state(page, "offline")
    click(page, "say")
    assert may_ask_before_it_goes(page)
    page.locator('[data-key="text"]').fill("said later")
    click(page, "say")
    page.locator('[data-key="free"]').fill("for myself")
    page.reload()

    expect(page).to_have_title(re.compile("Test a reload"))
    expect_lines(page, "A")
    expect(page.locator('[data-key="text"]')).to_have_value("said later")
    expect(page.locator('[data-key="free"]')).to_have_value("for myself")
    expect_state(page, "offline")
    click(page, "a")
    expect(page.get_by_role("status")).to_contain_text("4 actions waiting")
    page.reload()
    expect_state(page, "offline")
    expect_lines(page, "A")
    wire.mend()
    idle(page)

    expect_lines(page, "A", "said", "said later", "A")
    expect(page.locator('[data-key="text"]')).to_have_value("said later")
    expect(page.locator('[data-key="free"]')).to_have_value("for myself")
    expect(page.get_by_role("status")).to_be_empty()
    assert not may_ask_before_it_goes(page)
    assert noted(server, 4) == ["A", "said", "said later", "A"]
    # From here on it is a page as any other.
    page.reload()
    idle(page)
    expect_lines(page, "A", "said", "said later", "A")


def test_what_waited_for_a_server_that_was_restarted_is_told_as_not_delivered(
    page: Page, server: AppServer, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    visit(page, server.url)
    server.stop()
    expect_state(page, "offline")
    click(page, "a")
    click(page, "a")
    page.locator('[data-key="text"]').fill("kept")
    page.locator('[data-key="loud"]').get_by_role("checkbox").check()
    page.reload()
    expect_state(page, "offline")
    click(page, "a")

    server.start()
    idle(page)

    notice = page.get_by_role("status")
    expect(notice).to_contain_text("This is a new session.")
    expect(notice).to_contain_text("Not delivered: 3 actions.")
    expect_lines(page)
    expect(page.locator('[data-key="text"]')).to_have_value("kept")
    expect(page.locator('[data-key="loud"]').get_by_role("checkbox")).to_be_checked()
    click(page, "say")
    idle(page)
    expect_lines(page, "kept")


def test_an_action_that_an_app_does_not_let_wait_is_told_as_not_done(
    page: Page, server: AppServer, served: Serving, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    wire = served.wire_to(server)
    page.goto(server.url_at(wire.port))
    idle(page)
    wire.cut()
    expect_state(page, "offline")

    click(page, "pay")
    expect(page.get_by_role("alert")).to_contain_text("This was not done")
    click(page, "a")
    expect(page.get_by_role("status")).to_contain_text("1 action waiting")
    wire.mend()
    idle(page)

    expect_lines(page, "A")
    expect(page.get_by_role("alert")).to_be_empty()
    assert noted(server, 1) == ["A"]


def test_nobody_finds_what_somebody_else_was_shown(
    page: Page, server: AppServer, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    visit(page, server.url)
    click(page, "a")
    idle(page)
    server.stop()

    # In another tab, and in this one by the app's address.
    other = page.context.new_page()
    for each in (other, page):
        each.goto(server.url)
        expect(each.get_by_role("heading")).to_have_text("This page is not connected.")
        assert each.locator(".tempestweb").count() == 0
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const all = await Promise.all(names.map(async (name) => {
            const cache = await caches.open(name);
            const answers = await Promise.all(
              (await cache.keys()).map((request) => cache.match(request))
            );
            return Promise.all(answers.map((answer) => answer.text()));
          }));
          return all.flat().filter((text) => text.includes("Said:")).length;
        }"""
    )
    assert kept == 0
    server.start()
    idle(other)
    expect_lines(other)


def test_a_server_that_wants_no_worker_takes_away_that_of_an_earlier_one(
    page: Page, served: Serving, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    app = served.write(APP)
    server = served(app)
    visit(page, server.url)
    server.stop()
    words = command_of(app, f"--port={server.port}", command="dev")
    with serve_command(words):
        page.reload()
        idle(page)
        page.evaluate(
            """async () => {
              const { serviceWorker } = navigator;
              while (await serviceWorker.getRegistration()) {
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
            }"""
        )
        assert page.locator('link[rel="manifest"]').count() == 0
        page.close()
