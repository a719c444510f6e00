"""The main job: an app in a cell of a real notebook."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from scripts.jupyter_server import FrontEnd
from tests.support.browser import idle
from tests.support.jupyter import WITHOUT_EXTENSION, Notebooks

COUNTER = Path(__file__).parents[2] / "examples/counter/counter.ipynb"


def test_the_counter_counts_in_a_cell(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_notebook.existing(COUNTER, front_end=front_end)

    notebook.run_cell(1)
    shown = notebook.output(1)
    count = shown.locator('[data-key="count"]')
    expect(count).to_have_text("Count: 0")
    for key in ("up", "up", "down"):
        shown.locator(f'[data-key="{key}"]').click()
    idle(shown)
    assert count.inner_text() == "Count: 1"
    expect(shown.locator(".tempestweb")).to_have_attribute("data-tw-state", "ready")

    notebook.run_cell(3)
    expect(count).to_have_text("Count: 41")


def test_ten_apps_transfer_the_runtime_once_and_add_little_to_the_file(
    open_notebook: Notebooks, page: Page
) -> None:
    page.add_init_script(path=WITHOUT_EXTENSION)
    sent: list[bytes] = []
    cell = "import app, tempestweb\ntempestweb.App(app.make_state(), app.view)"
    notebook = open_notebook(
        *[cell] * 10, files={"app.py": (COUNTER.parent / "app.py").read_text("utf-8")}
    )
    empty = len(notebook.path.read_bytes())
    notebook.page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(_bytes(frame))),
    )
    notebook.open()
    notebook.run_all()
    expect(notebook.page.locator(".tempestweb")).to_have_count(10)
    assert notebook.idle() == 10

    notebook.save()

    asked = [frame for frame in sent if rb"{\"kind\":\"runtime\"}" in frame]
    assert len(asked) == 1
    saved = notebook.path.read_text("utf-8")
    assert len(saved) - empty < 100_000
    assert "application/vnd.jupyter.widget-view+json" in saved
    assert all(len(cell["outputs"]) == 1 for cell in json.loads(saved)["cells"])


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
