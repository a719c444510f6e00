"""Every example in a cell of a notebook: one JupyterLab, one kernel, a cell each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import PAGE_SCRIPT, Complaints
from tests.support.deeds import DEEDS, do_in_a_cell
from tests.support.examples import EXAMPLES
from tests.support.jupyter import EXAMPLE, JupyterServers, Notebook, write_notebook

NAMES = sorted(DEEDS)


@pytest.fixture(scope="module")
def notebook(jupyter_servers: JupyterServers, browser: Browser) -> Iterator[Notebook]:
    """A notebook beside the folders of the examples; nothing has run."""
    folder = jupyter_servers.root / "examples"
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(EXAMPLES, folder, ignore=leave_out)
    path = folder / "all.ipynb"
    write_notebook(path, [EXAMPLE.format(name=name) for name in NAMES])
    complaints = Complaints()
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_init_script(path=PAGE_SCRIPT)
        complaints.listen_to(context)
        url = jupyter_servers.get("lab").url(f"{folder.name}/{path.name}")
        notebook = Notebook(context.new_page(), path, url, complaints)
        notebook.open()
        yield notebook
        # A page whose kernel goes away complains.
        notebook.page.close()
    jupyter_servers.end_kernels(folder.name)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_in_a_cell_answers(name: str, notebook: Notebook) -> None:
    do_in_a_cell(notebook, NAMES.index(name), name)

    assert notebook.complaints.unexpected() == []
