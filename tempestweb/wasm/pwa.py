"""What makes a page installable, and lets it start without a network."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tempestweb.descriptions import Description
from tempestweb.errors import BuildError
from tempestweb.wasm.icons import colour_of, css_colour, icon

MANIFEST: Final = "manifest.webmanifest"
SERVICE_WORKER: Final = "service-worker.js"

#: What browsers ask of the icons of a page that can be installed, in pixels.
SIZES: Final = (192, 512)

#: The same for home screens that cut icons to a shape of their own.
MASKABLE: Final = "icons/maskable-512.png"

#: Where the service worker's source expects the list of files; Workbox's own name.
_LIST: Final = "self.__WB_MANIFEST"

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
    colour = css_colour(colour_of(name))
    icons: list[dict[str, str]] = []
    files: dict[str, bytes] = {}
    if image is None:
        for size in SIZES:
            files[f"icons/icon-{size}.png"] = icon(name, size)
            icons.append(_entry(f"icons/icon-{size}.png", size, "any"))
        files[MASKABLE] = icon(name, SIZES[-1], is_maskable=True)
        icons.append(_entry(MASKABLE, SIZES[-1], "maskable"))
        first, touch = f"icons/icon-{SIZES[0]}.png", MASKABLE
    else:
        first = touch = "icons/icon.png"
        data, size = _read_image(image)
        files[first] = data
        icons.append(_entry(first, size, "any"))
    manifest: dict[str, Any] = {
        "name": description.title,
        "short_name": description.title[:30],
        "description": description.text,
        # Relative: wherever the folder is.
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": colour,
        "background_color": "#fcfcfc",
        "icons": icons,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    files[MANIFEST] = text.encode()
    return Installable(files, first, touch, colour)


def service_worker(source: str, content: Mapping[str, bytes]) -> str:
    """Write the service worker of a page.

    Args:
        source: The client's, with a place for the list of files.
        content: All files of the page, by path.

    Raises:
        BuildError: The source has no such place.
    """
    if source.count(_LIST) != 1:
        raise BuildError(
            "the service worker of this installation has no place for its files",
            "Install tempestweb again.",
        )
    entries = [
        {"url": path, "revision": None if _is_versioned(path) else _digest(data)}
        for path, data in sorted(content.items())
    ]
    return source.replace(_LIST, json.dumps(entries, separators=(",", ":")))


def _is_versioned(path: str) -> bool:
    """Tell whether a path says what is in the file, so that it never changes."""
    return path.startswith(("client-", "python-", "app-", "rest/"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _entry(path: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": path,
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


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
