"""The counter and 1,000 rows, here and in other frameworks: `benchmarks/peers`.

Each framework has an environment of its own and serves its own app on 127.0.0.1; one
browser visits one after the other. One that cannot be installed is left out.
"""

from __future__ import annotations

import subprocess

from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks.peers.environments import NotInstalledError
from benchmarks.peers.frameworks import (
    FRAMEWORKS,
    OURS,
    OURS_EACH,
    SAME_NAME,
    Framework,
    Kind,
)
from benchmarks.peers.measure import PAUSE, Figures, measure
from benchmarks.processes import NoServerError
from benchmarks.tables import print_table
from scripts import browser as chromium

KINDS: tuple[Kind, ...] = ("counter", "rows")

_TITLES = {"counter": "The counter", "rows": "1,000 rows, of which a click changes one"}


def main() -> None:
    """Print a table for each app, and what is promised as ratios."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.ensure(),
            args=chromium.FLAGS,
            chromium_sandbox=not chromium.needs_no_sandbox(),
        )
        found = {kind: _all(browser, kind) for kind in KINDS}
        browser.close()
    for kind, figures in found.items():
        if figures:
            _print(kind, figures)
    _print_ratios(found["rows"])


def _all(browser: Browser, kind: Kind) -> dict[str, Figures]:
    found = {}
    for framework in FRAMEWORKS:
        if framework is OURS_EACH and kind == "counter":
            continue
        figures = _one(browser, framework, kind)
        if figures is not None:
            found[framework.title()] = figures
    return found


def _one(browser: Browser, framework: Framework, kind: Kind) -> Figures | None:
    try:
        return measure(browser, framework, kind)
    except NotInstalledError as error:
        why = f"cannot be installed: {error}"
    except (NoServerError, subprocess.CalledProcessError) as error:
        why = f"does not start: {error}"
    except Error as error:
        why = f"does not show the app: {error.message}"
    print(f"\n{framework.name}, {kind}: left out, it {' '.join(why.split())[:200]}")
    return None


def _print(kind: Kind, found: dict[str, Figures]) -> None:
    header = ["", "load KB", "load", "load CPU", "clicks", "p50", "p95", "CPU a click"]
    rows: list[list[object]] = [
        [
            name,
            figures.load_bytes / 1000,
            figures.load_ms,
            figures.load_cpu_ms,
            figures.clicks,
            figures.p50,
            figures.p95,
            figures.cpu_ms,
        ]
        for name, figures in found.items()
    ]
    if kind == "counter":
        header.append("KB a page")
        for row, figures in zip(rows, found.values(), strict=True):
            row.append(figures.memory_kb)
    what = "first load, click to DOM, and what the server works (ms)"
    print_table(f"{_TITLES[kind]}: {what}, {PAUSE} ms between clicks", header, rows)


def _print_ratios(found: dict[str, Figures]) -> None:
    """Print what one of 1,000 rows costs, to the package of the same name."""
    floor = next((f for n, f in found.items() if n.startswith(SAME_NAME.name)), None)
    if floor is None:
        return
    wanted = {OURS.title(): 1 / 2, OURS_EACH.title(): 1 / 20}
    print_table(
        "One of 1,000 rows changes: CPU a click, to the package of the same name",
        ("", "ratio", "wanted, at most"),
        [
            (name, found[name].cpu_ms / floor.cpu_ms, most)
            for name, most in wanted.items()
            if name in found
        ],
    )
