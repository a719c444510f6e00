"""The build of a JupyterLite site: a folder of notebooks becomes static files."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tempestweb.wasm.distribution import Distribution, get_distribution
from tempestweb.wasm.lite.contents import (
    CONFIGURATION,
    SETTINGS,
    Contents,
    read_contents,
)
from tempestweb.wasm.lite.early import KERNEL, PYODIDE, prepare
from tempestweb.wasm.lite.jupyterlite import (
    WHEELS,
    find_kernel,
    kernel_wheels,
    run_builder,
    tab_icons,
)
from tempestweb.wasm.lite.offline import finish
from tempestweb.wasm.lite.packages import Packages, get_packages
from tempestweb.wasm.output import MARK, check_output, new_folder
from tempestweb.wasm.own import lab_extension
from tempestweb.wasm.site import as_json, write
from tempestweb.wasm.workshop import Workshop, find_node

#: Where Notebook's pages look for the icons of their tabs.
_ICONS: Final = "static/favicons"

_RUNTIME: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_STDLIB: Final = "python_stdlib.zip"
_LOCK: Final = "pyodide-lock.json"

#: Nothing asks other hosts for anything, and nobody for leave to do so.
_SETTINGS: Final[Mapping[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    }
}


@dataclass
class BuiltSite:
    """What came out of a build.

    Attributes:
        folder: Where it is.
        contents: What it shows.
        notes: What could be better, a sentence each.
    """

    folder: Path
    contents: Contents
    notes: list[str] = field(default_factory=list)


def build_site(
    reference: str,
    output: Path,
    *,
    pyodide: str = "",
    requirements: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> BuiltSite:
    """Build a JupyterLite site; what was built there before is replaced.

    Args:
        reference: A folder with notebooks.
        output: The folder of the site.
        pyodide: Where Pyodide comes from; see `get_distribution`.
        requirements: A file that lists what the notebooks need.
        tell: Told what is being done, in a few words.

    Raises:
        BuildError: It cannot be built; nothing has changed.
    """
    contents = read_contents(reference, requirements)
    check_output(output, contents.folder)
    kernel = find_kernel()
    built = BuiltSite(output, contents)
    with new_folder(output) as site, tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tell("Pyodide")
        distribution = get_distribution(pyodide)
        tell("packages")
        workshop = Workshop(distribution, find_node())
        wheels = kernel_wheels(kernel)
        packages = get_packages(workshop, contents.requirements, wheels, place)
        if not packages.is_compiled:
            built.notes.append(
                "Nothing here compiles Python's modules, so each start of a kernel "
                "takes about twice as long: pip install 'tempestweb[wasm]'."
            )
        tell("JupyterLite")
        make_site(site, place, contents, packages, distribution, kernel)
        icons = {f"{_ICONS}/{icon.name}": icon.read_bytes() for icon in tab_icons()}
        write(site, icons)
        tell("offline visits")
        finish(site, prepare(site))
        write(site, {MARK: as_json({"contents": contents.folder.name})})
    return built


def make_site(
    site: Path,
    place: Path,
    contents: Contents,
    packages: Packages,
    distribution: Distribution,
    kernel: Path,
) -> None:
    """Have JupyterLite make a site of given packages, as it makes any.

    Args:
        site: The folder that it is to be in.
        place: A folder to work in.
        contents: What it shows.
        packages: Those of its kernels.
        distribution: Pyodide.
        kernel: The extension of JupyterLab that is the kernel.

    Raises:
        BuildError: It cannot be made.
    """
    folder, files = place / "site", place / "files"
    for path in contents.files:
        (files / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(contents.folder / path, files / path)
    # Its wheels are among the packages.
    extension = place / "kernel"
    shutil.copytree(kernel, extension, ignore=shutil.ignore_patterns(WHEELS.name))
    content: dict[str, bytes | str] = {
        CONFIGURATION: as_json(configuration(contents.configuration, packages.first)),
        SETTINGS: as_json(merged(_SETTINGS, contents.settings)),
        f"{PYODIDE}/{_LOCK}": json.dumps(packages.lock),
        f"{PYODIDE}/{_STDLIB}": packages.stdlib,
    }
    for name in _RUNTIME:
        content[f"{PYODIDE}/{name}"] = (distribution.folder / name).read_bytes()
    for name, data in packages.wheels.items():
        content[f"{PYODIDE}/{name}"] = data
    write(folder, content)
    extensions = [extension, *lab_extension(), *packages.extensions]
    run_builder(folder, site, extensions=extensions, contents=files)


def configuration(own: Mapping[str, Any], first: Sequence[str]) -> dict[str, Any]:
    """Write what JupyterLite is told.

    Args:
        own: What the author of the site says to it, which goes first.
        first: The packages that a kernel loads when it starts.
    """
    plugin = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(first)},
    }
    ours = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"litePluginSettings": {KERNEL: plugin}},
    }
    return merged(ours, own)


def merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Join two JSON objects; what the second one says goes first, lists grow."""
    result = dict(base)
    for name, value in more.items():
        before = result.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            result[name] = merged(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            result[name] = [*before, *(item for item in value if item not in before)]
        else:
            result[name] = value
    return result
