"""Screens, tabs and drawers in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tempest_core import (
    Accordion,
    App,
    Burger,
    Button,
    Column,
    Container,
    Drawer,
    Hero,
    Locale,
    Navigator,
    Route,
    RouteChangeEvent,
    RouteDrawer,
    Style,
    TabBar,
    Tabs,
    TabView,
    Text,
    Widget,
)

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.page_host import AppPage, show

TABS = ["Overview", "Details", "History"]


def tabbed(page: Page, locale: Locale | None = None) -> AppPage:
    def view(app: App[dict[str, int]]) -> Widget:
        def change(event: RouteChangeEvent) -> None:
            app.set_state(lambda state: state.update(tab=event.params["index"]))

        tab = app.state["tab"]
        return TabView(
            tabs=TABS,
            active=tab,
            child=Text(key="in", content=f"In {TABS[tab]}"),
            on_change=change,
        )

    return show(page, tempestweb.App({"tab": 0}, view, locale=locale))


def test_a_tab_is_chosen_with_the_mouse(page: Page) -> None:
    tabbed(page)
    details = page.get_by_role("tab", name="Details")
    expect(page.get_by_role("tabpanel", name="Overview")).to_have_text("In Overview")
    details.click()
    expect(details).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel", name="Details")).to_have_text("In Details")


def test_tabs_are_operated_with_the_keyboard(page: Page) -> None:
    shown = tabbed(page)
    page.keyboard.press("Tab")
    for key, name in (
        ("ArrowRight", "Details"),
        ("End", "History"),
        ("ArrowRight", "Overview"),
        ("ArrowLeft", "History"),
        ("Home", "Overview"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        shown.idle()
        expect(page.get_by_role("tabpanel")).to_have_text(f"In {name}")
    # The others are not in the way.
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel")).to_be_focused()


def test_tabs_of_a_language_from_the_right_go_the_other_way(page: Page) -> None:
    tabbed(page, Locale(language="ar", rtl=True))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Details")).to_be_focused()


def test_a_drawer_takes_the_focus_and_is_left_with_escape_or_a_press_beside_it(
    page: Page,
) -> None:
    def view(app: App[list[bool]]) -> Widget:
        def turn(is_open: bool) -> None:
            app.set_state(lambda state: state.__setitem__(0, is_open))

        return RouteDrawer(
            child=Button(key="open", label="Open", on_click=lambda: turn(True)),
            drawer=Column(children=[Button(key="home", label="Home")]),
            open=app.state[0],
            on_change=lambda event: turn(event.params["open"]),
            style=Style(height=300.0),
        )

    shown = show(page, tempestweb.App([False], view), style="width: 800px")
    home, opener = shown.key("home"), shown.key("open")
    expect(home).not_to_be_visible()
    opener.click()
    expect(home).to_be_focused()
    page.keyboard.press("Tab")
    assert shown.focused_key() != "open"
    home.focus()
    page.keyboard.press("Escape")
    expect(home).not_to_be_visible()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(home).to_be_focused()
    page.mouse.click(700, 150)
    expect(home).not_to_be_visible()


def navigating(page: Page, transition: str) -> tuple[AppPage, tempestweb.App[None]]:
    def view(app: App[None]) -> Widget:
        depth = len(app.nav.stack)
        size = Style(width=50.0 * depth, height=20.0)
        cat = Container(style=size, child=Text(content="cat"))
        screen = Column(
            style=Style(height=200.0),
            children=[
                Text(key=f"title {depth}", content=app.nav.top.name),
                Button(
                    key="on", label="On", on_click=lambda: app.push(Route(name="/b"))
                ),
                Hero(key="hero", hero_tag="cat", child=cat),
            ],
        )
        return Navigator(child=screen, depth=depth, transition=transition)

    app = tempestweb.App(None, view)
    return show(page, app, style="width: 400px"), app


def test_a_screen_slides_in_and_the_old_one_is_gone_afterwards(page: Page) -> None:
    shown, app = navigating(page, "slide")
    shown.key("on").click()
    screens = page.locator(".tw-screen")
    expect(shown.key("title 2")).to_be_visible()
    # The old one leaves; nothing in it is found any more.
    expect(shown.key("title 1")).to_have_count(0)
    expect(screens).to_have_count(1)
    assert screens.evaluate(
        "s => document.activeElement.shadowRoot.activeElement === s"
    )

    app.pop()
    expect(shown.key("title 1")).to_be_visible()
    expect(screens).to_have_count(1)
    assert box_of(screens).x == NEAR(box_of(page.locator(".tw-navigator")).x)


def test_a_hero_flies_from_screen_to_screen(page: Page) -> None:
    shown, _ = navigating(page, "fade")
    page.evaluate(
        """() => {
          const animate = Element.prototype.animate;
          window.flights = [];
          Element.prototype.animate = function (frames, timing) {
            if (this.matches(".tw-hero")) window.flights.push(frames[0].transform);
            return animate.call(this, frames, timing);
          };
        }"""
    )
    shown.key("on").click()
    expect(shown.key("title 2")).to_be_visible()
    page.wait_for_function("() => window.flights.length === 1")
    assert page.evaluate("window.flights") == ["translate(0px, 0px) scale(0.5, 1)"]


def test_without_motion_screens_are_exchanged_at_once(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    shown, _ = navigating(page, "slide")
    shown.key("on").click()
    shown.idle()
    assert page.locator(".tw-screen").count() == 1
    assert page.locator(".tw-hero").evaluate("el => el.getAnimations().length") == 0


def test_components_that_open_and_close_work(page: Page) -> None:
    def view(app: App[dict[str, int]]) -> Widget:
        def flip(name: str) -> None:
            app.set_state(lambda state: state.update({name: 1 - state[name]}))

        state = app.state
        return Column(
            children=[
                Burger(on_click=lambda: flip("drawer")),
                Drawer(open=bool(state["drawer"]), children=[Text(content="Inside")]),
                Accordion(
                    title="More",
                    open=bool(state["more"]),
                    children=[Text(content="Body")],
                    on_toggle=lambda: flip("more"),
                ),
                Tabs(
                    tabs=["One", "Two"],
                    active=state["tab"],
                    on_select=lambda index: app.set_state(
                        lambda state: state.update(tab=index)
                    ),
                ),
                TabBar(tabs=["x"]),
                Text(content=f"tab {state['tab']}"),
            ]
        )

    state = {"drawer": 0, "more": 0, "tab": 0}
    show(page, tempestweb.App(state, view), style="width: 500px")
    for name, shown in (("menu", "Inside"), ("More", "Body")):
        button = page.get_by_role("button", name=name)
        expect(page.get_by_text(shown)).to_have_count(0)
        button.click()
        expect(page.get_by_text(shown)).to_be_visible()
        button.click()
        expect(page.get_by_text(shown)).to_have_count(0)
    page.get_by_role("tab", name="Two").click()
    expect(page.get_by_text("tab 1")).to_be_visible()
