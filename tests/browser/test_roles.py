"""Components made of buttons, by the keyboard: one stop of Tab, then the arrows."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tempest_core import Column, RadioGroup, Rating, SegmentedControl, Tabs

import tempestweb
from tests.support.boxes import box_of
from tests.support.page_host import show


def test_the_arrow_keys_choose_and_the_tab_key_goes_on(page: Page) -> None:
    chosen = {"tabs": 0, "segments": 0, "radio": 0, "stars": 0}
    app = tempestweb.App(
        chosen,
        lambda app: Column(
            children=[
                Tabs(
                    key="tabs",
                    tabs=["One", "Two"],
                    active=chosen["tabs"],
                    on_select=lambda i: app.set_state(lambda s: s.update(tabs=i)),
                ),
                SegmentedControl(
                    key="segments",
                    options=["Day", "Week"],
                    selected=chosen["segments"],
                    on_select=lambda i: app.set_state(lambda s: s.update(segments=i)),
                ),
                RadioGroup(
                    key="radio",
                    options=["Red", "Blue"],
                    selected=chosen["radio"],
                    on_select=lambda i: app.set_state(lambda s: s.update(radio=i)),
                ),
                Rating(
                    key="rating",
                    value=chosen["stars"],
                    on_rate=lambda n: app.set_state(lambda s: s.update(stars=n)),
                ),
            ]
        ),
    )
    shown = show(page, app)

    shown.page.get_by_role("tab", name="One").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Two", selected=True)).to_be_focused()
    shown.idle()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Week", checked=True)).to_be_focused()
    shown.idle()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Blue", checked=True)).to_be_focused()
    shown.idle()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(page.get_by_role("radio", name="5 of 5 stars", checked=True)).to_be_focused()
    shown.idle()

    assert chosen == {"tabs": 1, "segments": 1, "radio": 1, "stars": 5}


def test_tabs_without_room_stay_in_one_line_and_are_scrolled_to(page: Page) -> None:
    names = [f"A tab with a long name, {number}" for number in range(5)]
    tabs = Tabs(key="tabs", tabs=names, on_select=lambda _: None)
    shown = show(page, tempestweb.App(None, lambda _: tabs), style="width: 300px")
    first, last = page.get_by_role("tab").first, page.get_by_role("tab").last
    assert box_of(first).height == box_of(last).height == 48

    first.press("End")

    expect(last).to_be_focused()
    assert shown.key("tabs").evaluate("tabs => tabs.scrollLeft") > 300
