"""What makes an app's page installable, and lets a reload find it without the server.

None of it is made for one visitor: it is the same for everybody, and may be kept.
"""

from __future__ import annotations

import asyncio
import hashlib
from functools import lru_cache
from typing import Final

from tornado.web import HTTPError

from tempestweb.descriptions import name_of
from tempestweb.icons import draw
from tempestweb.installing import (
    SIZES,
    colour_of_window,
    icon_entry,
    manifest,
    service_worker,
)
from tempestweb.server.apps import AppSource
from tempestweb.server.handlers import SCRIPT, STYLESHEET, AppHandler
from tempestweb.server.pages import waiting_page

#: Where it is, below the address of an app.
FOLDER: Final = "_tempestweb/"

WORKER: Final = "service-worker.js"
MANIFEST: Final = "manifest.webmanifest"
ICON: Final = "icon-192.png"

#: The page that the worker shows.
_PAGE: Final = "offline.html"

#: The client's part in that page, and the worker's source.
RESTORE_SCRIPT: Final = "restore.js"
WORKER_SOURCE: Final = "offline-worker.js"

#: The icons by name: their size, and whether they reach the edges.
_ICONS: Final = {
    **{f"icon-{size}.png": (size, False) for size in SIZES},
    "maskable-512.png": (SIZES[-1], True),
}

_draw = lru_cache(maxsize=64)(draw)


class InstallationHandler(AppHandler):
    """The files that an installable page has beside it."""

    async def get(self, name: str, file: str) -> None:
        """Answer with one of them."""
        source = self.site.find(name)
        if source is None or not self.host.hosting.pwa:
            raise HTTPError(404)
        root = self.site.access.prefix(self) + self.site.root_of(name)
        if file in _ICONS:
            await self._send_icon(source, file)
        elif file == MANIFEST:
            self._send(_manifest(source, root), "application/manifest+json")
        elif file == WORKER:
            # It may look after all of the app.
            self.set_header("Service-Worker-Allowed", root)
            self._send(self._worker(), "text/javascript; charset=utf-8")
        elif file == _PAGE:
            self.send_page(self._page)
        else:
            raise HTTPError(404)

    def _send(self, text: str, mime_type: str) -> None:
        self.set_header("Content-Type", mime_type)
        self.set_header("Cache-Control", "no-cache")
        self.finish(text)

    async def _send_icon(self, source: AppSource, file: str) -> None:
        size, is_maskable = _ICONS[file]
        # It takes a second, once.
        image = await asyncio.to_thread(
            _draw, name_of(source.path), size, is_maskable=is_maskable
        )
        self.set_header("Content-Type", "image/png")
        self.set_header("Cache-Control", "public, max-age=86400")
        self.finish(image)

    def _page(self, nonce: str) -> str:
        return waiting_page(
            nonce=nonce,
            stylesheet=self._address(STYLESHEET),
            script=self._address(RESTORE_SCRIPT),
            client=self._address(SCRIPT),
        )

    def _worker(self) -> str:
        source = self.host.statics.get(WORKER_SOURCE)
        if source is None:
            raise HTTPError(404)
        digest = hashlib.sha256(self._page("").encode()).hexdigest()[:16]
        files = [self._address(name) for name in (STYLESHEET, RESTORE_SCRIPT, SCRIPT)]
        entries = [(_PAGE, digest), *((address, None) for address in files)]
        return service_worker(source.body[""].decode(), entries)

    def _address(self, name: str) -> str:
        prefix = self.site.access.prefix(self)
        return f"{prefix}{self.site.statics}{self.host.statics.url(name)}"


def _manifest(source: AppSource, root: str) -> str:
    described = source.describe()
    icons = [
        icon_entry(name, size, "maskable" if is_maskable else "any")
        for name, (size, is_maskable) in _ICONS.items()
    ]
    colour = colour_of_window(name_of(source.path))
    return manifest(
        described.title, described.text, colour=colour, root=root, icons=icons
    )
