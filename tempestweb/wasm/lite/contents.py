"""What a site shows: the files of a folder, its requirements, its settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from tempestweb.errors import BuildError
from tempestweb.wasm.folders import all_files
from tempestweb.wasm.requirements import requirements_of_folder

#: JupyterLite's own configuration, and the settings of its user interface.
CONFIGURATION: Final = "jupyter-lite.json"
SETTINGS: Final = "overrides.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """A folder of notebooks.

    Attributes:
        folder: Where it is.
        files: The files that the site shows, below that folder.
        requirements: What they need from the package index.
        configuration: What its author says to JupyterLite.
        settings: And to JupyterLab.
    """

    folder: Path
    files: tuple[Path, ...]
    requirements: tuple[Requirement, ...]
    configuration: Mapping[str, Any]
    settings: Mapping[str, Any]


def read_contents(reference: str, requirements: Path | None = None) -> Contents:
    """Read a folder of notebooks.

    Args:
        reference: The folder.
        requirements: A file that lists what they need.

    Raises:
        BuildError: There is no such folder, or nothing in it, or a file of it that says
            how the site is to be cannot be read.
    """
    folder = Path(reference).expanduser()
    if not folder.is_dir():
        raise BuildError(
            f"there is no folder {reference}",
            "A JupyterLite site is built from a folder with notebooks.",
        )
    folder = folder.resolve()
    ours = {folder / CONFIGURATION, folder / SETTINGS}
    files = tuple(
        path.relative_to(folder) for path in all_files(folder) if path not in ours
    )
    if not any(path.suffix == ".ipynb" for path in files):
        raise BuildError(
            f"there is no notebook in the folder {reference}",
            "Give the folder that your .ipynb files are in.",
        )
    return Contents(
        folder=folder,
        files=files,
        requirements=tuple(requirements_of_folder(folder, requirements)),
        configuration=_read_json(folder / CONFIGURATION),
        settings=_read_json(folder / SETTINGS),
    )


def _read_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(data, dict):
        raise BuildError(f"{path} holds no JSON object")
    return data
