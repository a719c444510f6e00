"""Lowering of maps: a place to draw one in, and a list of what is on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from tempest_core import MapView

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for
from tempestweb.errors import AppError

#: What apps call the two coordinates of a marker.
_LATITUDES: Final = ("lat", "latitude")
_LONGITUDES: Final = ("lng", "lon", "longitude")

_MARKER_HINT: Final = 'A marker is {"lat": 52.5, "lng": 13.4, "title": "Berlin"}.'


@lowers(MapView)
def _map(widget: MapView, _context: Context, _previous: Node | None) -> Node:
    center = _coordinate(widget.latitude, widget.longitude, "a MapView")
    markers = [_marker(number, each) for number, each in enumerate(widget.markers, 1)]
    # What is read where no map can be drawn, by people and by programs.
    places = [
        Node("li", text=f"{each['title'] or 'Marker'}: {_named(each['at'])}")
        for each in markers
    ]
    fallback = [Node("p", text=f"Map around {_named(center)}")]
    if places:
        fallback.append(Node("ul", children=places))
    return Node(
        "div",
        "tw-map",
        children=[
            Node("div", "tw-map-places", children=fallback),
            Node("div", "tw-map-view"),
        ],
        slots=[],
        attributes={"role": "region", "aria-label": "Map"},
        rule=rule_for(widget.style),
        behaviour="map",
        props={"center": center, "zoom": widget.zoom, "markers": markers},
        key=widget.key,
    )


def _marker(number: int, marker: Mapping[str, Any]) -> dict[str, Any]:
    name = f"marker {number} of a MapView"
    latitude = next((marker[n] for n in _LATITUDES if n in marker), None)
    longitude = next((marker[n] for n in _LONGITUDES if n in marker), None)
    title = marker.get("title")
    return {
        "at": _coordinate(latitude, longitude, name),
        "title": "" if title is None else str(title),
    }


def _coordinate(latitude: object, longitude: object, name: str) -> list[float]:
    values = []
    for what, value, most in (("lat", latitude, 90), ("lng", longitude, None)):
        is_number = isinstance(value, int | float) and math.isfinite(value)
        if not is_number:
            raise AppError(
                f"{name} has {value!r} for {what}, not degrees", _MARKER_HINT
            )
        degrees = float(value)  # type: ignore[arg-type]  # it is a number
        if most is not None and abs(degrees) > most:
            raise AppError(
                f"{name} has {degrees} for {what}: latitudes end at 90 degrees",
                _MARKER_HINT,
            )
        values.append(degrees)
    return values


def _named(at: list[float]) -> str:
    latitude, longitude = at
    north = "S" if latitude < 0 else "N"
    east = "W" if longitude < 0 else "E"
    return (
        f"{css.number(round(abs(latitude), 5))}° {north}, "
        f"{css.number(round(abs(longitude), 5))}° {east}"
    )
