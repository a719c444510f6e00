"""Files in every host: 20 MB up and down, over each kind of line, and a cut one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints, idle
from tests.support.jupyter import Notebooks
from tests.support.serving import AppServer, Serving
from tests.support.wire import Wire

APP = """
import hashlib

import tempest_core as core


class Desk:
    said = ""


def make_state() -> Desk:
    return Desk()


def view(app) -> core.Widget:
    def take(event) -> None:
        digest = hashlib.sha256(event.read()).hexdigest()
        app.state.content = event.file
        said = f"{event.name}: {event.size} bytes, {digest}"
        print(said, flush=True)
        app.set_state(lambda desk: setattr(desk, "said", said))

    def give() -> None:
        app.download(f"copy of {app.state.content.name}", app.state.content.path)

    return core.Column(
        style=core.Style(gap=12.0, padding=core.Edge.all(16)),
        children=[
            core.FilePicker(key="pick", label="Choose data", on_select=take),
            core.Button(key="give", label="Download", on_click=give),
            core.Text(key="said", content=app.state.said),
        ],
    )
"""

MB = 1024 * 1024
SIZE = 20 * MB

LOST = r"WebSocket connection to|net::ERR_|status of 5\d\d|status of 403"
"""What browsers report of a network that is gone, or refuses WebSockets."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 20 MB, no part of which is like another."""
    path = tmp_path_factory.mktemp("files") / "large.bin"
    path.write_bytes(
        b"".join(
            hashlib.shake_256(number.to_bytes(4, "big")).digest(MB)
            for number in range(20)
        )
    )
    return path


def words_for(path: Path) -> str:
    """What the app says of a file."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return f"{path.name}: {len(content)} bytes, {digest}"


def exchange(page: Page, path: Path) -> None:
    """Give a file to the app and get it back."""
    page.locator("[data-tw-on=files]").set_input_files(path)
    idle(page)
    expect(page.locator("[data-key=said]")).to_have_text(words_for(path))

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    download = waiting.value
    assert download.suggested_filename == f"copy of {path.name}"
    assert Path(download.path()).read_bytes() == path.read_bytes()
    idle(page)


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app."""
    return served(APP)


@pytest.fixture
def wire(served: Serving, server: AppServer) -> Wire:
    """What the page comes through."""
    return served.wire_to(server)


def test_a_large_file_goes_both_ways_over_a_websocket(
    page: Page, server: AppServer, large: Path
) -> None:
    page.goto(server.url)
    idle(page)

    exchange(page, large)


def test_a_large_file_goes_both_ways_where_websockets_do_not_get_through(
    page: Page, server: AppServer, wire: Wire, large: Path, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    wire.has_websocket = False
    page.goto(server.url_at(wire.port))
    idle(page)

    exchange(page, large)


def test_an_upload_goes_on_where_it_was_when_the_line_is_back(
    page: Page, server: AppServer, wire: Wire, large: Path, complaints: Complaints
) -> None:
    complaints.expect(LOST)
    page.goto(server.url_at(wire.port))
    idle(page)

    wire.go_silent_after(6 * MB)
    page.locator("[data-tw-on=files]").set_input_files(large)
    page.wait_for_function("() => document.querySelector('progress')?.value > 0.2")
    wire.cut()
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", "offline")
    assert page.locator("progress").evaluate("bar => bar.value") < 0.4
    offered = wire.carried
    wire.mend()
    idle(page)

    expect(page.locator("[data-key=said]")).to_have_text(words_for(large))
    # Only what was missing went over the wire, and the handler was called once.
    assert wire.carried - offered < SIZE - 4 * MB
    assert sum("large.bin" in line for line in server.log) == 1


def test_a_file_of_many_pieces_goes_both_ways_in_a_notebook(
    open_notebook: Notebooks, large: Path, tmp_path: Path
) -> None:
    notebook = open_notebook(
        "from app import make_state, view; import tempestweb",
        "tempestweb.App(make_state(), view)",
        files={"app.py": APP},
    )
    notebook.run_all()
    notebook.idle()
    few = tmp_path / "few.bin"
    few.write_bytes(large.read_bytes()[: 5 * MB])

    exchange(notebook.page, few)
