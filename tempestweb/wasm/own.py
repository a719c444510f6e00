"""This package itself, as far as it runs in a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import tempestweb
from tempestweb.errors import BuildError

#: Where this package is installed.
_ROOT: Final = Path(tempestweb.__file__).parent

#: The client as it was built.
STATIC: Final = _ROOT / "static"

#: Parts of this package that no page needs.
_ELSEWHERE: Final = ("cli", "server", "jupyter", "client", "static", "labextension")

#: What of the row `wasm` runs in a page.
_OF_PAGES: Final = ("__init__.py", "page")


def own_modules() -> Iterator[tuple[str, bytes]]:
    """List the modules of this package that a page needs."""
    return modules_of(_is_for_pages)


def modules_of(is_wanted: Callable[[Path], bool]) -> Iterator[tuple[str, bytes]]:
    """List files of this package, by path from where packages are.

    Args:
        is_wanted: Told a file's path below the package's own folder.
    """
    for path in sorted(_ROOT.rglob("*")):
        inside = path.relative_to(_ROOT)
        if path.is_file() and is_wanted(inside):
            yield f"tempestweb/{inside.as_posix()}", path.read_bytes()


def _is_for_pages(inside: Path) -> bool:
    if inside.suffix not in {".py", ".css"} or inside.parts[0] in _ELSEWHERE:
        return False
    return inside.parts[0] != "wasm" or inside.parts[1] in _OF_PAGES


def lab_extension() -> list[Path]:
    """Return this package's extension of JupyterLab, if it has been built."""
    folder = _ROOT / "labextension"
    return [folder] if (folder / "package.json").is_file() else []


def static_file(name: str) -> bytes:
    """Read a file of the client.

    Raises:
        BuildError: This installation has none of that name.
    """
    try:
        return (STATIC / name).read_bytes()
    except FileNotFoundError as error:
        raise BuildError(
            f"this installation of tempestweb has no {name}",
            "Install a wheel, or run `make build` in a checkout.",
        ) from error
