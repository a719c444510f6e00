"""A server in a process of its own, started as a user does."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.server.rig import PATIENCE, Visitor


class Served:
    """A running `tempestweb serve`.

    Args:
        process: It; its first line says where.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self._lines = process.stdout
        self.announced = self._lines.readline().strip()
        found = re.search(r"https?://\S+", self.announced)
        assert found is not None, self.announced
        self.url = found.group()

    def visitor(self) -> Visitor:
        """Return somebody new."""
        return Visitor(self.url)

    def expect(self, text: str) -> None:
        """Wait until it prints a line with a text in it."""
        while text not in (line := self._lines.readline()):
            assert line, f"it ended before it said {text!r}"

    def signal(self, name: str) -> None:
        """Send it a signal."""
        self.process.send_signal(signal.Signals[name])

    def wait(self) -> int:
        """Wait for its end; return its status."""
        return self.process.wait(PATIENCE)


@contextmanager
def serve(
    *arguments: str | Path, command: str = "serve", folder: Path | None = None
) -> Iterator[Served]:
    """Run `tempestweb serve` on a free port."""
    program = [sys.executable, "-m", "tempestweb.cli", command]
    words = [*map(str, arguments), "--port=0", "--no-browser"]
    with serve_command([*program, *words], folder=folder) as served:
        yield served


@contextmanager
def serve_command(
    command: Sequence[str], *, folder: Path | None = None
) -> Iterator[Served]:
    """Run a command that serves."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
    )
    try:
        yield Served(process)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()
