"""An app on its way into a page: its files, its requirements, its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from tempestweb.descriptions import Description, describe, name_of, readable
from tempestweb.errors import BuildError
from tempestweb.wasm.folders import all_files
from tempestweb.wasm.imports import local_imports
from tempestweb.wasm.requirements import requirements_of

#: The most that the files of an app may weigh together, in bytes.
MOST_BYTES: Final = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Project:
    """An app to be built.

    Attributes:
        folder: Where its files are.
        entry: The path of its file below that folder.
        files: All its files, by path with slashes.
        requirements: What it needs from the package index.
        description: What it says about itself.
        name: What it is called in file names.
    """

    folder: Path
    entry: str
    files: dict[str, bytes]
    requirements: tuple[Requirement, ...]
    description: Description
    name: str

    def archive(self) -> bytes:
        """Pack the app's files; sources stay sources, for their tracebacks."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(self.files.items()):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return result.getvalue()


def read_project(
    reference: str,
    *,
    include: Sequence[str] = (),
    requirements: Path | None = None,
) -> Project:
    """Read an app.

    A folder goes along whole, but for what is hidden or made by tools. A file goes
    along with the modules and packages beside it that it imports.

    Args:
        reference: A Python file, or a folder with an `app.py`.
        include: More files of its folder: glob patterns.
        requirements: A file that lists what it needs.

    Raises:
        BuildError: There is no app, or its files are too many.
    """
    path = Path(reference).expanduser()
    entry = path / "app.py" if path.is_dir() else path
    if path.is_dir() and not entry.is_file():
        raise BuildError(
            f"there is no app in the folder {reference}",
            "Name its Python file, or call it app.py.",
        )
    if not entry.is_file():
        raise BuildError(
            f"there is no app file {reference}",
            "Give the path of a Python file, or of a folder with an app.py.",
        )
    entry = entry.resolve()
    folder = entry.parent
    found = set(_files_of_apps(folder) if path.is_dir() else _imported(entry))
    for pattern in include:
        matching = [p for p in folder.glob(pattern) if p.is_file()]
        if not matching:
            raise BuildError(
                f"no file of {folder} matches --include={pattern}",
                "Patterns are relative to the folder of the app, as in 'data/*.csv'.",
            )
        found.update(matching)
    try:
        description = describe(entry, readable(name_of(entry)))
    except SyntaxError as error:
        raise BuildError(
            f"{entry.name}, line {error.lineno} is not Python: {error.msg}"
        ) from error
    return Project(
        folder=folder,
        entry=entry.name,
        files=_read(sorted(found), folder),
        requirements=tuple(requirements_of(entry, requirements)),
        description=description,
        name=name_of(entry),
    )


def _read(paths: Sequence[Path], folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for path in paths:
        total += path.stat().st_size
        if total > MOST_BYTES:
            raise BuildError(
                f"the files of {folder} weigh more than {MOST_BYTES >> 20} MB",
                "Name the app's file instead of its folder, and what it needs besides "
                "with --include.",
            )
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def _files_of_apps(folder: Path) -> Iterator[Path]:
    return (path for path in all_files(folder) if path.suffix != ".ipynb")


def _imported(entry: Path) -> Iterator[Path]:
    """List a module and what lies beside it that it imports, and so on."""
    folder = entry.parent
    todo, seen = [entry], {entry}
    while todo:
        module = todo.pop()
        yield module
        for name in local_imports(module.read_bytes()):
            beside = [folder / f"{name}.py"]
            if (folder / name).is_dir():
                beside = list(_files_of_apps(folder / name))
            for file in beside:
                if file.is_file() and file not in seen:
                    seen.add(file)
                    if file.suffix == ".py":
                        todo.append(file)
                    else:
                        yield file
