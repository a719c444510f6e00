"""The address bar and the navigation stack say the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempest_core import App as CoreApp
from tempest_core import Button, Column, Route, Text, Widget

from tempestweb import App
from tempestweb.addresses import address_of, routes_of
from tempestweb.hosting import HostOptions
from tests.support.rig import show

WORDS = st.text("abc é/?&#=%", min_size=1, max_size=6).filter(lambda t: t.strip("/"))


@pytest.mark.parametrize(
    ("url", "names", "params"),
    [
        ("", ["/"], {}),
        ("/", ["/"], {}),
        ("/shop/item?id=3", ["/", "/shop", "/shop/item"], {"id": "3"}),
        ("/a%20b?q=%26", ["/", "/a b"], {"q": "&"}),
        ("https://elsewhere/x", ["/", "/x"], {}),
        # What would be a host there is none: it is the root.
        ("//[x", ["/"], {}),
    ],
)
def test_an_address_opens_the_screens_below_it_too(
    url: str, names: list[str], params: dict[str, str]
) -> None:
    routes = routes_of(url)

    assert [route.name for route in routes] == names
    assert routes[-1].params == params


@given(st.dictionaries(WORDS, WORDS, max_size=3))
def test_an_address_made_from_a_route_leads_back_to_it(params: dict[str, str]) -> None:
    route = Route(name="/shop/é & co", params=params)

    assert routes_of(address_of(route))[-1] == route


def test_parameters_that_are_no_text_are_left_out_of_an_address() -> None:
    assert address_of(Route(name="x", params={"a": 1, "b": [1]})) == "/x?a=1"


def screen(app: CoreApp[None]) -> Widget:
    def forward() -> None:
        app.push(Route(name="/next", params={"id": 7}))

    return Column(
        children=[
            Text(content=f"{app.nav.top.name} {app.nav.top.params}", key="where"),
            Button(label="next", key="next", on_click=forward),
            Button(label="back", key="back", on_click=app.pop),
        ]
    )


def on_page() -> App[None]:
    return App(None, screen, host=HostOptions(token="t", has_address=True))


def effects(received: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m["data"] for m in received if m["kind"] == "effect"]


def test_navigating_tells_the_page_its_address_once() -> None:
    app = on_page()
    client, _ = show(app)

    client.event("next", "click")
    client.event("back", "click")
    client.event("back", "click")

    assert effects(client.received) == [
        {"url": "/next?id=7", "replace": False, "back": False},
        {"url": "/", "replace": False, "back": True},
    ]
    assert client.root.find("where").text == "/ {}"


def test_going_back_in_the_browser_shows_the_screen_and_tells_no_address() -> None:
    app = on_page()
    client, _ = show(app)
    client.event("next", "click")
    count = len(effects(client.received))

    client.event_at(0, "navigate", url="/a/b?c=d")

    assert client.root.find("where").text == "/a/b {'c': 'd'}"
    assert app.nav.can_pop
    assert len(effects(client.received)) == count


def test_a_page_that_is_served_opens_where_its_address_says() -> None:
    app = on_page()

    mount = app.first_mount("view-1", {"url": "/deep?id=1"})

    assert "/deep" in mount["html"]
    assert mount["token"] == "t"
    client, _ = show(app, "view-2")
    assert client.root.find("where").text == "/deep {'id': '1'}"


def test_a_notebook_has_no_address_to_follow() -> None:
    client, _ = show(App(None, screen))

    client.event("next", "click")

    assert effects(client.received) == []
    assert client.root.find("where").text == "/next {'id': 7}"


def test_resetting_and_replacing_tell_the_address_too() -> None:
    app = on_page()
    client, _ = show(app)

    app.replace(Route(name="/r"))
    app.reset([Route(name="/"), Route(name="/s")])

    assert [e["url"] for e in effects(client.received)] == ["/r", "/s"]


@pytest.mark.parametrize("payload", [{}, {"width": "wide"}, {"url": 1}])
@pytest.mark.parametrize("type_", ["environment", "navigate", "click"])
def test_nonsense_about_the_view_itself_changes_nothing(
    type_: str, payload: dict[str, Any]
) -> None:
    app = on_page()
    client, _ = show(app, width=100, height=50)
    before = app.media

    client.event_at(0, type_, **payload)

    assert client.acked == client.n == 1
    assert app.media == before
    assert app.nav.top.name in {"/", "/1"}


def test_what_a_view_reports_of_its_surroundings_reaches_the_app() -> None:
    def wide(app: CoreApp[None]) -> Widget:
        return Text(content=f"{app.media.width:.0f} {app.media.orientation}")

    client, _ = show(App(None, wide), width=100, height=50)
    assert client.root.all_text == "100 landscape"

    client.event_at(0, "environment", width=30)

    assert client.root.all_text == "30 portrait"
