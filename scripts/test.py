"""Run every test in one go and sum up: unit, client, then browser.

All parts run whatever an earlier one says; the exit status is 0 if all passed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import browser, node

ROOT = Path(__file__).resolve().parent.parent

FULLY_COVERED = "tempestweb/dom/*,tempestweb/session.py,tempestweb/protocol.py"
"""The code without input and output: every branch of it is tested."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the test run: its name, and what runs it and tells if it passed."""

    name: str
    run: Callable[[], bool]


def unit() -> bool:
    """Run the Python tests that need no browser, and check their coverage."""
    passed = _python("-m", "coverage", "run", "-m", "pytest", "-m", "not browser")
    _python("-m", "coverage", "report")
    return passed


def coverage() -> bool:
    """Check that the pure code is covered to the last branch."""
    return _python(
        *("-m", "coverage", "report", "--fail-under=100", f"--include={FULLY_COVERED}")
    )


def client() -> bool:
    """Run the client's tests in Node.js."""
    found = node.find()
    return found is not None and found.run(["npm", "test"], cwd=ROOT) == 0


def in_browser() -> bool:
    """Run the Python tests that drive a browser; install one if there is none."""
    try:
        browser.ensure()
    except browser.BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return False
    return _python("-m", "pytest", "-m", "browser")


PARTS = (
    Part("unit tests", unit),
    Part("coverage of the pure code", coverage),
    Part("client tests", client),
    Part("browser tests", in_browser),
)


def main() -> int:
    """Run all parts and print the summary; return the exit status."""
    lines = []
    has_failed = False
    for part in PARTS:
        print(f"\n==== {part.name}", flush=True)
        start = time.monotonic()
        passed = part.run()
        has_failed = has_failed or not passed
        seconds = time.monotonic() - start
        verdict = "passed" if passed else "FAILED"
        lines.append(f"  {verdict}  {part.name} ({seconds:.0f} s)")
    print("\n==== summary", *lines, sep="\n", flush=True)
    return int(has_failed)


def _python(*arguments: str) -> bool:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
