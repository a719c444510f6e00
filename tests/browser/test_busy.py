"""An app while a cell runs: what the cell shows, and what a user's clicks do."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from scripts.jupyter_server import FrontEnd
from tests.support.browser import idle
from tests.support.jupyter import Notebook, Notebooks

APP = """\
import threading, time
import tempestweb
from tempest_core import Button, Row, Text

class State:
    n = 0
    step = 0
    order = ""

def view(app):
    def press(name):
        def handler():
            app.set_state(lambda s: setattr(s, "order", s.order + name))
        return handler

    return Row(children=[
        Text(key="step", content=f"Step {app.state.step}"),
        Text(key="order", content=app.state.order),
        *(Button(key=name, label=name.upper(), on_click=press(name)) for name in "abc"),
    ])

app = tempestweb.App(State(), view)
let_go = threading.Event()

def step(n):
    app.set_state(lambda s: setattr(s, "step", n))
"""

#: A cell that shows its progress at a pace that no frame keeps up with, then waits.
LONG_CELL = """\
for n in range(1, 2001):
    step(n)
{wait}
step(-1)
"""


def opened(open_notebook: Notebooks, front_end: FrontEnd, wait: str) -> Notebook:
    notebook = open_notebook(
        APP, "app", LONG_CELL.format(wait=wait), front_end=front_end
    )
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.idle()
    return notebook


def key(notebook: Notebook, name: str) -> Locator:
    return notebook.output(1).locator(f'[data-key="{name}"]')


def test_an_app_is_live_while_a_cell_runs(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = opened(open_notebook, front_end, "time.sleep(3)")
    notebook.run_cell(2, wait=False)

    # The last of 2,000 changes is shown while the cell sleeps.
    expect(key(notebook, "step")).to_have_text("Step 2000")
    for name in "abc":
        key(notebook, name).click()
    idle(notebook.output(1))
    expect(key(notebook, "order")).to_have_text("abc")
    expect(key(notebook, "step")).to_have_text("Step 2000")
    notebook.wait_for_kernel()
    expect(key(notebook, "step")).to_have_text("Step -1")


def test_what_has_to_wait_for_a_cell_shows_it_and_is_done_in_order(
    open_notebook: Notebooks,
) -> None:
    notebook = opened(open_notebook, "lab", "time.sleep(3)")
    notebook.without_subshells()
    notebook.run_cell(2, wait=False)

    # What the cell changes is shown all the same.
    expect(key(notebook, "step")).to_have_text("Step 2000")
    for name in "abc":
        key(notebook, name).click()
    shown = notebook.output(1)
    root, sign = shown.locator(".tempestweb"), shown.locator(".tw-waiting")
    expect(root).to_have_attribute("data-tw-state", "busy")
    expect(sign).to_have_text("Busy · 3 actions waiting")
    expect(sign).to_be_visible()
    expect(key(notebook, "order")).to_have_text("")
    idle(shown)
    expect(key(notebook, "order")).to_have_text("abc")
    expect(sign).to_be_hidden()
    expect(root).to_have_attribute("data-tw-state", "ready")
