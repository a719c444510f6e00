"""JupyterLab whose server has no tempestweb: apps come through anywidget alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.jupyter import WITHOUT_EXTENSION, Notebooks

APP = """\
import tempestweb
from tempest_core import Button

def view(app):
    def add():
        app.set_state(lambda state: state.append(1))
    return Button(key="add", label=f"n is {len(app.state)}", on_click=add)

tempestweb.App([], view)
"""


def test_apps_are_live_in_cells_without_the_extension(
    open_notebook: Notebooks, page: Page
) -> None:
    page.add_init_script(path=WITHOUT_EXTENSION)
    notebook = open_notebook(APP)
    assert page.evaluate("() => jupyterapp.hasPlugin('tempestweb:outputs')") is False

    notebook.run_all()
    notebook.idle()
    add = notebook.output(0).locator("[data-key=add]")
    add.click()
    notebook.idle()

    expect(add).to_have_text("n is 1")
