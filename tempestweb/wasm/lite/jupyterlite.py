"""JupyterLite as it is installed: its builder, its kernel's extension and wheels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, Final

from tempestweb.errors import BuildError
from tempestweb.wasm.distribution import pinned

_CORE: Final = "jupyterlite-core"
_KERNEL: Final = "jupyterlite-pyodide-kernel"
_SERVER: Final = "jupyter-server"

#: The folder of the kernel's own wheels, in its extension of JupyterLab.
WHEELS: Final = Path("static/pypi")

#: How much of what the builder says is told when it fails.
_LINES: Final = 12


def find_kernel() -> Path:
    """Find the extension of JupyterLab that is the kernel.

    Raises:
        BuildError: JupyterLite is not installed, or is for another Pyodide.
    """
    try:
        metadata.distribution(_CORE)
        distribution = metadata.distribution(_KERNEL)
    except metadata.PackageNotFoundError as error:
        raise BuildError(
            f"a JupyterLite site is built with {error.name}, which is not installed",
            "pip install 'tempestweb[lite]'",
        ) from error
    constants: Any = import_module("jupyterlite_pyodide_kernel.constants")
    if pinned().version != constants.PYODIDE_VERSION:
        raise BuildError(
            f"{_KERNEL} {distribution.version} runs on Pyodide "
            f"{constants.PYODIDE_VERSION}, and this version of tempestweb brings "
            f"{pinned().version}",
            "pip install 'tempestweb[lite]' gets the versions that fit.",
        )
    for file in distribution.files or []:
        if file.match("pyodide-kernel-extension/package.json"):
            return Path(str(file.locate())).resolve().parent
    raise BuildError(
        f"the installation of {_KERNEL} has no extension of JupyterLab",
        f"Install it again: pip install --force-reinstall {_KERNEL}.",
    )


def kernel_wheels(extension: Path) -> list[Path]:
    """List the kernel's own wheels; those that stand for front ends aside."""
    wheels = sorted((extension / WHEELS).glob("*.whl"))
    return [
        wheel for wheel in wheels if not wheel.name.startswith("widgetsnbextension")
    ]


def tab_icons() -> list[Path]:
    """List the icons that Notebook's pages show in the browser's tabs.

    JupyterLite's builder leaves them out, and the pages ask for them in vain.
    """
    files = metadata.distribution(_SERVER).files or []
    icons = [file for file in files if file.match("static/favicons/favicon-*.ico")]
    return sorted(Path(str(icon.locate())) for icon in icons)


def run_builder(
    folder: Path, output: Path, *, extensions: Sequence[Path], contents: Path
) -> None:
    """Have JupyterLite make a site.

    Args:
        folder: Its configuration, and files that go along.
        output: The site.
        extensions: Folders or wheels with extensions of JupyterLab; of those that are
            installed here none goes along.
        contents: The files that the site shows.

    Raises:
        BuildError: It fails.
    """
    # JupyterLite takes what is not absolute to be in its own folder.
    configuration: Mapping[str, Any] = {
        "LiteBuildConfig": {
            "contents": [str(contents.resolve())],
            "federated_extensions": [str(path.resolve()) for path in extensions],
            # What is no content is not there.
            "ignore_contents": [],
            "ignore_sys_prefix": True,
            "no_sourcemaps": True,
            "output_dir": str(output.resolve()),
        }
    }
    file = folder / "jupyter_lite_config.json"
    file.write_text(json.dumps(configuration), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if "JUPYTERLITE" not in k}
    answer = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if answer.returncode != 0:
        said = (answer.stdout + answer.stderr).strip().splitlines()
        reason = "\n".join(said[-_LINES:])
        raise BuildError(f"JupyterLite cannot build the site: {reason}")
