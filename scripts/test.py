"""Run every test in one go and sum up: unit and client tests beside those in a browser.

All parts run whatever an earlier one says; the exit status is 0 if all passed. Browser
tests wait much, so the others run meanwhile; what those print comes when they are done.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from scripts import browser

ROOT = Path(__file__).resolve().parent.parent

PURE = ("dom/*", "actions.py", "parsing.py", "protocol.py", "scenes.py", "session.py")
"""The code without input and output: every branch of it is tested."""


Run = Callable[[list[str]], bool]
"""Runs a command in the project's folder; tells whether it succeeded."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the test run: its name, and what runs it and tells if it passed."""

    name: str
    test: Callable[[Run], bool]


def unit(run: Run) -> bool:
    """Run the Python tests that need no browser, and measure their coverage."""
    return run(_python("-m", "coverage", "run", "-m", "pytest", "-m", "not browser"))


def coverage(run: Run) -> bool:
    """Check that the pure code is covered to the last branch."""
    include = ",".join(f"tempestweb/{files}" for files in PURE)
    check = ("--fail-under=100", f"--include={include}")
    return run(_python("-m", "coverage", "report", *check))


def client(run: Run) -> bool:
    """Run the client's tests in Node.js."""
    return run(_python("-m", "scripts.node", "npm", "test"))


def in_browser(run: Run) -> bool:
    """Run the Python tests that drive a browser; install one if there is none."""
    try:
        browser.ensure()
    except browser.BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return False
    return run(_python("-m", "pytest", "-m", "browser"))


BESIDE = (
    Part("unit tests", unit),
    Part("coverage of the pure code", coverage),
    Part("client tests", client),
)
IN_BROWSER = Part("browser tests", in_browser)


def main() -> int:
    """Run all parts and print the summary; return the exit status."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        found: list[tuple[str, bool, float]] = []
        beside = threading.Thread(
            target=lambda: found.extend(_tried(part, _into(output)) for part in BESIDE)
        )
        beside.start()
        print(f"==== {IN_BROWSER.name}; the others run meanwhile", flush=True)
        last = _tried(IN_BROWSER, _run)
        beside.join()
        output.seek(0)
        print("\n==== unit and client tests", output.read(), sep="\n", flush=True)
    lines = [
        f"  {'passed' if passed else 'FAILED'}  {name} ({seconds:.0f} s)"
        for name, passed, seconds in (*found, last)
    ]
    print("==== summary", *lines, sep="\n", flush=True)
    return int(not all(passed for _, passed, _ in (*found, last)))


def _tried(part: Part, run: Run) -> tuple[str, bool, float]:
    start = time.monotonic()
    passed = part.test(run)
    return part.name, passed, time.monotonic() - start


def _run(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT).returncode == 0


def _into(output: TextIO) -> Run:
    def run(command: list[str]) -> bool:
        ended = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output)
        return ended.returncode == 0

    return run


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


if __name__ == "__main__":
    sys.exit(main())
