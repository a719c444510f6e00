"""What browsers ask of a page that can be installed: manifest and service worker."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tempestweb.errors import TempestwebError
from tempestweb.icons import colour_of, css_colour

#: What browsers ask of the icons of a page that can be installed, in pixels.
SIZES: Final = (192, 512)

#: Where the service worker's source expects the list of files; Workbox's own name.
_LIST: Final = "self.__WB_MANIFEST"


def colour_of_window(name: str) -> str:
    """Return the CSS colour of the window around an app that is installed."""
    return css_colour(colour_of(name))


def manifest(
    title: str, text: str, *, colour: str, root: str, icons: Sequence[dict[str, str]]
) -> str:
    """Write the manifest of a page.

    Args:
        title: What the app is called.
        text: What it says of itself.
        colour: Of the window around it.
        root: Where it begins, as a URL or from where the manifest is.
        icons: See `icon_entry`.
    """
    content: dict[str, Any] = {
        "name": title,
        "short_name": title[:30],
        "description": text,
        "id": root,
        "start_url": root,
        "scope": root,
        "display": "standalone",
        "theme_color": colour,
        "background_color": "#fcfcfc",
        "icons": list(icons),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def icon_entry(path: str, size: int, purpose: str) -> dict[str, str]:
    """Make what a manifest says of an icon."""
    return {
        "src": path,
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def service_worker(source: str, entries: Iterable[tuple[str, str | None]]) -> str:
    """Write the service worker of a page.

    Args:
        source: The client's, with a place for the list of files.
        entries: The files to keep, each with what names its content; None where its
            address does.

    Raises:
        TempestwebError: The source has no such place.
    """
    if source.count(_LIST) != 1:
        raise TempestwebError(
            "the service worker of this installation has no place for its files",
            "Install tempestweb again.",
        )
    files = [{"url": url, "revision": revision} for url, revision in entries]
    return source.replace(_LIST, json.dumps(files, separators=(",", ":")))
