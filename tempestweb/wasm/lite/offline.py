"""What lets a site work without a network after its first visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Final

from tempestweb.installing import service_worker
from tempestweb.wasm.own import static_file
from tempestweb.wasm.pwa import SERVICE_WORKER, entries_of

#: The client's part in the pages of a site.
_SCRIPT: Final = "lite.js"

#: The service worker's source.
_WORKER: Final = "lite-worker.js"

#: What is put into each page's head.
_HEAD: Final = Path(__file__).with_name("head.html")

#: What only pages that are applications have.
_APPLICATION: Final = 'id="jupyter-lite-main"'

_END: Final = "</head>"


def finish(site: Path, early_start: str) -> None:
    """Complete a site that JupyterLite has built; it is changed in place.

    Args:
        site: The folder that it is in.
        early_start: What its pages are told of the kernel; see `early`.
    """
    (site / _SCRIPT).write_bytes(static_file(_SCRIPT))
    # Hosts that make pages of their own of what they find let it be then.
    (site / ".nojekyll").touch()
    for page in sorted(site.rglob("index.html")):
        text = page.read_text("utf-8")
        if _APPLICATION in text:
            up = "../" * (len(page.relative_to(site).parts) - 1)
            page.write_text(_with_head(text, up, early_start), "utf-8")
    content = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in _kept(site)
        if path.name != SERVICE_WORKER
    }
    source = static_file(_WORKER).decode()
    worker = service_worker(source, entries_of(content))
    (site / SERVICE_WORKER).write_text(worker, "utf-8")


def _with_head(page: str, up: str, early_start: str) -> str:
    head = Template(_HEAD.read_text("utf-8")).substitute(up=up, start=early_start)
    return page.replace(_END, f"{head}{_END}", 1)


def _kept(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path
