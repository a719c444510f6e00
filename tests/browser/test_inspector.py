"""The inspector on apps in cells, in JupyterLab and in Notebook 7."""

from __future__ import annotations

from playwright.sync_api import expect

from scripts.jupyter_server import FrontEnd
from tests.support.boxes import NEAR, box_of
from tests.support.examples import APP_FILES
from tests.support.inspector import inspect_apps
from tests.support.jupyter import Notebooks

CELL = "import app, tempestweb\ntempestweb.App(app.make_state(), app.view)"

LONG = """\
from tempest_core import Column, Style, Text

def view(app):
    above = Column(style=Style(height=2000.0), children=[Text(content="Above")])
    return Column(children=[above, Text(content="End", key="end")])

tempestweb.App(None, view)
"""


def test_apps_in_cells_are_inspected(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_notebook(
        *(CELL, CELL, LONG),
        files={"app.py": APP_FILES["counter"].read_text("utf-8")},
        front_end=front_end,
    )
    page = notebook.page
    notebook.run_all()
    notebook.idle()
    inspector = inspect_apps(page)
    choice = inspector.get_by_label("App")
    names = ["1. notebook1.ipynb [1]", "2. notebook1.ipynb [2]"]
    expect(choice.locator("option")).to_have_text([*names, "3. notebook1.ipynb [3]"])

    # The second: its widgets, its state, what is pointed at.
    choice.select_option(index=1)
    row = inspector.get_by_role("treeitem").filter(has_text="label='+'")
    up = notebook.app(1).locator('[data-key="up"]')
    row.hover()
    frame = page.locator(".tw-highlight")
    expect(frame).to_be_visible()
    assert (box_of(frame).x, box_of(frame).y) == NEAR(
        (box_of(up).x, box_of(up).y), abs=1.0
    )
    inspector.get_by_role("tab", name="State").click()
    expect(frame).to_have_count(0)
    value = inspector.get_by_role("treeitem").filter(has_text="value").last
    expect(value).to_have_text("value0")
    up.click()
    expect(value).to_have_text("value1")

    # The cell is run again: what it shows now is inspected, not another cell's app.
    notebook.app(0).locator('[data-key="up"]').click()
    notebook.run_cell(1)
    notebook.idle()
    expect(choice).to_have_value("2. notebook1.ipynb [4]")
    expect(value).to_have_text("value0")
    up.click()
    expect(value).to_have_text("value1")

    # What cannot be seen has no frame; whoever goes to it sees it.
    choice.select_option(index=2)
    notebook.cell(0).evaluate("(cell) => cell.scrollIntoView()")
    inspector.get_by_role("tab", name="Widgets").click()
    end = inspector.get_by_role("treeitem").filter(has_text="content='End'")
    end.hover()
    expect(frame).to_have_count(0)
    end.click()
    expect(notebook.app(2).locator('[data-key="end"]')).to_be_in_viewport()
    expect(frame).to_be_visible()

    notebook.restart_kernel()
    expect(inspector.get_by_text("This page shows no app.")).to_be_visible()
