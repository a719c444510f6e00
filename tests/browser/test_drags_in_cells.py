"""Dragging in apps below cells: JupyterLab and Notebook 7 have drags of their own."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from scripts.jupyter_server import FrontEnd
from tests.support.boxes import box_of
from tests.support.browser import idle
from tests.support.jupyter import Notebook, Notebooks

APP = """\
from tempest_core import Column, Container, Draggable, DragTarget, ReorderableList
from tempest_core import Style, Text

class make_state:
    def __init__(self):
        self.names = ["a", "b", "c", "d"]
        self.dropped = []

def view(app):
    def reorder(event):
        app.set_state(lambda s: s.names.insert(
            event.to_index, s.names.pop(event.from_index)
        ))

    def drop(event):
        app.set_state(lambda s: s.dropped.append(event.data))

    def box(name):
        return Container(
            key=name, style=Style(height=40.0), child=Text(content=f"Item {name}")
        )

    state = app.state
    return Column(children=[
        ReorderableList(
            key="list", on_reorder=reorder, children=[box(name) for name in state.names]
        ),
        Draggable(key="card", drag_data="card", child=box("Card")),
        DragTarget(key="target", child=box("Target"), on_drop=drop),
        Text(key="said", content=f"{''.join(state.names)} {state.dropped}"),
    ])
"""

CELL = "import app, tempestweb\ntempestweb.App(app.make_state(), app.view)"


def drag(page: Page, start: Locator, end: Locator) -> None:
    """Drag an element by its text to another's far side, as a hand does."""
    source, target = box_of(start), box_of(end)
    page.mouse.move(source.x + 20, source.y + 12)
    page.mouse.down()
    far = 4 if target.y < source.y else 30
    page.mouse.move(target.x + 30, target.y + far, steps=8)
    page.mouse.up()


def test_what_is_dragged_in_an_app_is_the_apps(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    # In a file: the cell is short, and nothing has to be scrolled to.
    notebook = open_notebook(
        *("'above'", CELL, "'below'"), files={"app.py": APP}, front_end=front_end
    )
    notebook.run_all()
    notebook.idle()
    page, shown = notebook.page, notebook.output(1)
    said = shown.locator('[data-key="said"]')
    before = looks(notebook)

    drag(page, at(shown, "a"), at(shown, "c"))
    idle(shown)
    expect(said).to_have_text("bcad []")
    drag(page, at(shown, "d"), at(shown, "b"))
    idle(shown)
    expect(said).to_have_text("dbca []")

    drag(page, at(shown, "card"), at(shown, "target"))
    idle(shown)
    expect(said).to_have_text("dbca ['card']")

    # Let go over another cell, it is nothing, there and here.
    for other in (notebook.cell(2), notebook.cell(0)):
        drag(page, at(shown, "card"), other)
        idle(shown)
        expect(page.locator(".tw-picture, [data-tw-dragged]")).to_have_count(0)
    expect(said).to_have_text("dbca ['card']")

    at(shown, "b").focus()
    page.keyboard.press("Alt+ArrowDown")
    idle(shown)
    expect(said).to_have_text("dcba ['card']")
    assert looks(notebook) == before


def at(shown: Locator, key: str) -> Locator:
    """Find the widget with a key."""
    return shown.locator(f'[data-key="{key}"]')


def looks(notebook: Notebook) -> list[object]:
    """What a drag of the notebook's own would change."""
    page = notebook.page
    return [
        page.locator(".jp-Notebook .jp-InputArea").all_inner_texts(),
        page.locator(".lm-mod-drag-image, .jp-mod-dropTarget").count(),
        page.locator(".jp-Notebook .jp-mod-multiSelected").count(),
        page.evaluate("() => getSelection().toString()"),
    ]
