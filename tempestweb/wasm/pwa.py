"""What makes a page installable, and lets it start without a network."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tempestweb import icons
from tempestweb.descriptions import Description
from tempestweb.errors import BuildError
from tempestweb.installing import SIZES, colour_of_window, icon_entry, manifest
from tempestweb.wasm.cache import cache_folder, digest

MANIFEST: Final = "manifest.webmanifest"
SERVICE_WORKER: Final = "service-worker.js"

#: The icon for home screens that cut icons to a shape of their own.
MASKABLE: Final = "icons/maskable-512.png"

_PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Installable:
    """The files of an installable page.

    Attributes:
        files: By path.
        icon: The one for a tab.
        touch_icon: The one without transparent corners.
        colour: Of the window around the page.
    """

    files: dict[str, bytes]
    icon: str
    touch_icon: str
    colour: str


def installable(description: Description, name: str, image: Path | None) -> Installable:
    """Make the manifest and the icons of a page.

    Args:
        description: What the app says about itself.
        name: What it is called in file names.
        image: A square PNG of at least 512 pixels; None: icons are made.

    Raises:
        BuildError: The image is none of that kind.
    """
    colour = colour_of_window(name)
    entries: list[dict[str, str]] = []
    files: dict[str, bytes] = {}
    if image is None:
        for size in SIZES:
            files[f"icons/icon-{size}.png"] = _icon(name, size)
            entries.append(icon_entry(f"icons/icon-{size}.png", size, "any"))
        files[MASKABLE] = _icon(name, SIZES[-1], is_maskable=True)
        entries.append(icon_entry(MASKABLE, SIZES[-1], "maskable"))
        first, touch = f"icons/icon-{SIZES[0]}.png", MASKABLE
    else:
        first = touch = "icons/icon.png"
        data, size = _read_image(image)
        files[first] = data
        entries.append(icon_entry(first, size, "any"))
    # Relative: wherever the folder is.
    text = manifest(
        description.title, description.text, colour=colour, root="./", icons=entries
    )
    files[MANIFEST] = text.encode()
    return Installable(files, first, touch, colour)


def entries_of(content: Mapping[str, bytes]) -> list[tuple[str, str | None]]:
    """List the files of a page for its service worker, by path."""
    return [
        (path, None if _is_versioned(path) else _digest(data))
        for path, data in sorted(content.items())
    ]


def _is_versioned(path: str) -> bool:
    """Tell whether a path says what is in the file, so that it never changes."""
    return path.startswith(("client-", "python-", "app-", "rest/"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _icon(name: str, size: int, *, is_maskable: bool = False) -> bytes:
    """Return an icon as PNG; it is made once."""
    source = Path(icons.__file__).read_bytes()
    key = digest(source, name, f"{size} {is_maskable}")
    stored = cache_folder("icons") / f"{key}.png"
    if stored.is_file():
        return stored.read_bytes()
    made = icons.draw(name, size, is_maskable=is_maskable)
    stored.write_bytes(made)
    return made


def _read_image(path: Path) -> tuple[bytes, int]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BuildError(f"the icon {path} cannot be read: {error.strerror}") from error
    width = height = 0
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
    if width != height or width < SIZES[-1]:
        found = f"{width}x{height} pixels" if width else "no PNG"
        raise BuildError(
            f"the icon {path} is {found}",
            f"A square PNG of at least {SIZES[-1]} pixels is expected.",
        )
    return data, width
