"""Mistakes of an app's author, as a notebook shows them: readable, and survivable."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.support.browser import idle
from tests.support.jupyter import Notebook, Notebooks

IMPORTS = """\
import tempestweb
from tempest_core import Button, Column, Row, Text

class State:
    n = 0

def add(app):
    return lambda: app.set_state(lambda state: setattr(state, "n", state.n + 1))
"""

FAILS_AT_FIRST = """\
def view(app):
    return Text(key="now", content=app.state.{name})
app = tempestweb.App(State(), view)
app
"""

FAILS_LATER = """\
def view(app):
    if app.state.n == 1:
        raise ValueError("one is too many")
    return Button(key="add", label=f"n is {app.state.n}", on_click=add(app))
later = tempestweb.App(State(), view)
later
"""

RETURNS_NOTHING = """\
def view(app):
    Text(content="no return")
tempestweb.App(State(), view)
"""

HAS_A_KEY_TWICE = """\
def view(app):
    return Row(children=[Text(key="a", content="one"), Button(key="a", label="two")])
tempestweb.App(State(), view)
"""

HANDLERS_FAIL = """\
def divide(app):
    return 1 / app.state.n

def view(app):
    def fail():
        divide(app)

    return Row(children=[
        Button(key="fail", label="Fail", on_click=fail),
        Button(key="wrong", label="Wrong", on_click=lambda one, two: None),
        Button(key="add", label=f"n is {app.state.n}", on_click=add(app)),
    ])
tempestweb.App(State(), view)
"""


def state(notebook: Notebook, index: int) -> str | None:
    """Return `data-tw-state` of the app below a cell."""
    root = notebook.output(index).locator(".tempestweb")
    return root.get_attribute("data-tw-state")


def problem(notebook: Notebook, index: int) -> Locator:
    """Return the one problem that the app below a cell shows."""
    shown = notebook.output(index).locator(".tw-problem")
    expect(shown).to_have_count(1)
    return shown


def detail(shown: Locator) -> list[str]:
    """Open a problem's details, and return their lines."""
    shown.locator("summary").click()
    return lines_of(shown.locator("pre"))


def lines_of(shown: Locator) -> list[str]:
    """Return the lines of a text, without indentation and marks below the code."""
    lines = [line.strip() for line in shown.inner_text().splitlines()]
    return [line for line in lines if line.strip("^~ ")]


def click(notebook: Notebook, index: int, key: str) -> None:
    """Click a button of the app below a cell, and wait for the answer."""
    notebook.output(index).locator(f'[data-key="{key}"]').click()
    idle(notebook.output(index))


def test_a_view_that_fails_says_so_and_is_mended_by_what_comes_next(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook(
        IMPORTS,
        FAILS_AT_FIRST.format(name="missing"),
        FAILS_LATER,
        RETURNS_NOTHING,
        HAS_A_KEY_TWICE,
        "later.set_state(lambda state: setattr(state, 'n', 1))",
        FAILS_AT_FIRST.format(name="n"),
        "app.swap_view(lambda app: Text(key='now', content='mended'));",
    )
    for index in range(5):
        notebook.run_cell(index)
    notebook.idle()

    # From the start.
    at_first = problem(notebook, 1)
    expect(at_first.locator(".tw-problem-title")).to_have_text(
        "the view failed: AttributeError: 'State' object has no attribute 'missing' "
        "(cell In[2], line 2)"
    )
    assert state(notebook, 1) == "error"
    assert detail(at_first) == [
        "Traceback (most recent call last):",
        "Cell In[2], line 2, in view",
        'return Text(key="now", content=app.state.missing)',
        "AttributeError: 'State' object has no attribute 'missing'",
    ]
    notebook.run_cell(7)
    expect(notebook.output(1).locator('[data-key="now"]')).to_have_text("mended")
    expect(notebook.output(1).locator(".tw-problem")).to_have_count(0)
    assert state(notebook, 1) == "ready"

    # Later on: what was shown stays, and works.
    click(notebook, 2, "add")
    later = problem(notebook, 2)
    expect(later).to_contain_text("ValueError: one is too many (cell In[3], line 3)")
    add = notebook.output(2).locator('[data-key="add"]')
    expect(add).to_have_text("n is 0")
    assert state(notebook, 2) == "error"
    click(notebook, 2, "add")
    expect(add).to_have_text("n is 2")
    expect(notebook.output(2).locator(".tw-problem")).to_have_count(0)
    assert state(notebook, 2) == "ready"

    # What is no exception of the view's own.
    nothing = problem(notebook, 3)
    expect(nothing).to_contain_text(
        "the view returned None, not a widget (cell In[4], line 1)"
    )
    expect(nothing).to_contain_text("Is a `return` missing?")
    expect(nothing.locator("details")).to_have_count(0)
    twice = problem(notebook, 4)
    expect(twice).to_contain_text(
        "two siblings have the key 'a': Text 'one' at place 0 and "
        "Button 'two' at place 1"
    )
    expect(twice.locator("details")).to_have_count(0)

    # A cell that breaks the view of another says so in a line.
    notebook.run_cell(5)
    expect(problem(notebook, 2)).to_contain_text("one is too many")
    assert re.fullmatch(
        r"app\.view \[[0-9a-f]{8}\] the view failed: ValueError: one is too many "
        r"\(cell In\[3\], line 3\)",
        notebook.output(5).inner_text().strip(),
    )


def test_a_handler_that_fails_says_so_and_the_app_works_on(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook(IMPORTS, HANDLERS_FAIL)
    notebook.run_all()
    notebook.idle()

    click(notebook, 1, "fail")
    failed = problem(notebook, 1)
    expect(failed.locator(".tw-problem-title")).to_have_text(
        "Button.on_click failed: ZeroDivisionError: division by zero "
        "(cell In[2], line 2)"
    )
    assert detail(failed) == [
        "Traceback (most recent call last):",
        "Cell In[2], line 6, in fail",
        "divide(app)",
        "Cell In[2], line 2, in divide",
        "return 1 / app.state.n",
        "ZeroDivisionError: division by zero",
    ]
    assert state(notebook, 1) == "ready"

    click(notebook, 1, "wrong")
    expect(problem(notebook, 1)).to_contain_text(
        "the handler <lambda> (cell In[2], line 10) needs 2 arguments (one, two), "
        "but gets the event or nothing"
    )

    click(notebook, 1, "add")
    expect(notebook.output(1).locator('[data-key="add"]')).to_have_text("n is 1")
    expect(notebook.output(1).locator(".tw-problem")).to_have_count(0)
    click(notebook, 1, "fail")
    expect(notebook.output(1).locator(".tw-problem")).to_have_count(0)


def test_an_app_file_that_cannot_be_loaded_is_an_error_of_a_few_lines(
    open_notebook: Notebooks,
) -> None:
    cell = 'import tempestweb\napp = tempestweb.App.from_file("{}")'
    notebook = open_notebook(
        cell.format("broken.py"),
        cell.format("fails.py"),
        cell.format("absent.py"),
        files={
            "broken.py": "def view(app):\n    return Text(content='a'\n",
            "fails.py": "import neighbour\n",
            "neighbour.py": "def run():\n    raise KeyError('x')\n\nrun()\n",
        },
    )
    for index in range(3):
        notebook.run_cell(index)
    folder = notebook.path.parent

    trace = "Traceback (most recent call last):"
    load = "app = tempestweb.App.from_file"
    chained = "The above exception was the direct cause of the following exception:"
    assert lines_of(notebook.output(0)) == [
        f'File "{folder}/broken.py", line 2',
        "return Text(content='a'",
        "SyntaxError: '(' was never closed",
        chained,
        trace,
        "Cell In[1], line 2, in <module>",
        f'{load}("broken.py")',
        "AppLoadError: broken.py, line 2 is not Python: '(' was never closed: "
        "`return Text(content='a'`",
        "Mend the file.",
    ]
    assert lines_of(notebook.output(1)) == [
        trace,
        f'File "{folder}/fails.py", line 1, in <module>',
        "import neighbour",
        f'File "{folder}/neighbour.py", line 4, in <module>',
        "run()",
        f'File "{folder}/neighbour.py", line 2, in run',
        "raise KeyError('x')",
        "KeyError: 'x'",
        chained,
        trace,
        "Cell In[2], line 2, in <module>",
        f'{load}("fails.py")',
        "AppLoadError: fails.py fails when it is run: KeyError: 'x' "
        "(neighbour.py, line 2)",
        "Mend the file.",
    ]
    assert lines_of(notebook.output(2)) == [
        trace,
        "Cell In[3], line 2, in <module>",
        f'{load}("absent.py")',
        "AppLoadError: there is no app file absent.py",
        f"Give the path of a Python file, as seen from {folder}.",
    ]
