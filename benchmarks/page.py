"""The counter as a page of `tempestweb serve`: its first load, and its clicks.

The floor is a bare tornado page whose WebSocket echoes a count; both are clicked in
turns, in one browser.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, Response, sync_playwright

from benchmarks.tables import print_table
from scripts import browser as chromium
from scripts.jupyter_server import free_port

HERE = Path(__file__).parent
COUNTER = HERE.parent / "examples/counter/app.py"

CLICKS = 100
TURNS = 5
PAUSE = 20


@contextmanager
def running(*command: str) -> Iterator[str]:
    """Run a server that takes its port last; yield its address when it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)], stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        while True:
            try:
                with urllib.request.urlopen(address):
                    break
            except urllib.error.URLError:
                if process.poll() is not None:
                    raise
        yield address
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Print the tables of the page."""
    serve = ("tempestweb.cli", "serve", str(COUNTER), "--port")
    with (
        running("benchmarks.echo_page") as echo,
        running(*serve) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.ensure(),
            args=chromium.FLAGS,
            chromium_sandbox=not chromium.needs_no_sandbox(),
        )
        pages = {
            "bare tornado echo": _open(browser.new_page(), echo, ".clicked"),
            "tempestweb counter": _open(browser.new_page(), served, "[data-key=up]"),
        }
        texts = (".shown", "[data-key=count]")
        buttons = (".clicked", "[data-key=up]")
        times: dict[str, list[float]] = {name: [] for name in pages}
        for turn in range(TURNS + 1):
            targets = zip(pages.items(), buttons, texts, strict=True)
            for (name, page), button, text in targets:
                page.bring_to_front()
                what = {"button": button, "text": text, "gap": PAUSE}
                what |= {"cell": None, "count": CLICKS if turn else 10}
                found = page.evaluate("what => tempestwebBench.clicks(what)", what)
                if turn:
                    times[name] += found
        floor = median(times["bare tornado echo"])
        print_table(
            f"Click to DOM in a page, {PAUSE} ms after the last answer (ms)",
            ("", "clicks", "p50", "p95", "to the floor"),
            [
                (name, len(t), median(t), quantiles(t, n=20)[18], median(t) / floor)
                for name, t in times.items()
            ],
        )
        _first_load(browser.new_page(), served)
        browser.close()


def _open(page: Page, address: str, button: str) -> Page:
    page.add_init_script(path=HERE / "clicks.js")
    page.goto(address)
    page.locator(button).wait_for()
    if page.locator(".tempestweb").count():
        page.locator(".tempestweb[data-tw-state=ready]").wait_for()
    return page


def _first_load(page: Page, address: str) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address)
    page.locator(".tempestweb[data-tw-state=ready]").wait_for()
    rows: list[tuple[str, int]] = []
    for response in responses:
        sizes: Any = response.request.sizes()
        size = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        rows.append((response.url.removeprefix(address).partition("?")[0] or "/", size))
    rows.append(("all", sum(size for _, size in rows)))
    print_table("First load over the network", ("", "bytes"), rows)
    paint = page.evaluate(
        "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    )
    print(f"\nFirst contentful paint: {paint:.0f} ms.")
