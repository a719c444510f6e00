"""Maps, and what needs a camera: what is told to the page, and what is read without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import CameraPreview, MapView, QrScanner, Widget

from tempestweb.dom.node import Node
from tempestweb.dom.plain_text import plain_text
from tempestweb.errors import AppError

Lower = Callable[[Widget], Node]


def test_a_map_tells_the_page_its_place_and_its_markers(lower: Lower) -> None:
    markers: list[dict[str, Any]] = [
        {"lat": 52.5, "lng": 13.4, "title": "Berlin"},
        {"lat": 1, "lon": 2},
    ]

    node = lower(MapView(latitude=52, longitude=13, zoom=9.5, markers=markers))

    assert node.behaviour == "map"
    assert node.props == {
        "center": [52.0, 13.0],
        "zoom": 9.5,
        "markers": [
            {"at": [52.5, 13.4], "title": "Berlin"},
            {"at": [1.0, 2.0], "title": ""},
        ],
    }


def test_a_map_can_be_read_where_it_cannot_be_drawn(lower: Lower) -> None:
    markers: list[dict[str, Any]] = [
        {"latitude": -33.86, "longitude": -70.5, "title": "There"},
        {"lat": 0, "lng": 0},
    ]

    text = plain_text(lower(MapView(latitude=52.52, longitude=13.4, markers=markers)))

    assert "Map around 52.52° N, 13.4° E" in text
    assert "There: 33.86° S, 70.5° W" in text
    assert "Marker: 0° N, 0° E" in text
    assert "ul" not in [n.tag for n in lower(MapView()).walk()]


@pytest.mark.parametrize(
    ("marker", "complaint"),
    [
        ({"title": "x", "lng": 1}, "marker 1 of a MapView has None for lat"),
        ({"lat": "52", "lng": 1}, "marker 1 of a MapView has '52' for lat"),
        ({"lat": 1, "lng": float("nan")}, "has nan for lng"),
        ({"lat": 91, "lng": 1}, "latitudes end at 90 degrees"),
    ],
)
def test_a_marker_that_is_nowhere_is_named(
    lower: Lower, marker: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(AppError, match=complaint):
        lower(MapView(markers=[marker]))


def test_a_camera_reports_frames_only_where_the_app_wants_them(lower: Lower) -> None:
    plain = lower(CameraPreview())
    watched = lower(CameraPreview(on_frame=print, frame_interval_ms=-5))

    assert (plain.props, plain.listeners) == ({"facing": "back"}, None)
    assert watched.props == {"facing": "back", "interval": 0}
    assert watched.listeners is not None
    assert list(watched.listeners) == ["frame"]


def test_a_camera_that_looks_at_the_user_is_a_mirror(lower: Lower) -> None:
    front, back = (
        lower(CameraPreview(facing=f)).children[0] for f in ("front", "back")
    )

    assert "data-tw-mirrored" in front.attributes
    assert "data-tw-mirrored" not in back.attributes


def test_a_camera_that_faces_nowhere_is_named(lower: Lower) -> None:
    with pytest.raises(AppError, match="faces 'up'"):
        lower(CameraPreview(facing="up"))


def test_a_scanner_reports_codes(lower: Lower) -> None:
    node = lower(QrScanner(on_scan=print))

    assert node.behaviour == "scanner"
    assert node.listeners is not None
    assert list(node.listeners) == ["scan"]
