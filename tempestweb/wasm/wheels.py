"""Wheels that run in a page, from the package index."""

from __future__ import annotations

import json
import re
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
from tempestweb.wasm.distribution import pinned
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


def get_wheels(requirements: Iterable[Requirement]) -> list[Wheel]:
    """Get the wheels of what an app needs, and of what those need.

    They are got once; the cache has them for the next build of the same requirements.

    Raises:
        BuildError: One cannot be had, or the index cannot be reached.
    """
    # The widgets that were tested with this version, in every host.
    wanted = [f"tempest-core=={version('tempest-core')}", *map(_for_pip, requirements)]
    wanted.sort()
    name = digest(*pinned().platforms, *wanted)
    folder = make_once(
        cache_folder("wheels") / name, lambda place: _run_pip(wanted, place)
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


def _run_pip(lines: Sequence[str], place: Path) -> None:
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
            *lines,
        ]
        answer = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace"
        )
    if answer.returncode == 0:
        return
    said = answer.stderr
    if "No module named 'pip" in said:
        raise BuildError(
            "wheels are fetched with pip, which is not installed",
            "Install it: pip install 'tempestweb[wasm]'.",
        )
    if _UNREACHABLE.search(said):
        raise BuildError(
            f"the package index cannot be reached for {', '.join(lines)}",
            "Connect to the network for the first build; later ones use the cache.",
        )
    no_wheel = _NO_WHEEL.search(said)
    if no_wheel:
        raise BuildError(
            f"there is no wheel of {no_wheel[1]} that runs in a page",
            f"It needs one for any platform, or for {wanted.platforms[0]}, that Python "
            f"{wanted.python} takes.",
        )
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    raise BuildError(
        f"pip cannot fetch {', '.join(lines)}: {' '.join(errors) or said.strip()}"
    )
