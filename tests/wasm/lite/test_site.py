from __future__ import annotations

import json
import re
from importlib import import_module, metadata
from pathlib import Path

import pytest

from tempestweb.errors import BuildError
from tempestweb.wasm.lite import jupyterlite
from tempestweb.wasm.lite.build import build_site, configuration, merged
from tempestweb.wasm.lite.offline import finish
from tempestweb.wasm.lite.parts import part_of
from tempestweb.wasm.output import MARK
from tests.wasm.conftest import Write

PAGE = '<html><head><link id="jupyter-lite-main"></head><body></body></html>'


def _site(folder: Path, **files: str) -> Path:
    (folder / "lab").mkdir(parents=True)
    (folder / "lab" / "index.html").write_text(PAGE)
    (folder / "index.html").write_text("<html><head></head></html>")
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def _revisions(site: Path) -> dict[str, str]:
    text = (site / "service-worker.js").read_text()
    found = re.search(r"\[\{\"url\".*?\}\]", text)
    assert found
    return {entry["url"]: entry["revision"] for entry in json.loads(found[0])}


def test_each_page_has_the_site_kept_for_offline_visits(tmp_path: Path) -> None:
    site = _site(tmp_path / "site")
    finish(site, '{"version": "1"}')
    page = (site / "lab" / "index.html").read_text()
    assert '<script type="module" src="../lite.js"></script>\n</head>' in page
    assert 'data-site="../">{"version": "1"}</script>' in page
    # The one at the root only leads on.
    assert "script" not in (site / "index.html").read_text()


def test_a_changed_file_is_the_only_one_that_is_fetched_again(tmp_path: Path) -> None:
    before, after = (
        _site(tmp_path / name, same="1", changed=name) for name in ("old", "new")
    )
    for site in (before, after):
        finish(site, "")
    old, new = _revisions(before), _revisions(after)
    assert set(old) == {"index.html", "lab/index.html", "lite.js", "same", "changed"}
    assert {name for name in old if old[name] != new[name]} == {"changed"}


def test_what_an_author_says_to_jupyterlite_goes_first() -> None:
    plugin = "@jupyterlite/pyodide-kernel-extension:kernel"
    own = {
        "jupyter-config-data": {
            "appName": "Shop",
            "litePluginSettings": {
                plugin: {"loadPyodideOptions": {"packages": ["numpy"], "env": {}}}
            },
        }
    }
    data = configuration(own, ["micropip"])["jupyter-config-data"]
    assert data["appName"] == "Shop"
    assert data["litePluginSettings"][plugin] == {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": ["micropip", "numpy"], "env": {}},
    }
    assert merged({"a": 1, "b": {"c": 2}}, {"b": 3}) == {"a": 1, "b": 3}


def test_without_jupyterlite_the_error_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    folder = write({"a.ipynb": "{}"})
    with pytest.raises(BuildError, match="jupyterlite-core, which is not") as caught:
        build_site(str(folder), folder.parent / "site")
    assert "tempestweb[lite]" in caught.value.hint
    assert not (folder.parent / "site").exists()


def test_a_jupyterlite_for_another_pyodide_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    constants = import_module("jupyterlite_pyodide_kernel.constants")
    monkeypatch.setattr(constants, "PYODIDE_VERSION", "0.1")
    with pytest.raises(BuildError, match=r"runs on Pyodide 0\.1"):
        jupyterlite.find_kernel()


def test_what_jupyterlite_complains_of_is_told(tmp_path: Path) -> None:
    nowhere = [tmp_path / "nowhere"]
    with pytest.raises(BuildError, match=r"(?s)JupyterLite cannot build .*nowhere"):
        jupyterlite.run_builder(
            tmp_path, tmp_path / "site", extensions=nowhere, contents=tmp_path
        )


def test_the_site_is_made_where_its_relative_path_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    work, files = Path("work"), Path("files")
    for folder in (work, files):
        folder.mkdir()
    (files / "notes.txt").write_text("here")

    jupyterlite.run_builder(work, Path("site"), extensions=[], contents=files)

    assert (tmp_path / "site/jupyter-lite.json").is_file()
    assert (tmp_path / "site/files/notes.txt").read_text() == "here"


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("static/pyodide/python_stdlib.zip", "standard library"),
        ("static/pyodide/pyodide.asm.wasm", "Python's runtime"),
        ("static/pyodide/ipython-9-py3-none-any.whl", "packages"),
        ("files/first.ipynb", "notebooks and files"),
        ("lab/index.html", "JupyterLab and Notebook"),
        (MARK, "JupyterLab and Notebook"),
    ],
)
def test_each_file_is_part_of_something_that_a_person_knows(
    path: str, part: str
) -> None:
    assert part_of(Path(path)) == part
