"""From a click to the changed DOM in JupyterLab, against a floor and a peer.

All in one notebook, one kernel, one page, in turns: a bare anywidget that echoes a
custom message (the floor), ipywidgets' Button and Label, and the counter of
`examples/counter`. Nearly all of the time is Jupyter's, and half of that a TCP stall
that depends on the pause between clicks, so it is stated with every figure. The server
extension ends the stall; everything is measured without and with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.tables import print_table
from scripts import browser as chromium
from scripts.jupyter_server import serve
from tests.support.jupyter import write_notebook

HERE = Path(__file__).parent
COUNTER = HERE.parent / "examples/counter/app.py"

ECHO = """
import pathlib, anywidget

class Echo(anywidget.AnyWidget):
    _esm = pathlib.Path("echo.js")
    count = 0

    def answer(self, _widget, content, buffers):
        self.count += 1
        self.send(str(self.count))

echo = Echo()
echo.on_msg(echo.answer)
echo
"""

IPYWIDGETS = """
import ipywidgets

label = ipywidgets.Label("0")
button = ipywidgets.Button(description="+")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.VBox([label, button])
"""

TEMPESTWEB = """
import app, tempestweb

tempestweb.App(app.make_state(), app.view)
"""

CONTENDERS = {
    "bare anywidget echo": (ECHO, ".clicked", ".shown"),
    "ipywidgets Button + Label": (IPYWIDGETS, "button", ".widget-label"),
    "tempestweb counter": (TEMPESTWEB, '[data-key="up"]', '[data-key="count"]'),
}

EXTENSION = "tempestweb.server.extension"

#: The pause after each answer in ms, and how many clicks each contender gets in a turn.
#: Turns are short and many: what slows the machine down then slows all contenders.
PAUSES = ((20, 20), (300, 12))
TURNS = 12


def main() -> None:
    """Print a table for each server and pause."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "app.py").write_text(COUNTER.read_text("utf-8"), "utf-8")
        (root / "echo.js").write_text((HERE / "echo.js").read_text("utf-8"), "utf-8")
        cells = [source for source, _, _ in CONTENDERS.values()]
        write_notebook(root / "clicks.ipynb", cells)
        browser = playwright.chromium.launch(
            executable_path=chromium.ensure(),
            args=chromium.FLAGS,
            chromium_sandbox=not chromium.needs_no_sandbox(),
        )
        for name, is_enabled in (("as it is", False), ("with the extension", True)):
            arguments = (
                "--LabApp.expose_app_in_browser=True",
                f"--ServerApp.jpserver_extensions={{'{EXTENSION}': {is_enabled}}}",
            )
            with serve(root, arguments=arguments) as server:
                page = browser.new_page()
                page.add_init_script(path=HERE.parent / "tests/support/page.js")
                page.add_init_script(path=HERE / "clicks.js")
                page.goto(server.url("clicks.ipynb"))
                for pause, count in PAUSES:
                    measure(page, f"JupyterLab {name}", pause, count)
                page.close()
        browser.close()


def measure(
    page: Page,
    place: str,
    pause: int,
    count: int,
    contenders: Mapping[str, tuple[str, str, str]] = CONTENDERS,
) -> None:
    """Print how long clicks take in an open notebook with a cell for each contender.

    Args:
        page: The page, with its notebook.
        place: What the table says of it.
        pause: After each answer, in ms.
        count: How many clicks in a turn.
        contenders: The first one is the floor.
    """
    page.wait_for_function("() => tempestwebTests.isKernelIdle()", timeout=60_000)
    page.evaluate("() => tempestwebTests.runAllCells()")
    page.wait_for_function("() => tempestwebTests.isKernelIdle()", timeout=60_000)
    for _, button, _ in contenders.values():
        page.locator(f".jp-OutputArea-output {button}").first.wait_for()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(TURNS + 1):
        for cell, (name, (_, button, text)) in enumerate(contenders.items()):
            what = {"cell": cell, "button": button, "text": text, "gap": pause}
            what["count"] = count if turn else 5
            found = page.evaluate("what => tempestwebBench.clicks(what)", what)
            if turn:
                times[name] += found
    floor = median(next(iter(times.values())))
    print_table(
        f"Click to DOM in {place}, {pause} ms after the last answer (ms)",
        ("", "clicks", "p50", "p95", "to the floor"),
        [
            (name, len(t), median(t), quantiles(t, n=20)[18], median(t) / floor)
            for name, t in times.items()
        ],
    )
