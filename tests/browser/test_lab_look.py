"""An app in JupyterLab: its theme, the width of its cell, overlays in an output."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tempest_core import Theme, ThemeMode
from tempest_core.tokens import ColorRole

from tests.support.boxes import NEAR, Box, box_of
from tests.support.colors import css
from tests.support.jupyter import Notebooks

APP = """\
import tempestweb
from tempest_core import (
    BottomSheet, Button, Card, Column, Dialog, Row, Style, Text, Toast,
)

def dialog():
    close = Button(key="close", label="Close", on_click=lambda: low.dismiss(shown[0]))
    return Dialog(title="Sure?", children=[
        Column(style=Style(width=200.0, height=260.0), children=[close])])

shown = []

def view(app):
    return Row(children=[
        Button(key="open", label="Open",
               on_click=lambda: shown.insert(0, app.show_dialog(dialog()))),
        Text(key="width", content=f"{app.media.width:.0f} px"),
    ])

low = tempestweb.App(None, view)
low
"""

LONG = """\
def view(app):
    def tell():
        app.toast(Text(key="saved", content="Saved", style=Style(padding=None)),
                  duration_s=2.0)
    def rise():
        done = Button(key="done", label="Done", on_click=lambda: app.dismiss(sheet))
        room = Column(style=Style(height=200.0), children=[done])
        sheet = app.show_sheet(BottomSheet(key="sheet", children=[room]))
    return Column(style=Style(height=3000.0), children=[
        Button(key="save", label="Save", on_click=tell),
        Button(key="rise", label="Rise", on_click=rise)])

long = tempestweb.App(None, view)
long
"""

SCROLLED = re.compile("jp-mod-outputsScrolled")

AT_REST = """(element) =>
    Promise.all(element.getAnimations().map(({ finished }) => finished))"""

#: While JupyterLab exchanges its theme, widths change for a moment.
TELLS_WIDTH = """([scene, told]) =>
    told.textContent === `${Math.round(scene.getBoundingClientRect().width)} px`"""

IN_A_CELL = """\
shown.insert(0, low.show_dialog(dialog()))
"""


def test_an_app_follows_the_lab(open_notebook: Notebooks) -> None:
    notebook = open_notebook(APP, LONG, IN_A_CELL)
    page = notebook.page
    notebook.run_cell(0)
    notebook.idle()
    below = notebook.app(0)
    scene = below.locator(".tw-scene")

    # Its theme, live.
    expect(scene).to_have_css("background-color", surface(ThemeMode.LIGHT))
    use_theme(page, "JupyterLab Dark")
    expect(scene).to_have_css("background-color", surface(ThemeMode.DARK))

    # What a plain cell makes has that theme too.
    notebook.run_cell(2)
    close = below.locator('[data-key="close"]')
    dark = Theme(mode=ThemeMode.DARK)
    expect(close).to_have_css("background-color", css(dark, ColorRole.PRIMARY))
    close.click()
    expect(close).to_have_count(0)

    # Back, also for the tests that follow: the server keeps the choice.
    use_theme(page, "JupyterLab Light")
    expect(scene).to_have_css("background-color", surface(ThemeMode.LIGHT))

    # The width of the output, not of the window.
    width = below.locator('[data-key="width"]')
    has_its_width = [scene.element_handle(), width.element_handle()]
    page.wait_for_function(TELLS_WIDTH, arg=has_its_width)
    wide = box_of(scene).width
    page.evaluate("() => tempestwebTests.execute('application:toggle-left-area')")
    page.wait_for_function(
        "([scene, wide]) => Math.abs(scene.clientWidth - wide) > 50",
        arg=[scene.element_handle(), wide],
    )
    page.wait_for_function(TELLS_WIDTH, arg=has_its_width)

    # A dialog in an output of one line is whole, in sight, and gone without a trace.
    before = box_of(scene)
    assert before.height < 100
    below.locator('[data-key="open"]').click()
    expect(close).to_be_visible()
    dialog = below.locator(".tw-overlay > *")
    assert is_inside(box_of(dialog), output_area(page))
    close.click()
    expect(close).to_have_count(0)
    assert box_of(scene).height == NEAR(before.height)

    # A toast of a long app comes where the user looks, and nothing is scrolled.
    notebook.run_cell(1)
    notebook.idle()
    save = notebook.app(1).locator('[data-key="save"]')
    save.scroll_into_view_if_needed()
    place = box_of(save)
    save.click()
    saved = notebook.app(1).locator('[data-key="saved"]')
    expect(saved).to_be_visible()
    assert is_inside(box_of(saved), output_area(page))
    assert box_of(save).y == NEAR(place.y)
    expect(saved).to_have_count(0)

    # Nor is it by a sheet, which rises from the end of what is seen.
    long = notebook.app(1)
    rise, sheet = long.locator('[data-key="rise"]'), long.locator('[data-key="sheet"]')
    rise.evaluate("(button) => button.scrollIntoView()")
    place = box_of(rise)
    rise.click()
    notebook.idle()
    sheet.evaluate(AT_REST)
    assert box_of(sheet).bottom == NEAR(box_of(output_area(page)).bottom, abs=2.0)
    assert box_of(rise).y == NEAR(place.y, abs=2.0)
    long.locator('[data-key="done"]').click()

    # Where too little of the app is seen the sheet comes near, not at the app's end.
    expect(sheet).to_have_count(0)
    rise.evaluate("(button) => button.scrollIntoView({ block: 'end' })")
    rise.click()
    notebook.idle()
    sheet.evaluate(AT_REST)
    assert is_inside(box_of(sheet), output_area(page))
    expect(rise).to_be_in_viewport()


def test_a_long_app_is_not_scrolled_in_a_box_of_notebook_7(
    open_notebook: Notebooks,
) -> None:
    text = "print('line\\n' * 200)"
    notebook = open_notebook(
        "import tempestweb\nfrom tempest_core import *\n" + LONG,
        text,
        f"{text}\nlong",
        front_end="notebook",
    )
    notebook.run_all()
    notebook.idle()

    # As long text is, beside an app too.
    for index in (1, 2):
        expect(notebook.cell(index)).to_have_class(SCROLLED)
    expect(notebook.cell(0)).not_to_have_class(SCROLLED)
    assert box_of(notebook.output(0)).height >= 3000.0

    # Its user can have it so.
    notebook.cell(0).locator(".jp-InputPrompt").click()
    command = "notebook:enable-output-scrolling"
    notebook.page.evaluate("(name) => tempestwebTests.execute(name)", command)
    expect(notebook.cell(0)).to_have_class(SCROLLED)
    assert box_of(notebook.output(0)).height < 1000.0


def use_theme(page: Page, name: str) -> None:
    """Switch JupyterLab's theme, as its Settings menu does."""
    change: dict[str, Any] = {"theme": name}
    page.evaluate(
        "(change) => tempestwebTests.execute('apputils:change-theme', change)",
        change,
    )


def surface(mode: ThemeMode) -> str:
    """Write the colour of a scene."""
    return css(Theme(mode=mode), ColorRole.SURFACE)


def output_area(page: Page) -> Locator:
    """Return the part of the page in which the notebook scrolls."""
    return page.locator(".jp-Notebook").first


def is_inside(box: Box, area: Locator) -> bool:
    """Tell whether a box is wholly in a part of the page that is seen."""
    seen = box_of(area)
    return box.y >= seen.y - 1 and box.bottom <= seen.bottom + 1
