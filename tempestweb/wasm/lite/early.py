"""What lets the pages of a site start their kernel before they ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tempestweb.dom.html import embedded_json
from tempestweb.wasm.own import static_file

#: The kernel's plugin, by which JupyterLite knows its settings.
KERNEL: Final = "@jupyterlite/pyodide-kernel-extension:kernel"

#: Where JupyterLite looks for a Pyodide of the site's own.
PYODIDE: Final = "static/pyodide"

#: The worker that waits to be asked for, and what it is asked for Pyodide by.
_WORKER: Final = "lite-kernel.js"
_LOADER: Final = "lite-pyodide.js"

#: The loader's name beside Pyodide.
_LOADER_BESIDE: Final = "pyodide.early.mjs"

#: The worker of the kernel's own extension, without shared memory.
_SCRIPT: Final = (
    "extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.*.js"
)

#: What a kernel imports when it starts, and then for an app, in that order.
_MODULES: Final = (
    "piplite.piplite",
    "IPython.core.interactiveshell",
    "IPython.core.shellapp",
    "tempestweb",
)

_CONFIGURATION: Final = "jupyter-lite.json"


def prepare(site: Path) -> str:
    """Prepare a site that JupyterLite has built; it is changed in place.

    Returns:
        What its pages need to know, as JSON; empty where a kernel must not be started
        early: the author of the site has settled where it gets Pyodide from, or
        JupyterLite has changed.
    """
    path = site / _CONFIGURATION
    configuration = json.loads(path.read_text("utf-8"))
    settings = _settings(configuration)
    scripts = list(site.glob(_SCRIPT))
    if settings.get("pyodideUrl") != f"./{PYODIDE}/pyodide.mjs" or len(scripts) != 1:
        return ""
    settings["pyodideUrl"] = f"./{PYODIDE}/{_LOADER_BESIDE}"
    path.write_text(json.dumps(configuration), "utf-8")
    (site / PYODIDE / _LOADER_BESIDE).write_bytes(static_file(_LOADER))
    (site / _WORKER).write_bytes(static_file(_WORKER))
    start = {
        "version": configuration["jupyter-config-data"]["appVersion"],
        "script": scripts[0].relative_to(site).as_posix(),
        "pyodide": f"{PYODIDE}/",
        "options": settings.get("loadPyodideOptions", {}),
        "modules": _MODULES,
    }
    return embedded_json(start)


def _settings(configuration: Mapping[str, Any]) -> dict[str, Any]:
    data = configuration.get("jupyter-config-data", {})
    settings: dict[str, Any] = data.get("litePluginSettings", {}).get(KERNEL, {})
    return settings
