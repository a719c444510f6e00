"""What handlers print and display: in a drawer below the app, and nowhere else."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import idle
from tests.support.jupyter import Notebooks

APP = """\
import sys, time
import tempestweb
from IPython.display import HTML, clear_output, display
from tempest_core import Button, Row

def progress():
    for percent in (10, 50, 100):
        print(f"\\r{percent} %", end="", file=sys.stderr)
        time.sleep(0.15)

def table():
    display(HTML("<table><tr><td>cell</td></tr></table><script>alert(1)</script>"))
    display({"answer": 42})

def much():
    for n in range(60_000):
        print("line", n)

HANDLERS = {"say": lambda: print("hello", "there"), "progress": progress,
            "table": table, "much": much}

def view(app):
    return Row(children=[
        Button(key=name, label=name, on_click=handler)
        for name, handler in HANDLERS.items()
    ])

app = tempestweb.App(None, view)
app
"""


def test_what_handlers_print_and_display_is_in_a_drawer(
    open_notebook: Notebooks,
) -> None:
    notebook = open_notebook(
        APP,
        "import time\nprint('a cell')\ntime.sleep(2)\nprint('goes on')",
        "%%capture captured\nimport time\nprint('captured')\ntime.sleep(2)",
        "captured.stdout",
    )
    notebook.run_cell(0)
    notebook.idle()
    below = notebook.output(0)
    drawer, lines = below.locator(".tw-drawer"), below.locator(".tw-drawer-lines")
    expect(drawer).to_have_count(0)

    def click(key: str) -> None:
        below.locator(f'[data-key="{key}"]').click()
        idle(below)

    # While a cell prints too, and while one captures what it prints.
    notebook.run_cell(1, wait=False)
    expect(notebook.output(1)).to_have_text("a cell")
    click("say")
    expect(lines).to_have_text("hello there")
    notebook.wait_for_kernel()
    expect(notebook.output(1)).to_have_text("a cell\ngoes on")
    notebook.run_cell(2, wait=False)
    click("say")
    notebook.wait_for_kernel()
    notebook.run_cell(3)
    expect(notebook.output(3)).to_contain_text("'captured\\n'")

    click("progress")
    expect(lines.locator(".tw-stderr")).to_have_text("100 %")
    click("table")
    expect(lines.locator("td")).to_have_text("cell")
    expect(lines.locator("script")).to_have_count(0)
    expect(lines).to_contain_text("{'answer': 42}")

    # The latest is in sight, and how much is gone is said.
    click("much")
    expect(lines).to_contain_text("line 59999")
    last = lines.locator("> *").last
    body = drawer.locator(".tw-drawer-body")
    assert body.evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 8
    expect(drawer.locator(".tw-drawer-dropped")).to_contain_text("are not kept")
    assert lines.evaluate("e => e.textContent.length") <= 256 * 1024
    expect(last).to_be_visible()

    # Closed, it stays closed; cleared, it goes and comes back with what is new.
    drawer.locator("summary").click()
    expect(body).to_be_hidden()
    drawer.locator("summary").click()
    drawer.get_by_role("button", name="Clear").click()
    idle(below)
    expect(drawer).to_be_hidden()
    click("say")
    expect(lines).to_have_text("hello there")
    expect(notebook.output(0)).not_to_contain_text("line")
