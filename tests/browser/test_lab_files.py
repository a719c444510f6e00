"""Open With > tempestweb App: the app of a file beside its editor, in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.client import ROOT
from scripts.jupyter_server import FrontEnd
from tempestweb.cli.new import FOLDER
from tests.support.boxes import NEAR, box_of
from tests.support.browser import Complaints
from tests.support.jupyter import OPEN_MILLISECONDS, JupyterServers
from tests.support.lab import Lab

COUNTER = (ROOT / "examples" / "counter" / "app.py").read_text("utf-8")

NO_PYTHON_HERE = "def view(app:\n"


@pytest.fixture
def lab(jupyter_servers: JupyterServers, page: Page, tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab, with a folder for the test's files."""
    with in_folder(jupyter_servers, "lab", page, tmp_path) as lab:
        yield lab


@contextmanager
def in_folder(
    servers: JupyterServers, front_end: FrontEnd, page: Page, tmp_path: Path
) -> Iterator[Lab]:
    """Make a folder for a test's files; end their kernels after the block."""
    inside = f"apps-of-{tmp_path.name}"
    folder = servers.root / inside
    folder.mkdir()
    lab = Lab(page, servers.get(front_end), folder, inside)
    yield lab
    page.close()
    servers.end_kernels(inside)


def test_an_app_file_is_live_beside_its_editor(
    lab: Lab, complaints: Complaints
) -> None:
    page = lab.page
    lab.write("app.py", COUNTER)
    lab.open("app.py")
    editor = page.locator(".jp-FileEditor")
    editor.wait_for()

    app = lab.open_with("app.py")
    count = app.locator("[data-key=count]")
    expect(count).to_have_text("Count: 0")
    assert box_of(app).x > box_of(editor).right - 1
    app.locator("[data-key=up]").click()
    app.locator("[data-key=up]").click()
    lab.idle()
    expect(count).to_have_text("Count: 2")

    # Saved by whomever: the view changes, the state stays.
    lab.write("app.py", COUNTER.replace("Count: ", "So far: "))
    expect(count).to_have_text("So far: 2")
    lab.write("app.py", NO_PYTHON_HERE)
    expect(app.get_by_text("app.py, line 1 is not Python")).to_be_visible()
    expect(count).to_have_text("So far: 2")
    lab.write("app.py", COUNTER)
    expect(count).to_have_text("Count: 2")
    expect(app.get_by_text("is not Python")).to_have_count(0)

    # A page that is loaded again has the panel, and that its state.
    lab.reload("app.py")
    expect(count).to_have_text("Count: 2")
    lab.wait_for_kernels("app.py")

    # Restarted, it begins anew.
    app.click()
    page.locator('[data-jp-item-name="restart"]:visible').click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(count).to_have_text("Count: 0")

    # A file that is broken from the start, in another folder.
    lab.write("second/broken.py", NO_PYTHON_HERE)
    lab.execute("filebrowser:go-to-path", path=f"{lab.inside}/second")
    second = lab.open_with("broken.py")
    expect(second.get_by_text("broken.py, line 1 is not Python")).to_be_visible()
    lab.write("second/broken.py", COUNTER.replace("Count: ", "Mended: "))
    expect(second.locator("[data-key=count]")).to_have_text("Mended: 0")
    lab.wait_for_kernels("app.py", "second/broken.py")

    # One that ends Python while JupyterLab asks it something, too: not run again.
    complaints.expect("Canceled future for create_subshell_request")
    lab.write("second/end.py", "import os\nos._exit(1)\n")
    third = lab.open_with("end.py")
    # The server looks every three seconds whether a kernel still lives.
    has_ended = third.get_by_text("Python has ended")
    expect(has_ended).to_be_visible(timeout=OPEN_MILLISECONDS)
    lab.write("second/end.py", COUNTER)
    third.get_by_role("button", name="Start again").click()
    expect(third.locator("[data-key=count]")).to_have_text("Count: 0")

    expect(page.locator(".tw-status")).to_have_text("3 apps")

    # With the panels their kernels go.
    lab.execute("application:close-all")
    lab.wait_for_kernels()


def test_an_app_file_opens_in_notebook_7(
    jupyter_servers: JupyterServers,
    page: Page,
    complaints: Complaints,
    tmp_path: Path,
) -> None:
    # Of the page of any file, with or without tempestweb.
    complaints.expect("Command 'filebrowser:open-path' not registered")
    with in_folder(jupyter_servers, "notebook", page, tmp_path) as lab:
        lab.write("app.py", COUNTER)
        # Where Open With leads to there.
        url = lab.server.url(f"{lab.inside}/app.py", "notebook")
        page.goto(f"{url.replace('/notebooks/', '/edit/')}&factory=tempestweb+App")
        count = page.locator(".tw-file [data-key=count]")
        page.locator("[data-key=up]").click()
        expect(count).to_have_text("Count: 1")

        lab.write("app.py", COUNTER.replace("Count: ", "So far: "))
        expect(count).to_have_text("So far: 1")


def test_the_inspector_shows_widgets_state_and_messages(lab: Lab) -> None:
    page = lab.page
    asked: list[object] = []

    def note(frame: str | bytes) -> None:
        text = frame if isinstance(frame, str) else frame.decode("latin-1")
        if '\\"inspect\\"' in text:
            asked.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    lab.write("app.py", COUNTER)
    lab.open("app.py")
    page.locator(".jp-FileEditor").wait_for()
    up = lab.open_with("app.py").locator("[data-key=up]")
    up.click()
    lab.idle()
    assert asked == []

    page.locator(".tw-status").click()
    inspector = page.locator(".tw-inspector")
    row = inspector.get_by_role("treeitem").filter(has_text="Button").last
    expect(row).to_contain_text("up")
    expect(row).to_contain_text("label='+'")
    # With the pointer and with the keyboard: what is looked at is framed.
    frame = page.locator(".tw-highlight")
    row.hover()
    expect(frame).to_be_visible()
    assert (box_of(frame).x, box_of(frame).width) == NEAR(
        (box_of(up).x, box_of(up).width), abs=1.0
    )
    row.click()
    page.keyboard.press("Home")
    expect(inspector.get_by_role("treeitem").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(inspector.get_by_role("treeitem")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(row).to_be_visible()

    inspector.get_by_role("tab", name="State").click()
    value = inspector.get_by_role("treeitem").filter(has_text="value")
    expect(value.last).to_have_text("value1")
    up.click()
    expect(value.last).to_have_text("value2")
    inspector.get_by_role("tab", name="Messages").click()
    message = inspector.locator(".tw-log-row").filter(has_text="event")
    expect(message.first).to_contain_text("click")
    expect(message.first).to_contain_text(re.compile(r"\d+ B"))

    # Unseen it asks for nothing.
    lab.execute("application:toggle-right-area")
    expect(inspector).to_be_hidden()
    asked.clear()
    for _ in range(3):
        up.click()
        lab.idle()
    lab.execute("application:toggle-right-area")
    inspector.get_by_role("tab", name="State").click()
    expect(value.last).to_have_text("value5")
    assert len(asked) == 1


def test_the_launcher_makes_an_app_and_shows_it(lab: Lab) -> None:
    lab.write("todo/other.txt", "in the way")
    lab.open()
    lab.execute("launcher:create", cwd=lab.inside)
    tile = lab.page.locator(".jp-LauncherCard").filter(has_text="Todo")
    tile.last.click()

    app = lab.page.locator(".tw-file:visible")
    live = app.locator(".tempestweb")
    expect(live).to_have_attribute("data-tw-state", "ready", timeout=OPEN_MILLISECONDS)
    template = (FOLDER / "todo" / "app.py").read_text("utf-8")
    assert (lab.folder / "todo-2" / "app.py").read_text("utf-8") == template
    editor = lab.page.locator(".jp-FileEditor")
    assert box_of(app).x > box_of(editor).right - 1
    lab.wait_for_kernels("todo-2/app.py")
