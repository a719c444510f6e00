"""Wheels that run in a page, from the package index or else from Pyodide."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tempestweb.errors import BuildError
from tempestweb.wasm.cache import cache_folder, digest, make_once
from tempestweb.wasm.distribution import Distribution, pinned
from tempestweb.wasm.pyodide_wheels import pyodide_wheel
from tempestweb.wasm.requirements import applies

_PIP: Final = Path(__file__).with_name("pip_for_pages.py")

#: What pip says of an index that does not answer.
_UNREACHABLE: Final = re.compile(
    r"NewConnectionError|ConnectTimeout|Max retries exceeded|name resolution|"
    r"ProxyError|Retrying \("
)

_NO_WHEEL: Final = re.compile(
    r"(?:No matching distribution found for|satisfies the requirement) ([^\s(;]+)"
)


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package for the page.

    Attributes:
        path: The file.
        name: Of the package, canonical.
        version: Its version.
        modules: What it can be imported as, top-level names.
        requires: What it needs in a page.
    """

    path: Path
    name: str
    version: str
    modules: frozenset[str]
    requires: tuple[Requirement, ...]


def get_wheels(
    requirements: Iterable[Requirement], distribution: Distribution
) -> list[Wheel]:
    """Get the wheels of what an app needs, and of what those need.

    They are got once; the cache has them for the next build of the same requirements.

    Args:
        requirements: What is needed.
        distribution: Pyodide, whose own wheels are taken of what the package index has
            none of.

    Raises:
        BuildError: One cannot be had, or the index cannot be reached.
    """
    # The widgets that were tested with this version, in every host.
    wanted = [f"tempest-core=={version('tempest-core')}", *map(_for_pip, requirements)]
    wanted.sort()
    name = digest(*pinned().platforms, *wanted)
    folder = make_once(
        cache_folder("wheels") / name, lambda place: _fetch(wanted, place, distribution)
    )
    return [read_wheel(path) for path in sorted(folder.glob("*.whl"))]


def read_wheel(path: Path) -> Wheel:
    """Read what a wheel says about itself."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        file = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(file).decode())
    requires = (Requirement(line) for line in metadata.get_all("Requires-Dist") or [])
    return Wheel(
        path=path,
        name=canonicalize_name(metadata["Name"]),
        version=metadata["Version"],
        modules=frozenset(_modules(names)),
        requires=tuple(requirement for requirement in requires if applies(requirement)),
    )


def _modules(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        top, _, rest = name.partition("/")
        if rest:
            if not top.endswith((".dist-info", ".data")):
                yield top
        elif name.endswith((".py", ".so")):
            yield name.partition(".")[0]


def _for_pip(requirement: Requirement) -> str:
    # That its marker holds in a page is known.
    plain = Requirement(str(requirement))
    plain.marker = None
    return str(plain)


def _fetch(lines: Sequence[str], place: Path, distribution: Distribution) -> None:
    with tempfile.TemporaryDirectory() as name:
        links = Path(name)
        while said := _run_pip(lines, place, links):
            missing = None if _UNREACHABLE.search(said) else _NO_WHEEL.search(said)
            wheel = missing and _wheel_for(missing[1], distribution, links)
            if not wheel:
                raise _failure(lines, said, distribution)
            shutil.copy(wheel, links)


def _wheel_for(line: str, distribution: Distribution, links: Path) -> Path | None:
    """Get Pyodide's wheel for a requirement, unless pip has had it already."""
    wheel = pyodide_wheel(distribution, Requirement(line).name)
    return None if wheel is None or (links / wheel.name).exists() else wheel


def _run_pip(lines: Sequence[str], place: Path, links: Path) -> str:
    """Have pip fetch wheels; return what it says if it fails."""
    wanted = pinned()
    tag = wanted.python.replace(".", "")
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder, "environment.json")
        environment.write_text(json.dumps(wanted.environment), "utf-8")
        command = [
            *(sys.executable, str(_PIP), str(environment)),
            *("download", "--quiet", "--retries=1"),
            *("--disable-pip-version-check", "--no-input", "--only-binary=:all:"),
            *("--implementation=cp", f"--python-version={wanted.python}"),
            *(f"--abi=cp{tag}", "--abi=abi3", "--abi=none", f"--dest={place}"),
            *(f"--platform={platform}" for platform in wanted.platforms),
            f"--find-links={links}",
            *lines,
        ]
        answer = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace"
        )
    return answer.stderr or "it failed" if answer.returncode else ""


def _failure(lines: Sequence[str], said: str, distribution: Distribution) -> BuildError:
    if "No module named 'pip" in said:
        return BuildError(
            "wheels are fetched with pip, which is not installed",
            "Install it: pip install 'tempestweb[wasm]'.",
        )
    if _UNREACHABLE.search(said):
        return BuildError(
            f"the package index cannot be reached for {', '.join(lines)}",
            "Connect to the network for the first build; later ones use the cache.",
        )
    no_wheel = _NO_WHEEL.search(said)
    if no_wheel:
        wanted = pinned()
        entry = distribution.packages.get(
            canonicalize_name(Requirement(no_wheel[1]).name)
        )
        own = f" Pyodide's own is of version {entry['version']}." if entry else ""
        return BuildError(
            f"there is no wheel of {no_wheel[1]} that runs in a page",
            f"It needs one for any platform, or for {wanted.platforms[0]}, that Python "
            f"{wanted.python} takes.{own}",
        )
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    return BuildError(
        f"pip cannot fetch {', '.join(lines)}: {' '.join(errors) or said.strip()}"
    )
