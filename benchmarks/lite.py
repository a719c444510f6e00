"""A JupyterLite site: how soon an app is in its cell, how fast clicks are, its weight.

The floor is the site that JupyterLite makes by itself of the same packages as they were
published. Both are visited in turns by fresh browsers. Clicks are measured against a
bare anywidget that echoes, in the same notebook.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserType, Page, sync_playwright

from benchmarks.clicks import CONTENDERS, COUNTER, measure
from benchmarks.serving import serving
from benchmarks.tables import print_table
from scripts import browser as chromium
from tempestweb.wasm.distribution import get_distribution
from tempestweb.wasm.lite.build import build_site, make_site
from tempestweb.wasm.lite.contents import read_contents
from tempestweb.wasm.lite.jupyterlite import find_kernel, kernel_wheels
from tempestweb.wasm.lite.packages import (
    AT_START,
    Packages,
    first_of,
    get_packages,
    of_kernel,
)
from tempestweb.wasm.lite.parts import part_of
from tempestweb.wasm.report import sizes
from tempestweb.wasm.wheels import get_wheels
from tempestweb.wasm.workshop import Workshop, find_node
from tests.support.jupyter import write_notebook

HERE = Path(__file__).parent

TURNS = 5
PAUSES = ((20, 40), (300, 20))
WAIT_MILLISECONDS = 120_000

STOCK = "stock JupyterLite"
OURS = "tempestweb build --mode lite"

#: The floor, and the counter.
CELLS = {
    name: CONTENDERS[name] for name in ("bare anywidget echo", "tempestweb counter")
}


def main() -> None:
    """Print the tables of JupyterLite sites."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        notebooks = _notebooks(place / "notebooks")
        folders = {STOCK: place / "stock", OURS: place / "ours"}
        _stock(notebooks, folders[STOCK], place / "work")
        build_site(str(notebooks), folders[OURS])
        with sync_playwright() as playwright:
            loaded = _times(playwright.chromium, folders)
            _clicks(playwright.chromium, folders[OURS])
        for variant, folder in folders.items():
            _weights(variant, folder, loaded[variant])


def _notebooks(folder: Path) -> Path:
    write_notebook(
        folder / "first.ipynb", [CELLS["tempestweb counter"][0]], kernel="python"
    )
    cells = [source for source, _, _ in CELLS.values()]
    write_notebook(folder / "clicks.ipynb", cells, kernel="python")
    (folder / "app.py").write_bytes(COUNTER.read_bytes())
    (folder / "echo.js").write_bytes((HERE / "echo.js").read_bytes())
    (folder / "jupyter-lite.json").write_text(
        '{"jupyter-config-data": {"exposeAppInBrowser": true}}'
    )
    return folder


def _stock(notebooks: Path, site: Path, place: Path) -> None:
    """Make the site that JupyterLite makes of the packages as they were published."""
    place.mkdir()
    distribution = get_distribution()
    kernel = find_kernel()
    wheels = kernel_wheels(kernel)
    packages = get_packages(Workshop(distribution, find_node()), [], wheels, place)
    paths = [*wheels, *place.glob("*.whl")]
    paths += [wheel.path for wheel in get_wheels(of_kernel(), distribution)]
    stdlib = (distribution.folder / "python_stdlib.zip").read_bytes()
    published = replace(_published(packages, paths), stdlib=stdlib)
    contents = read_contents(str(notebooks))
    make_site(site, place, contents, published, distribution, kernel)


def _published(packages: Packages, paths: list[Path]) -> Packages:
    wheels = {path.name: path.read_bytes() for path in paths}
    used = {name: wheels[name] for name in packages.wheels}
    entries = {
        name: {**entry, "sha256": hashlib.sha256(used[entry["file_name"]]).hexdigest()}
        for name, entry in packages.lock["packages"].items()
    }
    kernels = [name for name in AT_START if name != "tempestweb"]
    return replace(
        packages,
        wheels=used,
        lock={**packages.lock, "packages": entries},
        first=first_of(kernels, entries),
    )


@contextmanager
def _opened(chrome: BrowserType, url: str, notebook: str) -> Iterator[Page]:
    """Open a notebook in a browser that has a disk, as people's have: 10 MB fit in."""
    with tempfile.TemporaryDirectory() as profile:
        context = chrome.launch_persistent_context(
            profile,
            executable_path=chromium.ensure(),
            args=chromium.FLAGS,
            chromium_sandbox=not chromium.needs_no_sandbox(),
        )
        page = context.pages[0]
        page.add_init_script(path=HERE.parent / "tests/support/page.js")
        page.add_init_script(path=HERE / "clicks.js")
        page.goto(f"{url}lab/index.html?path={notebook}")
        page.wait_for_function(
            "() => tempestwebTests.isKernelIdle()", timeout=WAIT_MILLISECONDS
        )
        yield page
        context.close()


def _times(chrome: BrowserType, folders: dict[str, Path]) -> dict[str, Counter[str]]:
    times: dict[str, list[float]] = {name: [] for name in folders}
    loaded: dict[str, Counter[str]] = {}
    for _ in range(TURNS):
        for name, folder in folders.items():
            with (
                serving(folder) as (url, sent),
                _opened(chrome, url, "first.ipynb") as page,
            ):
                page.evaluate("() => tempestwebTests.runAllCells()")
                page.locator(".tempestweb[data-tw-state=ready]").wait_for(
                    timeout=WAIT_MILLISECONDS
                )
                times[name].append(page.evaluate("performance.now()"))
                loaded[name] = sent.copy()
    floor = median(times[STOCK])
    print_table(
        "From the navigation to the counter in its cell (ms)",
        ("", "p50", "least", "to stock"),
        [(name, median(t), min(t), median(t) / floor) for name, t in times.items()],
    )
    return loaded


def _clicks(chrome: BrowserType, folder: Path) -> None:
    with serving(folder) as (url, _), _opened(chrome, url, "clicks.ipynb") as page:
        for pause, count in PAUSES:
            measure(page, "JupyterLite", pause, count, CELLS)


def _weights(name: str, folder: Path, loaded: Counter[str]) -> None:
    parts = sizes(folder, part_of)
    first: Counter[str] = Counter()
    for path, size in loaded.items():
        first[part_of(Path(path))] += size
    rows = [(part, size.raw, first[part]) for part, size in parts.items()]
    rows.append(("together", sum(s.raw for s in parts.values()), first.total()))
    print_table(f"{name}: what it weighs", ("", "bytes", "loaded first"), rows)
