"""Files in every host: 20 MB up and down, over each kind of line, and a cut one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints, idle
from tests.support.desk import DESK, exchange, words_for
from tests.support.jupyter import Notebooks
from tests.support.serving import AppServer, Serving
from tests.support.wire import Wire

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


@pytest.fixture
def server(served: Serving) -> AppServer:
    """A server of the app."""
    return served(DESK)


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
        files={"app.py": DESK},
    )
    notebook.run_all()
    notebook.idle()
    few = tmp_path / "few.bin"
    few.write_bytes(large.read_bytes()[: 5 * MB])

    exchange(notebook.page, few)
