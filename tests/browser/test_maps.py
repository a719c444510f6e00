"""Maps in a page: drawn, moved, marked, with tiles and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect
from tempest_core import MapView

import tempestweb
from tests.support.browser import Complaints
from tests.support.page_host import show

BERLIN = {"lat": 52.52, "lng": 13.405, "title": "Berlin <b>"}
POTSDAM = {"lat": 52.4, "lng": 13.06, "title": "Potsdam"}

#: A tile in one colour.
TILE = Path(__file__).parent.parent / "fixtures" / "tile.png"


def map_app(state: dict[str, Any]) -> tempestweb.App[dict[str, Any]]:
    return tempestweb.App(state, lambda app: MapView(key="map", **app.state))


def test_a_map_shows_its_markers_and_says_that_tiles_cannot_be_reached(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("Failed to load resource")
    page.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    app = map_app(
        {"latitude": 52.5, "longitude": 13.3, "zoom": 10, "markers": [BERLIN]}
    )
    shown = show(page, app)
    map_view = shown.key("map")

    note = map_view.locator(".tw-map-note")
    expect(note).to_contain_text("tile.openstreetmap.org cannot be reached")
    pin = map_view.get_by_role("button", name="Berlin <b>")
    pin.click()
    expect(map_view.locator(".leaflet-popup-content")).to_have_text("Berlin <b>")
    expect(map_view.locator(".tw-map-places")).to_have_css("width", "1px")

    app.set_state(lambda state: state.update(markers=[BERLIN, POTSDAM]))
    expect(map_view.locator(".tw-map-pin")).to_have_count(2)
    before = pin.bounding_box()
    app.set_state(lambda state: state.update(latitude=52.4, zoom=11))
    page.wait_for_function(
        "([top, pin]) => pin.getBoundingClientRect().top < top - 20",
        arg=[before and before["y"], pin.element_handle()],
    )


def test_a_map_with_tiles_moves_with_mouse_and_keys(page: Page) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(path=TILE, headers={"Access-Control-Allow-Origin": "*"})

    page.route("https://tile.openstreetmap.org/**", answer)
    shown = show(page, map_app({"zoom": 3, "markers": [{"lat": 0, "lng": 0}]}))
    map_view = shown.key("map")
    expect(map_view.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(map_view.locator(".tw-map-note")).to_have_count(0)
    assert all("/3/" in url for url in asked)
    credit = map_view.get_by_role("link", name="© OpenStreetMap contributors")
    expect(credit).to_be_visible()

    pin = map_view.get_by_role("button", name="Marker")
    before = pin.bounding_box()
    map_view.locator(".leaflet-container").press("ArrowRight")
    page.wait_for_function(
        "([left, pin]) => pin.getBoundingClientRect().left < left - 20",
        arg=[before and before["x"], pin.element_handle()],
    )
    map_view.get_by_role("button", name="Zoom in").click()
    expect(map_view.locator(".leaflet-tile[src*='/4/']").first).to_be_visible()
