"""Cameras in a page, of a browser with a camera that films one QR code."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tempest_core import (
    App,
    CameraFrameEvent,
    CameraPreview,
    Column,
    QrScanEvent,
    QrScanner,
    Text,
    Widget,
)

import tempestweb
from scripts import browser as chromium
from tests.support.browser import PAGE_SCRIPT, Complaints
from tests.support.page_host import ADDRESS, Heard, show, show_widget

CODE = Path(__file__).parent.parent / "fixtures" / "qr-tempestweb.txt"
"""The QR code of "tempestweb"; a 1 is black."""

WIDTH, HEIGHT = 320, 240
MODULE = 8
"""Pixels of one square of the code."""


def film() -> bytes:
    """Make a film of one frame, as Chromium's camera wants it."""
    rows = CODE.read_text("ascii").split()
    margin_x = (WIDTH - len(rows) * MODULE) // 2
    margin_y = (HEIGHT - len(rows) * MODULE) // 2
    picture = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value == "1":
                for line in range(MODULE):
                    at = (margin_y + y * MODULE + line) * WIDTH + margin_x + x * MODULE
                    picture[at : at + MODULE] = b"\x10" * MODULE
    grey = b"\x80" * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n"
    return head.encode() + bytes(picture) + grey


@pytest.fixture(scope="module")
def with_camera(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser with a camera."""
    path = tmp_path_factory.mktemp("camera") / "film.y4m"
    path.write_bytes(film())
    running = browser.browser_type.launch(
        executable_path=chromium.find(),
        args=[
            *chromium.FLAGS,
            "--use-fake-device-for-media-stream",
            # As if it had https.
            f"--unsafely-treat-insecure-origin-as-secure={ADDRESS.rstrip('/')}",
            f"--use-file-for-fake-video-capture={path}",
        ],
        chromium_sandbox=not chromium.needs_no_sandbox(),
    )
    yield running
    running.close()


@pytest.fixture
def filming(with_camera: Browser, complaints: Complaints) -> Iterator[BrowserContext]:
    """A context of it, whose pages must report no error."""
    fresh = with_camera.new_context(viewport={"width": 600, "height": 500})
    fresh.add_init_script(path=PAGE_SCRIPT)
    complaints.listen_to(fresh)
    yield fresh
    fresh.close()
    assert complaints.unexpected() == []


def test_a_camera_is_asked_for_by_a_button_and_films(filming: BrowserContext) -> None:
    filming.grant_permissions([])
    page = filming.new_page()
    frames: list[CameraFrameEvent] = []

    def view(app: App[None]) -> Widget:
        def take(frame: CameraFrameEvent) -> None:
            frames.append(frame)
            app.set_state()

        return Column(
            children=[
                CameraPreview(
                    key="camera", on_frame=cast("Any", take), frame_interval_ms=60
                ),
                Text(key="count", content=str(len(frames))),
            ]
        )

    shown = show(page, tempestweb.App(None, view))
    start = shown.key("camera").get_by_role("button", name="Turn on the camera")

    # Nobody has allowed it.
    start.click()
    note = shown.key("camera").locator(".tw-camera-note")
    expect(note).to_contain_text("The camera is blocked")
    assert frames == []

    filming.grant_permissions(["camera"])
    start.click()
    expect(shown.key("camera")).to_have_attribute("data-tw-live", "")
    expect(start).to_be_hidden()
    expect(shown.key("count")).not_to_have_text("0")
    frame = frames[0]
    assert (frame.width, frame.height) == (WIDTH, HEIGHT)
    pixels = b64decode(frame.data)
    assert len(pixels) == WIDTH * HEIGHT * 3
    assert min(pixels[:30]) > 200


def test_a_scanner_reports_a_code_once(filming: BrowserContext) -> None:
    filming.grant_permissions(["camera"])
    page = filming.new_page()
    heard = Heard()
    app = tempestweb.App(
        {"shown": True},
        lambda app: Column(
            children=[QrScanner(key="scanner", on_scan=heard.take)]
            if app.state["shown"]
            else []
        ),
    )
    shown = show(page, app)
    # It was allowed before, so it starts by itself.
    expect(shown.key("scanner")).to_have_attribute("data-tw-found", "")
    handle = shown.key("scanner").locator("video").element_handle()
    shown.idle()

    assert heard.events == [QrScanEvent(data="tempestweb", format="QR_CODE")]

    # The camera goes off with the widget.
    app.set_state(lambda state: state.update(shown=False))
    page.wait_for_function("video => video.srcObject === null", arg=handle)


def test_a_page_that_may_have_no_camera_says_why(page: Page) -> None:
    shown = show_widget(page, QrScanner(key="scanner"))

    shown.key("scanner").get_by_role("button").click()

    note = shown.key("scanner").locator(".tw-camera-note")
    expect(note).to_have_text("Browsers give cameras only to pages with https.")
