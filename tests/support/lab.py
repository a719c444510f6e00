"""JupyterLab without a notebook: files, panels, commands."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Any

from playwright.sync_api import Locator, Page

from scripts.jupyter_server import JupyterServer
from tests.support.browser import idle
from tests.support.jupyter import OPEN_MILLISECONDS

FACTORY = "tempestweb App"

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Lab:
    """One page of JupyterLab.

    Attributes:
        folder: The folder of the test's files, in the server's.
        inside: Its path for the server.
    """

    page: Page
    server: JupyterServer
    folder: Path
    inside: str

    def open(self, file: str = "") -> None:
        """Open JupyterLab on a file of the folder, or on the folder."""
        path = f"{self.inside}/{file}".removesuffix("/")
        self.page.goto(self.server.url(path))
        self._wait()

    def reload(self, *panels: str) -> None:
        """Load the page again; the panels of these files come back."""
        # A page keeps what is open some time after it was opened.
        tabs = [f'"tempestweb:{self.inside}/{file}"' for file in panels]
        self._wait_until(lambda: all(self._kept().count(tab) >= 2 for tab in tabs))
        self.page.reload()
        self._wait()

    def _kept(self) -> str:
        return json.dumps(self.server.request("/lab/api/workspaces"))

    def execute(self, command: str, **given: object) -> None:
        """Execute a command, without waiting for what it returns."""
        self.page.evaluate(
            "([command, given]) => void jupyterapp.commands.execute(command, given)",
            [command, given],
        )

    def open_with(self, file: str) -> Locator:
        """Open the app of a file as its user does; return the panel's content."""
        item = self.page.locator(f'.jp-DirListing-item[title^="Name: {file}"]')
        item.click(button="right")
        menu = self.page.locator(".lm-Menu-item")
        menu.filter(has_text="Open With").hover()
        menu.filter(has_text=FACTORY).last.click()
        panel = self.page.locator(".tw-file:visible").last
        panel.wait_for(timeout=OPEN_MILLISECONDS)
        return panel

    def idle(self) -> int:
        """Wait until every app on the page is idle; return how many there are."""
        return idle(self.page)

    def write(self, file: str, text: str) -> None:
        """Write a file of the folder, as any editor would."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def kernels(self) -> list[str]:
        """Return the files of the folder that have a kernel."""
        sessions: list[dict[str, Any]] = self.server.request("/api/sessions")
        paths = [session["path"] for session in sessions]
        begin = f"{self.inside}/"
        own = [p.removeprefix(begin) for p in paths if p.startswith(begin)]
        return sorted(normpath(path) for path in own)

    def wait_for_kernels(self, *files: str) -> None:
        """Wait until exactly these files have one."""
        self._wait_until(lambda: self.kernels() == sorted(files))

    def _wait_until(self, is_so: Callable[[], bool]) -> None:
        """Ask the server again and again; the page goes on meanwhile."""
        deadline = time.monotonic() + SECONDS
        while not is_so():
            assert time.monotonic() < deadline, (self.kernels(), self._kept())
            self.page.evaluate("() => new Promise(requestAnimationFrame)")

    def _wait(self) -> None:
        self.page.wait_for_function(
            "() => window.jupyterapp", timeout=OPEN_MILLISECONDS
        )
        self.page.evaluate("() => window.jupyterapp.restored")
