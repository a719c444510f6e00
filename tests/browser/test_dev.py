"""`tempestweb dev`: what is saved is shown, and nothing is lost for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import idle
from tests.support.serving import AppServer, Serving

APP = """
from tempest_core import App, Button, Column, Text, Widget


class Tally:
    value = 0


def make_state() -> Tally:
    return Tally()


def view(app: App[Tally]) -> Widget:
    def count() -> None:
        app.set_state(lambda tally: setattr(tally, "value", tally.value + 1))

    return Column(
        children=[
            Text(key="count", content=f"Count: {app.state.value}"),
            Button(key="up", label="+", on_click=count),
        ]
    )
"""

RENAMED = APP.replace("Count:", "Total:")
BROKEN = APP.replace("return Column(", "return Column((")

WORDS = '''"""What the app says."""

WORD = "Count"
'''


@pytest.fixture
def file(served: Serving) -> Path:
    """The app's file."""
    return served.write(APP)


@pytest.fixture
def server(served: Serving, file: Path) -> AppServer:
    """A server that looks after the file."""
    return served(file, command="dev")


def click(page: Page) -> None:
    """Click on the button, and wait for the answer."""
    page.locator('[data-key="up"]').click()
    idle(page)


@pytest.fixture
def counted(page: Page, server: AppServer) -> Page:
    """The app's page, after one click."""
    page.goto(server.url)
    click(page)
    return page


def expect_count(page: Page, text: str) -> None:
    """Wait until the page shows a count."""
    expect(page.locator('[data-key="count"]')).to_have_text(text)


def test_a_view_that_is_saved_is_shown_with_the_state_kept(
    counted: Page, file: Path
) -> None:
    click(counted)
    counted.evaluate("() => { window.isTheSamePage = true }")

    file.write_text(RENAMED, "utf-8")

    expect_count(counted, "Total: 2")
    click(counted)
    expect_count(counted, "Total: 3")
    assert counted.evaluate("() => window.isTheSamePage")


def test_a_handler_that_is_saved_is_the_one_that_runs(
    counted: Page, server: AppServer, file: Path
) -> None:
    file.write_text(APP.replace("+ 1", "+ 10"), "utf-8")
    server.wait_for_log("app.py: reloaded")
    click(counted)

    expect_count(counted, "Count: 11")


def test_a_module_beside_the_app_that_is_saved_is_shown_too(
    page: Page, served: Serving
) -> None:
    words = served.write(WORDS, "shown_words.py")
    app = APP.replace('f"Count:', 'f"{WORD}:')
    file = served.write(app.replace("\nclass", "from shown_words import WORD\n\nclass"))
    page.goto(served(file, command="dev").url)
    click(page)
    expect_count(page, "Count: 1")

    words.write_text(WORDS.replace("Count", "Sum"), "utf-8")

    expect_count(page, "Sum: 1")


def test_a_mistake_that_is_saved_is_told_while_the_old_view_counts_on(
    counted: Page, file: Path
) -> None:
    file.write_text(APP.replace("        children=[", "        children=[["), "utf-8")

    problem = counted.get_by_role("alert")
    line = APP[: APP.index("        children=[")].count("\n") + 1
    expect(problem).to_contain_text("app.py")
    expect(problem).to_contain_text(f"line {line}")
    click(counted)
    expect_count(counted, "Count: 2")
    expect(problem).to_contain_text("app.py")


def test_a_mistake_is_told_again_when_the_view_works_again(
    page: Page, served: Serving
) -> None:
    fails_at_two = APP.replace("{app.state.value}", "{6 // abs(2 - app.state.value)}")
    file = served.write(fails_at_two)
    page.goto(served(file, command="dev").url)
    problem = page.get_by_role("alert")
    file.write_text(fails_at_two.replace("return Column(", "return Column(("), "utf-8")
    expect(problem).to_contain_text("app.py, line")

    click(page)
    click(page)
    expect(problem).to_contain_text("ZeroDivisionError")
    click(page)

    expect_count(page, "Count: 6")
    expect(problem).to_contain_text("is not Python")


def test_a_mistake_that_is_mended_is_told_no_more(counted: Page, file: Path) -> None:
    file.write_text(BROKEN, "utf-8")
    expect(counted.get_by_role("alert")).to_contain_text("app.py")

    file.write_text(RENAMED, "utf-8")

    expect_count(counted, "Total: 1")
    expect(counted.get_by_role("alert")).to_be_empty()


def test_a_mistake_that_is_taken_back_is_told_no_more(
    counted: Page, file: Path
) -> None:
    file.write_text(BROKEN, "utf-8")
    expect(counted.get_by_role("alert")).to_contain_text("app.py")

    file.write_text(APP, "utf-8")

    expect(counted.get_by_role("alert")).to_be_empty()
    click(counted)
    expect_count(counted, "Count: 2")


def test_a_view_that_is_saved_and_fails_leaves_the_old_one(
    counted: Page, file: Path
) -> None:
    file.write_text(APP.replace("app.state.value}", "app.state.valeu}"), "utf-8")

    expect(counted.get_by_role("alert")).to_contain_text("valeu")
    click(counted)
    expect_count(counted, "Count: 2")


def test_every_page_is_shown_what_is_saved(
    counted: Page, server: AppServer, file: Path
) -> None:
    other = counted.context.new_page()
    other.goto(server.url)
    idle(other)

    file.write_text(RENAMED, "utf-8")

    expect_count(counted, "Total: 1")
    expect_count(other, "Total: 0")
