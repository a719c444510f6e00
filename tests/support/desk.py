"""An app that takes a file and gives it back, and a person who tries that."""

from __future__ import annotations

import hashlib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browser import idle

DESK = """
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
