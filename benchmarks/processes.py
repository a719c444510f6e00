"""Servers under measurement: started, waited for, weighed, ended."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

#: How long a server may take to answer, in seconds.
START_SECONDS: Final = 60.0

#: How long it may take to end, in seconds.
STOP_SECONDS: Final = 5.0


class NoServerError(Exception):
    """A server ended, or did not answer in time; says what it wrote."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers.

    Attributes:
        address: Where, with a slash at its end.
        process: Its first process.
    """

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Return the CPU time of all its processes so far, in seconds."""
        times = [process.cpu_times() for process in self._all()]
        return float(sum(each.user + each.system for each in times))

    def memory(self) -> float:
        """Return the resident memory of all its processes, in KB."""
        return float(sum(each.memory_info().rss for each in self._all()) / 1024)

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Run a server until the block ends; wait for its first answer.

    Raises:
        NoServerError: There is none.
    """
    with tempfile.TemporaryFile() as written:
        process = psutil.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait_for(process, address, written)
            yield Running(address, process)
        finally:
            _end(process)


def _wait_for(process: psutil.Popen, address: str, written: IO[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    why = f"nothing answers at {address}"
    while time.monotonic() < end:
        if process.poll() is not None:
            why = f"the server ended with {process.returncode}"
            break
        try:
            with urllib.request.urlopen(address, timeout=START_SECONDS):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    written.seek(0)
    raise NoServerError(f"{why}\n{written.read()[-600:].decode(errors='replace')}")


def _end(process: psutil.Popen) -> None:
    """End a server and all that it started."""
    if process.poll() is not None:
        return
    family = [process, *process.children(recursive=True)]
    for each in family:
        if each.is_running():
            each.terminate()
    _, alive = psutil.wait_procs(family, STOP_SECONDS)
    for each in alive:
        each.kill()
    process.wait()
