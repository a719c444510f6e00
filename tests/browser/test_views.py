"""One app in a notebook: shown twice, shown again, driven by cells and by keys."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, WebSocket, expect

from scripts.jupyter_server import FrontEnd
from tests.support.browser import idle
from tests.support.jupyter import Notebook, Notebooks

COUNTER = """\
import tempestweb
from tempest_core import Button, Column, Text

class State:
    n = 0

def view(app):
    def add():
        app.set_state(lambda state: setattr(state, "n", state.n + 1))

    return Column(children=[
        Text(key="count", content=f"n is {app.state.n}"),
        Button(key="add", label="Add", on_click=add),
    ])

app = tempestweb.App(State(), view)
"""

SHOW = "app"

OURS = """\
import comm
"comms of our own: %d" % [
    channel.target_name for channel in comm.get_comm_manager().comms.values()
].count("tempestweb")"""

FIELDS = """\
import tempestweb
from tempest_core import Button, Column, Input, Slider, Text, TextArea

class State:
    text = ""
    level = 5.0
    presses = 0

def view(app):
    def change(event):
        app.set_state(lambda state: setattr(state, "text", event.value))

    def slide(event):
        app.set_state(lambda state: setattr(state, "level", event.value))

    def press():
        app.set_state(lambda state: setattr(state, "presses", state.presses + 1))

    state = app.state
    return Column(children=[
        Input(key="input", value=state.text, on_change=change),
        Slider(key="slider", value=state.level, max_value=10.0, on_change=slide),
        Button(key="button", label="Press", on_click=press),
        Text(key="said", content=f"{state.text!r} {state.level:g} {state.presses}"),
    ])

app = tempestweb.App(State(), view)
app
"""


def says(notebook: Notebook, index: int, n: int) -> None:
    """Expect a count in the view below a cell."""
    count = notebook.output(index).locator('[data-key="count"]')
    expect(count).to_have_text(f"n is {n}")


def add(notebook: Notebook, index: int) -> None:
    """Click the button of the view below a cell."""
    notebook.output(index).locator('[data-key="add"]').click()
    notebook.idle()


def runtime_requests(page: Page) -> Sequence[object]:
    """Collect every request for the runtime that pages of this tab send from now on."""
    found: list[object] = []

    def look(frame: str | bytes) -> None:
        data = frame.encode() if isinstance(frame, str) else frame
        if rb"{\"kind\":\"runtime\"}" in data:
            found.append(data)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", look)

    page.on("websocket", listen)
    return found


def test_an_app_that_is_shown_twice_is_one_app(
    open_notebook: Notebooks, page: Page
) -> None:
    asked = runtime_requests(page)
    notebook = open_notebook(COUNTER, SHOW, SHOW, OURS)
    notebook.run_all()
    assert notebook.idle() == 2

    add(notebook, 1)
    says(notebook, 1, 1)
    says(notebook, 2, 1)
    add(notebook, 2)
    says(notebook, 1, 2)
    says(notebook, 2, 2)
    # No widget manager is in the way.
    notebook.run_cell(3)
    expect(notebook.output(3)).to_contain_text("comms of our own: 2")

    # Again in the same place: the old view goes, the new one lives.
    notebook.run_cell(1)
    expect(notebook.output(1).locator(".tempestweb")).to_have_count(1)
    says(notebook, 1, 2)
    add(notebook, 1)
    says(notebook, 1, 3)
    says(notebook, 2, 3)

    # A page that is loaded again finds the app in the kernel, as it was.
    notebook.save()
    notebook.open()
    says(notebook, 1, 3)
    add(notebook, 2)
    says(notebook, 1, 4)
    says(notebook, 2, 4)
    # The extension has brought it along.
    assert asked == []


def test_a_running_cell_shows_its_progress_and_its_last_state(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook(
        COUNTER,
        SHOW,
        """\
import time
from pathlib import Path

def wait_for(name):
    while not Path(name).exists():
        time.sleep(0.01)

def show(n):
    app.set_state(lambda state: setattr(state, "n", n))

show(10)
wait_for("go")
for n in range(1000):
    show(n)
""",
        """\
import threading

def work():
    wait_for("work")
    show(5000)

threading.Thread(target=work).start()
""",
    )
    for index in range(2):
        notebook.run_cell(index)
    notebook.idle()

    notebook.run_cell(2, wait=False)
    says(notebook, 1, 10)
    (notebook.path.parent / "go").touch()
    says(notebook, 1, 999)
    notebook.wait_for_kernel()

    # After its cell has ended, a thread goes on.
    notebook.run_cell(3)
    (notebook.path.parent / "work").touch()
    says(notebook, 1, 5000)


def test_the_keys_pressed_in_an_app_are_not_the_notebooks(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_notebook(FIELDS, "'below'", front_end=front_end)
    notebook.run_all()
    notebook.idle()
    page, shown = notebook.page, notebook.output(0)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    prompts = page.locator(".jp-InputPrompt").all_inner_texts()
    field, said = (
        shown.locator('[data-key="input"]'),
        shown.locator('[data-key="said"]'),
    )

    field.click()
    # Delete, insert above and below, cut, to Markdown, undo, restart, find.
    page.keyboard.type("ddabxmz00f")
    for key in (
        "Escape",
        "Enter",
        "Shift+Enter",
        "Control+Enter",
        "ArrowUp",
        "Alt+Enter",
    ):
        page.keyboard.press(key)
    page.keyboard.press("End")
    page.keyboard.type("dd")
    idle(shown)
    expect(said).to_have_text("'ddabxmz00fdd' 5 0")
    expect(field).to_be_focused()

    shown.locator('[data-key="slider"]').focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    idle(shown)
    expect(said).to_have_text("'ddabxmz00fdd' 7 0")

    button = shown.locator('[data-key="button"]')
    button.focus()
    for key in ("Enter", "Space", "d", "d", "Enter"):
        page.keyboard.press(key)
    idle(shown)
    expect(said).to_have_text("'ddabxmz00fdd' 7 3")
    expect(button).to_be_focused()

    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert page.locator(".jp-InputPrompt").all_inner_texts() == prompts
