from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tempestweb.wasm.lite.build import configuration
from tempestweb.wasm.lite.early import KERNEL, prepare

SCRIPT = "extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.1a.js"


def _site(folder: Path, **own: object) -> Path:
    """Write what there is of a site when JupyterLite has built it."""
    settings = {"pyodideUrl": "./static/pyodide/pyodide.mjs", **own}
    said = {
        "jupyter-config-data": {
            "appVersion": "1.2.3",
            "litePluginSettings": {KERNEL: settings},
        }
    }
    (folder / SCRIPT).parent.mkdir(parents=True)
    (folder / SCRIPT).touch()
    (folder / "static/pyodide").mkdir(parents=True)
    text = json.dumps(configuration(said, ["micropip"]))
    (folder / "jupyter-lite.json").write_text(text)
    return folder


def _settings(site: Path) -> dict[str, Any]:
    text = (site / "jupyter-lite.json").read_text()
    found: dict[str, Any] = json.loads(text)["jupyter-config-data"]
    settings: dict[str, Any] = found["litePluginSettings"][KERNEL]
    return settings


def test_pages_are_told_what_their_kernel_will_be_asked_for(tmp_path: Path) -> None:
    site = _site(tmp_path)
    start = json.loads(prepare(site))
    assert start["script"] == SCRIPT
    assert start["version"] == "1.2.3"
    # The loader compares them with what the kernel asks for.
    assert start["options"] == _settings(site)["loadPyodideOptions"]
    assert (site / "lite-kernel.js").is_file()


def test_kernels_ask_the_loader_beside_pyodide(tmp_path: Path) -> None:
    site = _site(tmp_path)
    prepare(site)
    assert (site / _settings(site)["pyodideUrl"]).is_file()


def test_what_pages_are_told_ends_no_element_of_theirs(tmp_path: Path) -> None:
    options = {"env": {"GREETING": "</script>"}}
    text = prepare(_site(tmp_path, loadPyodideOptions=options))
    assert "<" not in text
    assert json.loads(text)["options"]["env"] == options["env"]


def test_a_pyodide_of_the_authors_own_is_left_alone(tmp_path: Path) -> None:
    url = "https://pyodide.example/pyodide.mjs"
    site = _site(tmp_path, pyodideUrl=url)
    assert prepare(site) == ""
    assert _settings(site)["pyodideUrl"] == url


def test_a_kernel_with_another_worker_starts_as_jupyterlite_has_it(
    tmp_path: Path,
) -> None:
    site = _site(tmp_path)
    (site / SCRIPT).unlink()
    assert prepare(site) == ""
    assert _settings(site)["pyodideUrl"] == "./static/pyodide/pyodide.mjs"
