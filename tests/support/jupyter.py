"""Notebooks in JupyterLab and Notebook 7, driven as their user would."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from scripts.jupyter_server import FrontEnd, JupyterServer, serve
from tests.support.browser import Complaints, idle

#: Added to a page before its own scripts, it hides JupyterLab's extension from it.
WITHOUT_EXTENSION = Path(__file__).parent / "without_extension.js"

OPEN_MILLISECONDS = 60_000
"""For a front end to load and its kernel to start; usually three seconds."""

SETTINGS: Mapping[str, Mapping[str, object]] = {
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    # Every cell stays in the page, in view or not.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}

SERVER_ARGUMENTS = (
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
)
"""Both front ends then offer their application as `window.jupyterapp`."""

EXAMPLE = "import tempestweb\ntempestweb.App.from_file('{name}/app.py')"
"""A cell that shows the example with a name, in a notebook beside the examples."""


def write_notebook(
    path: Path, cells: Sequence[str], *, kernel: str = "python3"
) -> None:
    """Write a notebook of code cells, without outputs."""
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        # Without a kernel's name the front ends ask for one.
        "metadata": {"kernelspec": {"name": kernel, "display_name": kernel}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{index}",
                "source": source,
                "metadata": {},
                "outputs": [],
                "execution_count": None,
            }
            for index, source in enumerate(cells)
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


class JupyterServers:
    """One server for each front end that a test asks for, started when it does.

    Not one for both: a server that has shown a notebook in JupyterLab names that
    notebook in Notebook 7's pages too, which fail to find a file browser for it.
    """

    def __init__(self, root: Path, stack: ExitStack) -> None:
        self.root = root
        self._stack = stack
        self._servers: dict[FrontEnd, JupyterServer] = {}

    def get(self, front_end: FrontEnd) -> JupyterServer:
        """Return the front end's server; it runs until the stack is closed."""
        if front_end not in self._servers:
            self._servers[front_end] = self._stack.enter_context(
                serve(self.root, settings=SETTINGS, arguments=SERVER_ARGUMENTS)
            )
        return self._servers[front_end]

    def running(self) -> Collection[JupyterServer]:
        """Return the servers that were started."""
        return self._servers.values()

    def end_kernels(self, folder: str) -> None:
        """End the kernels of what is in a folder; its pages should be closed before."""
        for server in self.running():
            for session in server.request("/api/sessions"):
                if session["path"].startswith(f"{folder}/"):
                    server.request(f"/api/sessions/{session['id']}", "DELETE")


@dataclass(frozen=True, slots=True)
class Notebook:
    """One notebook, open in one page.

    Attributes:
        path: The notebook's file.
        url: Where it is open; `page.goto(url)` opens it again.
    """

    page: Page
    path: Path
    url: str
    complaints: Complaints

    def open(self) -> None:
        """Open the notebook, or open it again, and wait for its kernel."""
        self.page.goto(self.url)
        self.page.locator(".jp-Notebook").first.wait_for(timeout=OPEN_MILLISECONDS)
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until the kernel is connected and runs nothing."""
        self.page.wait_for_function(
            "() => tempestwebTests.isKernelIdle()", timeout=OPEN_MILLISECONDS
        )

    def run_all(self) -> None:
        """Run all cells and wait for the last to end."""
        self.page.evaluate("() => tempestwebTests.runAllCells()")
        self.wait_for_kernel()

    def run_cell(self, index: int, *, wait: bool = True) -> None:
        """Run the cell of that index, from 0.

        Args:
            index: Which cell.
            wait: Return when it has run. If False, at once: the cell is running.
        """
        self.page.evaluate(
            "([index, wait]) => tempestwebTests.runCell(index, wait)", [index, wait]
        )
        if wait:
            self.wait_for_kernel()

    def restart_kernel(self) -> None:
        """Restart the kernel, as after a crash: outputs stay, the state is gone."""
        # JupyterLab's debugger asks the new kernel something, and complains where the
        # restart came before the answer.
        self.complaints.expect("Could not restore the debugger state: Canceled future")
        self.page.evaluate("() => tempestwebTests.restartKernel()")
        self.wait_for_kernel()

    def without_subshells(self) -> None:
        """Have comms handled between cells only, as older kernels do."""
        self.page.evaluate("() => tempestwebTests.setCommsOverSubshells('disabled')")

    def save(self) -> None:
        """Write the notebook, with its outputs, to its file."""
        self.page.evaluate("() => tempestwebTests.save()")

    def cell(self, index: int) -> Locator:
        """Return the cell of that index, from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """Return what the cell of that index shows below its code."""
        return self.cell(index).locator(".jp-OutputArea")

    def app(self, index: int) -> Locator:
        """Return the root of the app below the cell of that index, from 0.

        Beside it stands its last picture, out of sight.
        """
        return self.output(index).locator(".tempestweb[data-tw-state]")

    def idle(self) -> int:
        """Wait until every app on the page is idle; return how many there are."""
        return idle(self.page)


class Notebooks:
    """Opens notebooks for one test, in a folder of its own; called by the test.

    Calling it writes the cells to a notebook, with the files beside it, and opens it.
    """

    def __init__(
        self,
        servers: JupyterServers,
        *,
        folder: str,
        page: Page,
        complaints: Complaints,
    ) -> None:
        self._servers = servers
        self._root = servers.root
        self._folder = folder
        self._page = page
        self._complaints = complaints
        self._count = 0

    def __call__(
        self,
        *cells: str,
        front_end: FrontEnd = "lab",
        files: Mapping[str, str] | None = None,
        kernel: str = "python3",
        page: Page | None = None,
    ) -> Notebook:
        """Write a notebook and open it; its kernel is ready, nothing has run.

        Args:
            *cells: The code of its cells.
            front_end: Where it opens.
            files: More files for the notebook's folder, name to text; the kernel can
                import them.
            kernel: The name of the kernel's specification.
            page: Where it opens, if not in the test's first page.
        """
        self._count += 1
        path = f"{self._folder}/notebook{self._count}.ipynb"
        file = self._root / path
        write_notebook(file, cells, kernel=kernel)
        for name, text in (files or {}).items():
            (file.parent / name).write_text(text, encoding="utf-8")
        return self._open(path, front_end, page)

    def existing(
        self, source: Path, *, front_end: FrontEnd = "lab", page: Page | None = None
    ) -> Notebook:
        """Copy a notebook with the modules and tables beside it, and open the copy."""
        beside = [f for f in source.parent.iterdir() if f.suffix in {".py", ".csv"}]
        for file in (source, *beside):
            copy = self._root / self._folder / file.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
        return self._open(f"{self._folder}/{source.name}", front_end, page)

    def close(self) -> None:
        """End the kernels of the notebooks; their pages should be closed before."""
        self._servers.end_kernels(self._folder)

    def _open(self, path: str, front_end: FrontEnd, page: Page | None) -> Notebook:
        notebook = Notebook(
            page=page or self._page,
            path=self._root / path,
            url=self._servers.get(front_end).url(path, front_end),
            complaints=self._complaints,
        )
        notebook.open()
        return notebook
