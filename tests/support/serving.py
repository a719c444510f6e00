"""`tempestweb serve` and `tempestweb dev` as a person runs them, each a process."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal, Self

from scripts.client import ROOT
from scripts.jupyter_server import free_port
from tests.support.wire import Wire

Command = Literal["serve", "dev"]

COUNTER = ROOT / "examples" / "counter" / "app.py"

START_SECONDS = 30.0
"""How long a server may take to answer; usually less than one."""

STOP_SECONDS = 20.0
"""How long a server may take to end."""

PROBE_SECONDS = 0.02
"""How often a starting server is asked whether it is ready."""


class AppServerError(Exception):
    """A server did not start, or did not say what was waited for; carries its log."""


class AppServer:
    """A server of apps on 127.0.0.1; `start` it, `stop` it, start it again.

    Args:
        command: What runs it; what it prints first says where it is.
        port: Where it listens, for who comes through another port.
        base: The path of everything; begins and ends with a slash.
        folder: Where the command is called.

    Attributes:
        announced: The first line that it wrote.
        url: Where it says that it is.
        log: The lines that it has written, of all its runs.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        port: int = 0,
        base: str = "/",
        folder: Path = ROOT,
    ) -> None:
        self.port = port
        self.log: list[str] = []
        self.announced = ""
        self.url = ""
        self._base = base
        self._command = command
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._news = threading.Condition()

    @classmethod
    def of(
        cls,
        apps: Sequence[Path],
        *,
        command: Command = "serve",
        arguments: Sequence[str] = (),
        base: str = "/",
    ) -> Self:
        """Make a server that is always at the same port.

        Args:
            apps: What it serves.
            command: How.
            arguments: More of them.
            base: The path of everything; begins and ends with a slash.
        """
        port = free_port()
        words = [*map(str, apps), f"--port={port}", f"--base-url={base}", *arguments]
        return cls(command_of(*words, command=command), port=port, base=base)

    def url_at(self, port: int) -> str:
        """Return where the apps are for somebody who comes through another port."""
        return f"http://127.0.0.1:{port}{self._base}"

    def start(self) -> None:
        """Start it, and wait until it listens.

        Raises:
            AppServerError: It does not in time.
        """
        before = len(self.log)
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read_log, args=[self._process])
        self._reader.start()
        reader = self._reader
        with self._news:
            self._news.wait_for(
                lambda: len(self.log) > before or not reader.is_alive(), START_SECONDS
            )
            self.announced = self.log[before] if len(self.log) > before else ""
        found = re.search(r"https?://\S+", self.announced)
        if found is None:
            self.stop()
            raise AppServerError("it did not start:\n" + "\n".join(self.log))
        self.url = found.group()

    def stop(self) -> None:
        """Tell it to end, and wait until it has."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join(STOP_SECONDS)

    def signal(self, name: str) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(signal.Signals[name])

    def wait(self) -> int:
        """Wait for its end; return its status."""
        assert self._process is not None
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
        self.stop()

    def wait_for_log(self, text: str, times: int = 1) -> None:
        """Wait until it has written so many lines with a text in them.

        Raises:
            AppServerError: It does not.
        """

        def is_there() -> bool:
            return sum(text in line for line in self.log) >= times

        with self._news:
            if not self._news.wait_for(is_there, STOP_SECONDS):
                log = "\n".join(self.log)
                raise AppServerError(f"it did not write {text!r}:\n{log}")

    def wait_for_end_of_sessions(self) -> None:
        """Wait until it has none.

        Raises:
            AppServerError: There is still one.
        """
        deadline = time.monotonic() + STOP_SECONDS
        while "\ntempestweb_sessions 0.0\n" not in self._get("metrics"):
            if time.monotonic() > deadline:
                raise AppServerError("a session does not end")
            self._wait_a_little()

    def _get(self, path: str) -> str:
        address = f"{self.url}{path}"
        with urllib.request.urlopen(address, timeout=STOP_SECONDS) as answer:
            text: str = answer.read().decode()
        return text

    def _wait_a_little(self) -> None:
        with self._news:
            self._news.wait(PROBE_SECONDS)

    def _read_log(self, process: subprocess.Popen[str]) -> None:
        stream = process.stdout
        if stream is None:
            raise TypeError("the server's process must be started with a pipe")
        with stream:
            for line in stream:
                with self._news:
                    self.log.append(line.rstrip("\n"))
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()


def command_of(*arguments: str | Path, command: Command = "serve") -> list[str]:
    """Return the command that a user types, for this Python."""
    program = [sys.executable, "-m", "tempestweb.cli", command]
    return [*program, *map(str, arguments), "--no-browser"]


@contextmanager
def serve(
    *arguments: str | Path, command: Command = "serve", folder: Path = ROOT
) -> Iterator[AppServer]:
    """Run `tempestweb serve` on a free port."""
    words = command_of(*arguments, "--port=0", command=command)
    with serve_command(words, folder=folder) as served:
        yield served


@contextmanager
def serve_command(
    command: Sequence[str], *, folder: Path = ROOT
) -> Iterator[AppServer]:
    """Run a command that serves."""
    served = AppServer(command, folder=folder)
    served.start()
    try:
        yield served
    finally:
        served.kill()


class Serving:
    """Starts the servers of a test, and ends them with it.

    Args:
        folder: Where the apps that a test writes are put.
        stack: Ends them.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.servers: list[AppServer] = []

    def __call__(
        self,
        *apps: Path | str,
        command: Command = "serve",
        arguments: Sequence[str] = (),
        base: str = "/",
    ) -> AppServer:
        """Start a server; return it when it is ready.

        Args:
            apps: What it serves: files and folders, or the text of one.
            command: How.
            arguments: More of them.
            base: The path of everything; begins and ends with a slash.
        """
        server = AppServer.of(
            [app if isinstance(app, Path) else self.write(app) for app in apps],
            command=command,
            arguments=arguments,
            base=base,
        )
        self._stack.callback(server.stop)
        self.servers.append(server)
        server.start()
        return server

    def write(self, text: str, name: str = "app.py") -> Path:
        """Save an app, as an editor does; return its file."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def wire_to(self, server: AppServer) -> Wire:
        """Put a wire before a server, for pages to come through."""
        return self._stack.enter_context(Wire(server.port))
