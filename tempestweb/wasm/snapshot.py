"""A picture of Python's memory after its imports: a page need not repeat them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tempestweb.wasm.archives import Parts, write_archive
from tempestweb.wasm.workshop import Workshop

#: Where packages are in the page.
SITE: Final = "/lib/python3.14/site-packages"

#: What a page runs besides the app's own modules.
_OF_PAGES: Final = (
    "tempestweb.wasm.page.host",
    "tempestweb.wasm.page.lazily",
    "tempestweb.wasm.page.warming",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A memory snapshot.

    Attributes:
        files: Its files, by path below the folder of Python's files.
        libraries: Those of them that are loaded first, by where Python expects them.
        needs_packages: Whether packages have files that are no modules.
    """

    files: dict[str, bytes]
    libraries: dict[str, str]
    needs_packages: bool

    def told(self, folder: str) -> dict[str, Any]:
        """Return what the page's worker is told.

        Args:
            folder: Where its files are, from the page.
        """
        return {
            "url": f"{folder}/{MEMORY}",
            "about": f"{folder}/{ABOUT}",
            "libraries": {
                name: f"{folder}/{path}" for name, path in self.libraries.items()
            },
            "needsPackages": self.needs_packages,
        }


#: The file of the picture itself.
MEMORY: Final = "memory.bin"

#: The files that a page without its packages has: what those say about themselves, for
#: `importlib.metadata`, and this package's own. A picture has no files.
ABOUT: Final = "about.zip"

#: Files that are in the picture, or among those that a page has without its packages.
_KNOWN: Final = (".py", ".pyc", ".so", "METADATA", "entry_points.txt", "top_level.txt")


def take(workshop: Workshop, parts: Parts, modules: Sequence[str]) -> Picture:
    """Take a picture in Node.js.

    Args:
        workshop: With Node.js.
        parts: The modules of the page.
        modules: What the app imports from packages and the standard library.

    Raises:
        BuildError: It cannot be taken.
    """
    found = [name for name in parts.packages if name.endswith(".so")]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        libraries = {
            f"{SITE}/{name}": f"libraries/{i}.wasm" for i, name in enumerate(found)
        }
        files: dict[str, bytes] = {}
        for i, name in enumerate(found):
            files[f"libraries/{i}.wasm"] = parts.packages[name]
            (folder / f"{i}.wasm").write_bytes(parts.packages[name])
        (folder / "stdlib.zip").write_bytes(write_archive(parts.stdlib))
        (folder / "packages.zip").write_bytes(write_archive(parts.packages))
        workshop.run(
            "snapshot.mjs",
            {
                "stdlib": str(folder / "stdlib.zip"),
                "packages": str(folder / "packages.zip"),
                "libraries": {
                    name: str(folder / Path(path).name)
                    for name, path in libraries.items()
                },
                "modules": [*_OF_PAGES, *modules],
                "result": str(folder / MEMORY),
            },
        )
        files[MEMORY] = (folder / MEMORY).read_bytes()
    about = {n: data for n, data in parts.packages.items() if _is_about(n)}
    files[ABOUT] = write_archive(about)
    needs = any(
        name not in about and not name.endswith(_KNOWN) for name in parts.packages
    )
    return Picture(files, libraries, needs)


def _is_about(name: str) -> bool:
    # This package is in every picture: its folders are not mistaken for another one.
    is_own = name.startswith("tempestweb/") and not name.endswith(_KNOWN)
    return is_own or ".dist-info/" in name
