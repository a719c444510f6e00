"""The notebooks among the examples, and the JupyterLite site that shows them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.lite import gather
from tempestweb.errors import BuildError
from tempestweb.wasm.imports import check_imports
from tests.support.examples import EXAMPLES

NOTEBOOKS = sorted(EXAMPLES.rglob("*.ipynb"))
STATIONS = "data/stations.ipynb"

LINK = re.compile(r"\]\(([^):#]+)\)")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What `make lite` makes a site of."""
    gather(tmp_path, with_data=False)
    return tmp_path


def _sources(path: Path, kind: str) -> str:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
    return "\n\n".join(texts)


def _check_imports(notebook: Path) -> None:
    modules = {path.name: path.read_bytes() for path in notebook.parent.glob("*.py")}
    cells = _sources(notebook, "code").encode()
    have = {"tempest_core", "tempestweb"}
    check_imports({**modules, "cells.py": cells}, have)


def test_a_site_has_all_that_its_notebooks_import(site: Path) -> None:
    found = sorted(site.rglob("*.ipynb"))
    assert "data/cyclists.ipynb" in [
        each.relative_to(site).as_posix() for each in found
    ]
    for notebook in found:
        _check_imports(notebook)


def test_a_notebook_leads_to_what_is_in_its_site(site: Path) -> None:
    for page in site.rglob("*.ipynb"):
        for link in LINK.findall(_sources(page, "markdown")):
            assert (page.parent / link).is_file(), f"{page.name} leads to {link}"


def test_the_readme_leads_to_what_is_in_its_site(site: Path) -> None:
    for link in LINK.findall((site / "README.md").read_text("utf-8")):
        assert (site / link).is_file(), link


def test_the_notebook_that_needs_pandas_is_in_a_site_that_has_it(
    tmp_path: Path, site: Path
) -> None:
    with pytest.raises(BuildError, match="pandas"):
        _check_imports(EXAMPLES / STATIONS)
    assert not list(site.rglob("stations.*"))
    gather(tmp_path / "with", with_data=True)
    assert (tmp_path / "with" / STATIONS).is_file()
    assert (tmp_path / "with" / STATIONS).with_suffix(".csv").is_file()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_in_the_index(notebook: Path) -> None:
    path = notebook.relative_to(EXAMPLES).as_posix()
    assert path in (EXAMPLES / "README.md").read_text("utf-8")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(notebook: Path) -> None:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells)
