"""What an app needs from the package index, and where it says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from tempestweb.errors import BuildError
from tempestweb.wasm.distribution import pinned

#: Part of every page, or meant for another place than a page.
_OURS: Final = frozenset({"tempestweb", "tempest-core"})

#: Inline script metadata, as PEP 723 has it.
_SCRIPT: Final = re.compile(r"(?m)^# /// script$\s(?P<content>(^#(| .*)$\s)+)^# ///$")


def requirements_of(entry: Path, listed: Path | None = None) -> list[Requirement]:
    """Read what an app needs.

    The first of these that is there: a list that was named, the app file's script
    metadata block, the `pyproject.toml` beside it. What is marked for other platforms
    is left out.

    Args:
        entry: The app's file.
        listed: A file with one requirement a line.

    Raises:
        BuildError: It cannot be read, or is no requirement; names file and line.
    """
    return _read(*_lines(entry, listed))


def requirements_of_folder(
    folder: Path, listed: Path | None = None
) -> list[Requirement]:
    """Read what the notebooks of a folder need.

    The first of these that is there: a list that was named, the folder's
    `requirements.txt`, its `pyproject.toml`.

    Raises:
        BuildError: It cannot be read, or is no requirement; names file and line.
    """
    usual = folder / "requirements.txt"
    if listed is None and usual.is_file():
        listed = usual
    if listed is not None:
        return _read(_from_list(listed), listed.name)
    return _read(*_of_project(folder))


def _read(lines: Sequence[str], source: str) -> list[Requirement]:
    found: dict[str, Requirement] = {}
    for line in lines:
        try:
            requirement = Requirement(line)
        except InvalidRequirement as error:
            reason = str(error).splitlines()[0]
            raise BuildError(
                f"{line!r} in {source} is no requirement: {reason}",
                "Write it as in `pip install`: a name, and perhaps a version.",
            ) from error
        name = canonicalize_name(requirement.name)
        if name not in _OURS and applies(requirement):
            found[name] = requirement
    return [found[name] for name in sorted(found)]


def applies(requirement: Requirement, extras: Sequence[str] = ()) -> bool:
    """Tell whether a requirement is one in a page."""
    if requirement.marker is None:
        return True
    environment = pinned().environment
    return any(
        requirement.marker.evaluate({**environment, "extra": extra})
        for extra in ("", *extras)
    )


def _lines(entry: Path, listed: Path | None) -> tuple[list[str], str]:
    if listed is not None:
        return _from_list(listed), listed.name
    block = _SCRIPT.search(_text(entry))
    if block is not None:
        text = "".join(
            line[2:] if line.startswith("# ") else line[1:]
            for line in block["content"].splitlines(keepends=True)
        )
        return _dependencies(_toml(text, entry.name), entry.name), entry.name
    return _of_project(entry.parent)


def _of_project(folder: Path) -> tuple[list[str], str]:
    project = folder / "pyproject.toml"
    if project.is_file():
        data = _toml(_text(project), project.name).get("project", {})
        return _dependencies(data, project.name), project.name
    return [], ""


def _from_list(path: Path) -> list[str]:
    lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in _text(path).split("\n")]
    for number, line in enumerate(lines, start=1):
        if line.startswith("-"):
            raise BuildError(
                f"{path.name}, line {number}: {line.split()[0]} is for pip alone",
                "List requirements only: names, and perhaps versions.",
            )
    return [line for line in lines if line]


def _dependencies(data: Any, name: str) -> list[str]:
    lines = data.get("dependencies", []) if isinstance(data, dict) else None
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BuildError(f"`dependencies` in {name} is not a list of texts")
    return lines


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{name} is not TOML: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise BuildError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BuildError(f"{path} is not UTF-8 text") from error
