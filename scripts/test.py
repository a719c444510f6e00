"""Run every test and sum up: unit and client tests beside those in a browser.

Three parts at a time run side by side, for tests in a browser wait much. Each runs
whatever another one says; the exit status is 0 if all passed. What the first prints is
seen at once, what the others print comes when they are done.

A few tests that failed are tried once more when the machine has nothing else to do,
and the summary names them: a test that passes then was too slow beside the others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from scripts import browser

ROOT: Final = Path(__file__).resolve().parent.parent
TESTS: Final = ROOT / "tests"
PYTHON: Final = sys.executable

#: The code without input and output: every branch of it is tested.
PURE: Final = (
    "dom/*",
    "actions.py",
    "parsing.py",
    "protocol.py",
    "scenes.py",
    "session.py",
)

#: So many tests of a part may be tried once more; where more fail, something is broken.
TRIED_AGAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the tests.

    Attributes:
        name: What the summary calls them.
        marks: Which of the Python tests they are.
        chosen: Where those are, for pytest; the default is everywhere.
        runner: What pytest runs under; the default is Python alone.
        then: Commands that belong to it.
    """

    name: str
    marks: str
    chosen: Sequence[str] = ()
    runner: Sequence[str] = ()
    then: Sequence[Sequence[str]] = ()

    def pytest(self, *arguments: str) -> list[str]:
        """Return the command that runs them."""
        cache = ("-o", f"cache_dir={self._cache}")
        return [
            *(PYTHON, *self.runner, "-m", "pytest"),
            *("-m", self.marks, *self.chosen, *cache, *arguments),
        ]

    def failed(self) -> list[str]:
        """List those that failed the last time."""
        path = ROOT / self._cache / "v/cache/lastfailed"
        return sorted(json.loads(path.read_text("utf-8"))) if path.exists() else []

    @property
    def _cache(self) -> str:
        return f".pytest_cache/{self.name.replace(' ', '-')}"


PAGES: Final = Part("pages", "browser and not notebook and not static")
NOTEBOOKS: Final = Part("notebooks", "notebook")
STATIC: Final = Part("static pages", "static and not notebook")
# Watching each line takes as long again as running it, so only the tests that pure code
# has are run so; they reach every branch of it.
CORE: Final = Part(
    "unit tests of the core",
    "not browser",
    chosen=("tests/dom", *sorted(str(path) for path in TESTS.glob("test_*.py"))),
    runner=("-m", "coverage", "run"),
    then=(
        (
            *(PYTHON, "-m", "coverage", "report", "--fail-under=100"),
            "--include=" + ",".join(f"tempestweb/{files}" for files in PURE),
        ),
    ),
)
OTHERS: Final = Part(
    "other unit tests and client tests",
    "not browser",
    chosen=(f"--ignore={TESTS / 'dom'}", f"--ignore-glob={TESTS / 'test_*.py'}"),
    then=((PYTHON, "-m", "scripts.node", "npm", "test"),),
)

#: In the order in which they begin: the longest first.
PARTS: Final = (PAGES, NOTEBOOKS, CORE, OTHERS, STATIC)

#: So many run side by side.
SIDE_BY_SIDE: Final = 3


class Run:
    """One run of a part.

    Args:
        part: What to run.
        output: Where it prints; None: where this script does.
    """

    def __init__(self, part: Part, output: TextIO | None) -> None:
        self.part = part
        self._output = output
        self._seconds = 0.0
        self._has_passed = False
        self._rest_has_passed = False
        self._tried_again: list[str] = []

    @property
    def has_passed(self) -> bool:
        """Whether every test of it has."""
        return self._has_passed and self._rest_has_passed

    def run(self) -> None:
        """Run the part."""
        start = time.monotonic()
        self._has_passed = self._succeeds(self.part.pytest())
        # Each is run whatever the one before it says.
        rest = [self._succeeds(command) for command in self.part.then]
        self._rest_has_passed = all(rest)
        self._seconds = time.monotonic() - start

    def try_again(self) -> None:
        """Run a few tests that failed once more, now that nothing runs beside them."""
        failed = self.part.failed()
        if not self._has_passed and 0 < len(failed) <= TRIED_AGAIN:
            self._tried_again = failed
            print(f"==== {self.part.name}, once more", *failed, sep="\n", flush=True)
            self._output = None
            self._has_passed = self._succeeds(self.part.pytest("--last-failed"))

    def summary(self) -> list[str]:
        """Say how it went, in lines."""
        word = "passed" if self.has_passed else "FAILED"
        line = f"  {word}  {self.part.name} ({self._seconds:.0f} s)"
        return [line, *(f"          tried twice: {test}" for test in self._tried_again)]

    def printed(self) -> str:
        """Return what it printed elsewhere than where this script does."""
        if self._output is None:
            return ""
        self._output.seek(0)
        return self._output.read()

    def _succeeds(self, command: Sequence[str]) -> bool:
        output = self._output
        ended = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output)
        return ended.returncode == 0


def main() -> int:
    """Run all parts and print the summary; return the exit status."""
    try:
        browser.ensure()
    except browser.BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    with ExitStack() as stack:
        runs = [Run(part, _output(part, stack)) for part in PARTS]
        print(f"==== {PARTS[0].name}; the others run meanwhile", flush=True)
        with ThreadPoolExecutor(SIDE_BY_SIDE) as executor:
            # What one of them raises is raised here.
            list(executor.map(Run.run, runs))
        for run in runs[1:]:
            print(f"\n==== {run.part.name}", run.printed(), sep="\n", flush=True)
    for run in runs:
        run.try_again()
    lines = [line for run in runs for line in run.summary()]
    print("==== summary", *lines, sep="\n", flush=True)
    return int(not all(run.has_passed for run in runs))


def _output(part: Part, stack: ExitStack) -> TextIO | None:
    """Return where a part prints: what the first one says is seen at once."""
    if part is PARTS[0]:
        return None
    return stack.enter_context(
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
    )


if __name__ == "__main__":
    sys.exit(main())
