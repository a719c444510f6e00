"""The counter as a static page: how soon it is there, and what it weighs.

The floor is Pyodide used in the usual way: its npm files as they are, packages as
wheels, the same app. All variants are loaded in turns, in one browser.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.serving import serving
from benchmarks.tables import print_table
from scripts import browser as chromium
from tempestweb.wasm.archives import write_archive
from tempestweb.wasm.build import BuildOptions, build
from tempestweb.wasm.distribution import get_distribution
from tempestweb.wasm.own import own_modules
from tempestweb.wasm.report import LATER, sizes
from tempestweb.wasm.wheels import Wheel, get_wheels

HERE = Path(__file__).parent
COUNTER = HERE.parent / "examples/counter/app.py"

TURNS = 5
CLICKS = 200

STOCK = "stock Pyodide"
PLAIN = "tempestweb build"
SNAPSHOT = "tempestweb build --snapshot"


def main() -> None:
    """Print the tables of static pages."""
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place, str(i)) for i, name in enumerate(_VARIANTS)}
        _stock(folders[STOCK])
        build(str(COUNTER), folders[PLAIN], BuildOptions())
        build(str(COUNTER), folders[SNAPSHOT], BuildOptions(has_snapshot=True))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.ensure(),
                args=chromium.FLAGS,
                chromium_sandbox=not chromium.needs_no_sandbox(),
            )
            _times(browser, folders)
            browser.close()
        for name in (PLAIN, SNAPSHOT):
            _weights(name, folders[name])


_VARIANTS = (STOCK, PLAIN, SNAPSHOT)


def _stock(folder: Path) -> None:
    """Make a page of the usual kind."""
    distribution = get_distribution()
    shutil.copytree(distribution.folder, folder)
    wheels = get_wheels([], distribution)
    for wheel in wheels:
        shutil.copyfile(wheel.path, folder / wheel.path.name)
    own = folder / "tempestweb-0-py3-none-any.whl"
    modules = dict(own_modules())
    metadata = b"Metadata-Version: 2.1\nName: tempestweb\nVersion: 0\n"
    own.write_bytes(
        write_archive({**modules, "tempestweb-0.dist-info/METADATA": metadata})
    )
    packages = {wheel.name: _entry(wheel) for wheel in wheels}
    packages["tempestweb"] = _entry(
        Wheel(own, "tempestweb", "0", frozenset({"tempestweb"}), ())
    )
    lock = {"info": distribution.info, "packages": packages}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    (folder / "packages.json").write_text(json.dumps(sorted(packages)))
    shutil.copyfile(HERE / "stock_page.html", folder / "index.html")
    shutil.copyfile(HERE / "stock_page.js", folder / "stock_page.js")
    shutil.copyfile(COUNTER, folder / "app.py")


def _entry(wheel: Wheel) -> dict[str, object]:
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(wheel.modules),
        "depends": [],
        "unvendored_tests": False,
    }


def _times(browser: Browser, folders: dict[str, Path]) -> None:
    first: dict[str, list[float]] = {name: [] for name in folders}
    again: dict[str, list[float]] = {name: [] for name in folders}
    paints: list[float] = []
    clicks: list[float] = []
    for turn in range(TURNS + 1):
        for name, folder in folders.items():
            context = browser.new_context(service_workers="block")
            with serving(folder) as (url, _):
                ready, paint = _visit(context, url)
                repeat, _ = _visit(context, url)
                if turn:
                    first[name].append(ready)
                    again[name].append(repeat)
                    if name == PLAIN:
                        paints.append(paint)
                        clicks += _clicks(context)
            context.close()
    for title, times in (("First visit", first), ("Repeat visit", again)):
        floor = median(times[STOCK])
        print_table(
            f"{title}, from the navigation to what Python has rendered (ms)",
            ("", "p50", "least", "to stock"),
            [(name, median(t), min(t), median(t) / floor) for name, t in times.items()],
        )
    print(
        f"\nFirst contentful paint of the prerendered page: {median(paints):.0f} ms; "
        f"click to DOM: {median(clicks):.1f} ms."
    )


def _visit(context: BrowserContext, url: str) -> tuple[float, float]:
    """Open the page; return when Python had rendered, and when it was first painted."""
    for page in context.pages:
        page.close()
    page = context.new_page()
    page.add_init_script(path=HERE / "clicks.js")
    page.add_init_script(path=HERE / "ready.js")
    page.goto(url)
    page.locator(".tempestweb[data-tw-state=ready]").wait_for(timeout=60_000)
    ready: float = page.evaluate("tempestwebReady")
    paint: float = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    return ready, paint


def _clicks(context: BrowserContext) -> list[float]:
    what = {"button": "[data-key=up]", "text": "[data-key=count]", "gap": 5}
    what |= {"cell": None, "count": CLICKS // TURNS}
    found: list[float] = context.pages[0].evaluate(
        "what => tempestwebBench.clicks(what)", what
    )
    return found


def _weights(name: str, folder: Path) -> None:
    parts = sizes(folder)
    first = [size for part, size in parts.items() if part not in LATER]
    rows = [(part, s.raw, s.compressed) for part, s in parts.items()]
    rows.append(
        ("a first visit", sum(s.raw for s in first), sum(s.compressed for s in first))
    )
    print_table(f"{name}: what it weighs", ("", "bytes", "with brotli"), rows)
