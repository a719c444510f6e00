"""Places: a map, and what a camera sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    App,
    CameraPreview,
    Icons,
    MapView,
    QrScanEvent,
    QrScanner,
    SegmentedControl,
    Semantics,
    Style,
    Widget,
)

from pages.frame import example, said

CITIES = {
    "Lisbon": (38.722, -9.139),
    "Recife": (-8.054, -34.881),
    "Hanoi": (21.028, 105.854),
}


@dataclass
class Places:
    """Which city is shown, and what was scanned."""

    path: ClassVar[str] = "places"
    icon: ClassVar[str] = Icons.SEARCH
    about: ClassVar[str] = "Maps with markers, cameras, codes that are scanned."

    city: int = 0
    code: str = ""

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def travel(index: int) -> None:
            self.city = index
            app.set_state()

        def take(event: QrScanEvent) -> None:
            self.code = event.data
            app.set_state()

        names = list(CITIES)
        latitude, longitude = CITIES[names[self.city]]
        markers = [
            {"lat": place[0], "lng": place[1], "title": name}
            for name, place in CITIES.items()
        ]
        return [
            example(
                "Map",
                SegmentedControl(
                    key="city",
                    options=names,
                    selected=self.city,
                    on_select=travel,
                    semantics=Semantics(label="City"),
                ),
                MapView(
                    key="map",
                    latitude=latitude,
                    longitude=longitude,
                    zoom=11.0,
                    markers=markers,
                    style=Style(height=320.0, radius=12.0),
                    semantics=Semantics(label="Map of cities"),
                ),
                note="Its tiles come from openstreetmap.org.",
            ),
            example(
                "Camera",
                CameraPreview(
                    style=Style(height=240.0, radius=12.0),
                    semantics=Semantics(label="Camera"),
                ),
                note="It is asked for only when you say so.",
            ),
            example(
                "Scanner",
                QrScanner(
                    on_scan=take,  # type: ignore[arg-type]  # it gets the event
                    style=Style(height=240.0, radius=12.0),
                    semantics=Semantics(label="Scanner of codes"),
                ),
                said(self.code or "No code was scanned yet.", key="code"),
            ),
        ]
