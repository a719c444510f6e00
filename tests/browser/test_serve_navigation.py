"""The address bar of a served app: it follows the screens, and leads to them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import idle
from tests.support.serving import AppServer, Serving

APP = """
import tempest_core as core


class Shop:
    looks = 0


def make_state() -> Shop:
    return Shop()


def view(app: core.App[Shop]) -> core.Widget:
    route = app.nav.top

    def look() -> None:
        app.set_state(lambda shop: setattr(shop, "looks", shop.looks + 1))

    def open_item(number: str = "7") -> None:
        app.push(core.Route(name="/item", params={"id": number}))

    def exchange() -> None:
        app.pop()
        open_item("8")

    screen = [
        core.Text(key="screen", content=f"{route.name} {route.params.get('id', '-')}"),
        core.Text(key="looks", content=f"Looks: {app.state.looks}"),
        core.Button(key="look", label="Look", on_click=look),
    ]
    if route.name == "/item":
        screen.append(core.Button(key="back", label="Back", on_click=app.pop))
        exchanges = core.Button(key="exchange", label="Next", on_click=exchange)
        screen.append(exchanges)
    else:
        screen.append(core.Button(key="open", label="Open", on_click=open_item))
    return core.Column(children=screen)
"""


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app, below a path."""
    return served(APP, base="/shop/")


def press(page: Page, key: str) -> None:
    """Click on a button and wait for the answer."""
    page.locator(f'[data-key="{key}"]').click()
    idle(page)


def expect_screen(page: Page, screen: str) -> None:
    """Wait until the page shows a screen."""
    expect(page.locator('[data-key="screen"]')).to_have_text(screen)


def place(page: Page) -> str:
    """Return what the address bar has after the server."""
    address = urlsplit(page.url)
    return address.path + (f"?{address.query}" if address.query else "")


def test_the_address_follows_the_screen(page: Page, server: AppServer) -> None:
    page.goto(server.url)
    expect_screen(page, "/ -")

    press(page, "open")
    expect_screen(page, "/item 7")
    assert place(page) == "/shop/item?id=7"
    press(page, "back")

    expect_screen(page, "/ -")
    page.wait_for_url(server.url)


def test_back_and_forward_lead_to_the_screens(page: Page, server: AppServer) -> None:
    page.goto(server.url)
    press(page, "look")
    press(page, "open")

    page.go_back()
    expect_screen(page, "/ -")
    page.go_forward()
    expect_screen(page, "/item 7")
    idle(page)

    assert place(page) == "/shop/item?id=7"
    expect(page.locator('[data-key="looks"]')).to_have_text("Looks: 1")


def test_forward_leads_to_the_screen_that_the_app_went_back_from(
    page: Page, server: AppServer
) -> None:
    page.goto(server.url)
    entries = page.evaluate("() => history.length")
    press(page, "open")
    press(page, "back")
    expect_screen(page, "/ -")
    page.wait_for_url(server.url)

    page.go_forward()
    expect_screen(page, "/item 7")
    idle(page)
    # Once more, over an entry that is there already.
    press(page, "back")
    page.wait_for_url(server.url)
    press(page, "open")

    expect_screen(page, "/item 7")
    assert place(page) == "/shop/item?id=7"
    assert page.evaluate("() => history.length") == entries + 1


def test_a_screen_that_is_opened_while_the_page_goes_back_has_its_address(
    page: Page, server: AppServer
) -> None:
    page.goto(server.url)
    entries = page.evaluate("() => history.length")
    press(page, "open")
    press(page, "exchange")
    expect_screen(page, "/item 8")
    page.wait_for_url(f"{server.url}item?id=8")

    page.go_back()
    expect_screen(page, "/ -")
    idle(page)

    assert place(page) == "/shop/"
    assert page.evaluate("() => history.length") == entries + 1


def test_a_deep_link_opens_its_screen_at_once(page: Page, server: AppServer) -> None:
    answer = page.goto(f"{server.url}item?id=7")

    assert answer is not None
    assert "/item 7" in answer.text()
    expect_screen(page, "/item 7")
    press(page, "back")
    expect_screen(page, "/ -")
    assert place(page) == "/shop/"


def test_a_deep_link_that_is_reloaded_keeps_screen_and_state(
    page: Page, server: AppServer
) -> None:
    page.goto(f"{server.url}item?id=7")
    press(page, "look")

    page.reload()
    idle(page)

    expect(page.locator('[data-key="looks"]')).to_have_text("Looks: 1")
    expect_screen(page, "/item 7")
    assert place(page) == "/shop/item?id=7"


def test_a_deep_link_in_a_tab_that_has_the_app_leads_there_with_its_state(
    page: Page, server: AppServer
) -> None:
    page.goto(server.url)
    press(page, "look")

    page.goto(f"{server.url}item?id=7")
    idle(page)

    expect_screen(page, "/item 7")
    expect(page.locator('[data-key="looks"]')).to_have_text("Looks: 1")
    assert place(page) == "/shop/item?id=7"


def test_a_screen_that_was_opened_by_hand_is_there_after_a_reload(
    page: Page, server: AppServer
) -> None:
    page.goto(server.url)
    press(page, "look")
    press(page, "open")

    page.reload()
    idle(page)

    expect_screen(page, "/item 7")
    expect(page.locator('[data-key="looks"]')).to_have_text("Looks: 1")
    page.go_back()
    expect_screen(page, "/ -")
    expect(page.locator('[data-key="looks"]')).to_have_text("Looks: 1")
