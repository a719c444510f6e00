"""Notebooks that are opened again: live while their kernel is, else a picture."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from playwright.sync_api import Locator, expect

from scripts.jupyter_server import FrontEnd
from tests.support.browser import Complaints
from tests.support.jupyter import Notebook, Notebooks

COUNTER = """\
import tempestweb
from tempest_core import Button, Column, Row, Style, Text

class State:
    n = 0

def view(app):
    def add():
        app.set_state(lambda state: setattr(state, "n", state.n + 1))

    return Column(style=Style(gap=8.0), children=[
        Text(key="count", content=f"n is {app.state.n}"),
        Row(children=[Button(key="add", label="Add", on_click=add)]),
    ])

app = tempestweb.App(State(), view)
"""

COUNTER_FILE = Path(__file__).parents[2] / "examples/counter/app.py"

#: What of a button's look the page around it could spoil.
LOOKS = """element => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const names = ["backgroundColor", "borderRadius", "color", "fontSize", "margin"];
    return [Math.round(width), Math.round(height), ...names.map(name => style[name])];
}"""

PICTURE_SECONDS = 20.0

NOT_CONNECTED = "Not connected. Run the cell to connect."


def picture(notebook: Notebook, index: int) -> Locator:
    """Return the snapshot below a cell, if it is what is seen."""
    return notebook.output(index).locator(".tw-snapshot:visible")


def note(notebook: Notebook, index: int) -> Locator:
    """Return what the snapshot below a cell says of itself."""
    return picture(notebook, index).get_by_text(NOT_CONNECTED)


def add(notebook: Notebook, index: int) -> None:
    """Click the button of the live view below a cell."""
    notebook.output(index).locator('[data-key="add"]').click()
    notebook.idle()


def saved_html(path: Path) -> list[str]:
    """Read the snapshots of a notebook file."""
    cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return [
        "".join(output["data"]["text/html"])
        for cell in cells
        for output in cell["outputs"]
        if "text/html" in output.get("data", {})
    ]


def save_pictures(notebook: Notebook, texts: list[str]) -> None:
    """Save until the file has pictures with these texts: they follow a little later."""
    deadline = time.monotonic() + PICTURE_SECONDS
    while True:
        notebook.save()
        pictures = saved_html(notebook.path)
        if all(text in html for text, html in zip(texts, pictures, strict=True)):
            return
        assert time.monotonic() < deadline, pictures
        # Changed pictures are something to save.
        notebook.page.wait_for_function("() => tempestwebTests.isUnsaved()")


def test_a_notebook_that_is_opened_again_is_live_while_its_kernel_is(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_notebook(COUNTER, "app", "app", front_end=front_end)
    notebook.run_all()
    assert notebook.idle() == 2
    expect(picture(notebook, 1)).to_have_count(0)
    add(notebook, 1)
    add(notebook, 2)
    count = notebook.output(1).locator('[data-key="count"]')
    expect(count).to_have_text("n is 2")

    save_pictures(notebook, ["n is 2", "n is 2"])

    notebook.open()
    expect(count).to_have_text("n is 2")
    expect(picture(notebook, 1)).to_have_count(0)
    add(notebook, 2)
    expect(count).to_have_text("n is 3")

    # Without its kernel, and then with a new one, there is the picture.
    notebook.restart_kernel()
    expect(picture(notebook, 1)).to_contain_text("n is")
    expect(note(notebook, 1)).to_be_visible()
    notebook.open()
    for index in (1, 2):
        expect(picture(notebook, index)).to_contain_text("n is 2")
        expect(note(notebook, index)).to_be_visible()
    expect(notebook.page.get_by_text("model not found")).to_have_count(0)

    notebook.run_all()
    assert notebook.idle() == 2
    expect(count).to_have_text("n is 0")
    expect(picture(notebook, 1)).to_have_count(0)


def test_twenty_apps_make_a_small_file_that_shows_them_anywhere(
    open_notebook: Notebooks, complaints: Complaints, tmp_path: Path
) -> None:
    cell = "import app, tempestweb\ntempestweb.App(app.make_state(), app.view)"
    text = COUNTER_FILE.read_text("utf-8")
    notebook = open_notebook(*[cell] * 20, files={"app.py": text})
    notebook.run_all()
    assert notebook.idle() == 20
    page = notebook.page
    live = page.locator(".tempestweb .tw-button").last.evaluate(LOOKS)
    notebook.save()

    saved = notebook.path.read_text("utf-8")
    assert len(saved) < 300_000
    assert "<script" not in saved
    assert "_esm" not in saved
    assert len(saved_html(notebook.path)) == 20

    # The kernel is another one now.
    notebook.restart_kernel()
    notebook.open()
    shown = page.locator(".tw-snapshot:visible")
    expect(shown).to_have_count(20)
    assert shown.locator(".tw-button").last.evaluate(LOOKS) == live

    # Somebody else's notebook: JupyterLab takes the styles out, and leaves the words.
    copy = tmp_path / "untrusted.ipynb"
    copy.write_text(saved.replace("Count: 0", "Count: 7"), encoding="utf-8")
    other = open_notebook.existing(copy)
    expect(other.output(19).locator(".tw-snapshot")).to_contain_text("Count: 7")
    expect(other.output(19).locator(".tw-snapshot")).to_contain_text(NOT_CONNECTED)
    expect(page.get_by_text("model not found")).to_have_count(0)

    # What nbconvert adds comes from the network.
    complaints.expect("ERR_|MathJax|require")
    exporter: Any = HTMLExporter()  # type: ignore[no-untyped-call]  # nbconvert's
    html, _ = exporter.from_filename(str(notebook.path))
    exported = tmp_path / "exported.html"
    exported.write_text(html, encoding="utf-8")
    page.goto(exported.as_uri(), wait_until="domcontentloaded")
    expect(shown).to_have_count(20)
    expect(shown.last).to_contain_text("Count: 0")
    expect(shown.last).to_contain_text(NOT_CONNECTED)
    assert shown.locator(".tw-button").last.evaluate(LOOKS)[2:] == live[2:]


WAIT = """\
import time
from pathlib import Path
while not Path("go").exists():
    time.sleep(0.02)
"""


def test_a_page_loaded_while_a_cell_runs_has_the_picture_and_then_the_app(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook(COUNTER, "app", WAIT)
    page = notebook.page
    for index in (0, 1):
        notebook.run_cell(index)
    notebook.idle()
    notebook.save()
    notebook.run_cell(2, wait=False)
    page.wait_for_function("() => !tempestwebTests.isKernelIdle()")

    page.goto(notebook.url)
    expect(picture(notebook, 1)).to_contain_text("n is 0")
    # The kernel was asked, and nobody knows better yet.
    expect(note(notebook, 1)).to_be_hidden()

    (notebook.path.parent / "go").touch()
    add_button = notebook.output(1).locator('.tempestweb [data-key="add"]')
    add_button.click()
    notebook.idle()
    count = notebook.output(1).locator('.tempestweb [data-key="count"]')
    expect(count).to_have_text("n is 1")
