"""The packages of a site's kernel: wheels with bytecode, and the list of them."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tempestweb.wasm.archives import EPOCH, read_archive
from tempestweb.wasm.own import modules_of
from tempestweb.wasm.requirements import applies
from tempestweb.wasm.wheels import Wheel, get_wheels, read_wheel
from tempestweb.wasm.workshop import Workshop

#: What the kernel needs besides its own wheels, in versions that it was tested with.
_OF_KERNEL: Final = (
    "comm>=0.2,<0.3",
    "ipython>=9.18,<10",
    "ipywidgets>=8.1,<9",
    "jedi>=0.20,<0.21",
    "micropip>=0.11.1,<0.12",
)

#: What it must find when it starts; it would look for each on the index else.
AT_START: Final = (
    *("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"),
    "tempestweb",
)

#: They are for front ends; what those need of them is an extension of JupyterLab.
_OF_FRONT_ENDS: Final = frozenset({"jupyterlab-widgets", "widgetsnbextension"})

#: Parts of this package that no kernel in a page needs.
_ELSEWHERE: Final = frozenset({"cli", "server", "client", "wasm", "labextension"})

#: What of its built files a kernel sends to notebooks.
_STATIC: Final = re.compile(
    r"static/(bootstrap\.js|runtime\.(js|hash)|behaviours\.json|behaviour-[\w-]+\.js)$"
)

#: What a kernel does without: parts that are installed elsewhere, and what describes
#: types of packages that are not there. Jedi needs those of the standard library.
_UNUSED: Final = re.compile(
    r"\.data/(data|scripts|headers)/|(^|/)__pycache__/|/tests/|\.dist-info/RECORD$"
    r"|^jedi/third_party/(django-stubs|typeshed/stubs)/"
)


@dataclass(frozen=True, slots=True)
class Packages:
    """Packages, ready for a kernel in a page.

    Attributes:
        wheels: Each wheel's content, by file name.
        lock: What Pyodide is told of them: its lock file.
        first: Those that the kernel loads when it starts.
        stdlib: The standard library.
        extensions: Wheels as they were published that hold extensions of JupyterLab.
        is_compiled: Whether all that is bytecode.
    """

    wheels: Mapping[str, bytes]
    lock: Mapping[str, Any]
    first: Sequence[str]
    stdlib: bytes
    extensions: Sequence[Path]
    is_compiled: bool


def get_packages(
    workshop: Workshop,
    requirements: Iterable[Requirement],
    kernel: Iterable[Path],
    place: Path,
) -> Packages:
    """Get the packages of a site.

    Args:
        workshop: What compiles them, if it can.
        requirements: What the notebooks need.
        kernel: The kernel's own wheels.
        place: A folder to work in.

    Raises:
        BuildError: One cannot be had.
    """
    found = get_wheels([*of_kernel(), *requirements], workshop.distribution)
    wheels = [_own_wheel(place), *map(read_wheel, kernel), *found]
    used = [wheel for wheel in wheels if wheel.name not in _OF_FRONT_ENDS]
    sources = [
        workshop.distribution.folder / "python_stdlib.zip",
        *(wheel.path for wheel in used),
    ]
    compiled = workshop.compile(sources)
    stdlib, *archives = compiled or sources
    content = {
        wheel.path.name: write_wheel(read_archive(archive))
        for wheel, archive in zip(used, archives, strict=True)
    }
    entries = {wheel.name: _entry(wheel, content[wheel.path.name]) for wheel in used}
    return Packages(
        wheels=content,
        lock={"info": workshop.distribution.info, "packages": entries},
        first=first_of(AT_START, entries),
        stdlib=deflated(read_archive(stdlib)),
        extensions=[wheel.path for wheel in found if _has_extension(wheel.path)],
        is_compiled=compiled is not None,
    )


def write_wheel(files: Mapping[str, bytes]) -> bytes:
    """Write a wheel with those of its files that a kernel needs."""
    kept = {name: data for name, data in files.items() if not _UNUSED.search(name)}
    folder = next(n for n in kept if n.endswith(".dist-info/METADATA")).rpartition("/")
    record = f"{folder[0]}/RECORD"
    lines = [f"{name},{_sha256(data)},{len(data)}" for name, data in kept.items()]
    text = "\n".join([*lines, f"{record},,"]) + "\n"
    return deflated({**kept, record: text.encode()})


def deflated(files: Mapping[str, bytes]) -> bytes:
    """Write an archive that is small by itself: few hosts compress such files."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return result.getvalue()


def of_kernel() -> list[Requirement]:
    """List what every site needs from the package index."""
    own = map(Requirement, metadata.requires("tempestweb") or [])
    return [*filter(applies, own), *map(Requirement, _OF_KERNEL)]


def _own_wheel(place: Path) -> Wheel:
    """Pack this installation: what a notebook in a page uses of it."""
    distribution = metadata.distribution("tempestweb")
    files = dict(own_files())
    folder = f"tempestweb-{distribution.version}.dist-info"
    files[f"{folder}/METADATA"] = (distribution.read_text("METADATA") or "").encode()
    files[f"{folder}/WHEEL"] = (distribution.read_text("WHEEL") or "").encode()
    path = place / f"tempestweb-{distribution.version}-py3-none-any.whl"
    path.write_bytes(deflated(files))
    return read_wheel(path)


def own_files() -> Iterator[tuple[str, bytes]]:
    """List the files of this package that a kernel in a page needs."""
    return modules_of(_is_for_kernels)


def _is_for_kernels(inside: Path) -> bool:
    if inside.parts[0] == "static":
        return _STATIC.match(inside.as_posix()) is not None
    return inside.parts[0] not in _ELSEWHERE and inside.suffix in {".py", ".css"}


def _entry(wheel: Wheel, content: bytes) -> dict[str, Any]:
    """Tell Pyodide of a wheel."""
    depends = {canonicalize_name(requirement.name) for requirement in wheel.requires}
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": sorted(wheel.modules),
        "depends": sorted(depends - _OF_FRONT_ENDS),
        "unvendored_tests": False,
    }


def first_of(names: Iterable[str], entries: Mapping[str, Any]) -> list[str]:
    """Add to packages what those need, and so on; what is not there aside.

    Args:
        names: The packages.
        entries: Pyodide's entry of each that is there.
    """
    todo, seen = list(names), dict.fromkeys(names)
    while todo:
        for name in entries[todo.pop(0)]["depends"]:
            if name in entries and name not in seen:
                seen[name] = None
                todo.append(name)
    return list(seen)


def _has_extension(wheel: Path) -> bool:
    with zipfile.ZipFile(wheel) as archive:
        return any("/share/jupyter/labextensions/" in n for n in archive.namelist())


def _sha256(data: bytes) -> str:
    sum_ = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={sum_.decode().rstrip('=')}"
