"""Cells that run again: views change in place, and nothing is left behind."""

from __future__ import annotations

from playwright.sync_api import expect

from scripts.jupyter_server import FrontEnd
from tests.support.jupyter import Notebook, Notebooks

STATE = """\
import comm, tempestweb
from tempest_core import Button, Column, Text

class State:
    n = 0

app = tempestweb.App(State())
"""

VIEW = """\
from pathlib import Path
WORD = Path("word").read_text()

@app.view
def view(app):
    def add():
        app.set_state(lambda state: setattr(state, "n", state.n + 1))

    return Column(children=[
        Text(key="count", content=f"{WORD} {app.state.n}"),
        Button(key="add", label="Add", on_click=add),
    ])
"""

NEW_APP = "tempestweb.App(State(), view)"


def says(notebook: Notebook, index: int, text: str) -> None:
    """Expect a text in the view below a cell."""
    count = notebook.output(index).locator('[data-key="count"]')
    expect(count).to_have_text(text)


def test_the_cell_of_the_view_changes_every_output_and_keeps_the_state(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_notebook(
        STATE,
        "app",
        "app",
        VIEW,
        f"{NEW_APP}",
        "print(len(comm.get_comm_manager().comms))",
        files={"word": "n is"},
        front_end=front_end,
    )
    for index in range(3):
        notebook.run_cell(index)
    assert notebook.idle() == 2
    expect(notebook.output(1)).to_contain_text("This app has no view yet.")

    notebook.run_cell(3)
    says(notebook, 1, "n is 0")
    notebook.output(1).locator('[data-key="add"]').click()
    notebook.idle()
    (notebook.path.parent / "word").write_text("now it is", encoding="utf-8")
    notebook.run_cell(3)
    says(notebook, 1, "now it is 1")
    says(notebook, 2, "now it is 1")
    notebook.output(2).locator('[data-key="add"]').click()
    says(notebook, 1, "now it is 2")

    # A new app each time, of which one is left.
    notebook.run_cell(4)
    notebook.run_cell(5)
    before = notebook.output(5).inner_text()
    for _ in range(5):
        notebook.run_cell(4)
    notebook.run_cell(5)
    assert notebook.output(5).inner_text() == before
    assert notebook.idle() == 3
    notebook.output(4).locator('[data-key="add"]').click()
    says(notebook, 4, "now it is 1")
