"""The folder that is built: its page, and where everything in it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Final

from tempestweb.descriptions import Description
from tempestweb.dom.html import embedded_css, embedded_json, escape
from tempestweb.wasm.cache import digest
from tempestweb.wasm.own import STATIC, static_file
from tempestweb.wasm.page.preview import TOKEN, VIEW
from tempestweb.wasm.page.probe import Findings, Look
from tempestweb.wasm.pwa import Installable

_TEMPLATES: Final = Path(__file__).parent / "templates"

#: What of it a static page loads.
_CLIENT: Final = ("wasm.js", "worker.js", "scheme.js", "early.js", "wasm.css")

#: The page.
INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True)
class Links:
    """What a page has beside it, as paths from its folder.

    Attributes:
        client: The folder of the client's files.
        files: Of Python, as the worker is told.
        installable: What makes the page installable; None: it is not.
        service_worker: The worker that keeps the page for offline visits; None: none.
        changes: Where a development server tells of changes; None: it is not one.
    """

    client: str
    files: Mapping[str, Any]
    installable: Installable | None = None
    service_worker: str | None = None
    changes: str | None = None


def client_files() -> tuple[str, dict[str, bytes]]:
    """Return the client: the name of its folder, which tells its content, and files.

    Raises:
        BuildError: This installation has none.
    """
    names = [*_CLIENT, *(path.name for path in STATIC.glob("behaviour-*.js"))]
    files = {name: static_file(name) for name in sorted(names)}
    return f"client-{digest(*files.values())}", files


def index_page(
    description: Description, findings: Findings, app: str, links: Links
) -> str:
    """Write the page, with what the app shows first.

    Args:
        description: Its title and text.
        findings: What the trial run found; without previews, the page begins empty.
        app: Where Python finds the app's file.
        links: What is beside the page.
    """
    light, dark = findings["light"], findings["dark"]
    css = {
        rule: None for look in (light, dark) if look for rule in look["preview"]["css"]
    }
    configuration = {
        "view": VIEW,
        "token": TOKEN,
        "light": _told(light),
        "dark": _told(dark),
        "files": links.files,
        "worker": f"{links.client}/worker.js",
        "app": app,
        "persist": findings["persist"],
        "development": links.changes is not None,
        "serviceWorker": links.service_worker,
        "changes": links.changes,
    }
    return _render(
        INDEX,
        title=escape(description.title),
        text=escape(description.text),
        links=_head_links(links),
        client=links.client,
        css=embedded_css("\n".join(css)),
        light=light["preview"]["html"] if light else "",
        dark=dark["preview"]["html"] if dark else "",
        configuration=embedded_json(configuration),
    )


def _head_links(links: Links) -> str:
    if links.installable is None:
        return _render("plain.html")
    return _render(
        "installable.html",
        icon=links.installable.icon,
        touch_icon=links.installable.touch_icon,
        colour=links.installable.colour,
    )


def _told(look: Look | None) -> dict[str, Any] | None:
    if look is None:
        return None
    preview: dict[str, Any] = {k: v for k, v in look["preview"].items() if k != "html"}
    return {**preview, "digest": look["digest"], "shape": look["shape"]}


def _render(name: str, **values: str) -> str:
    return Template((_TEMPLATES / name).read_text("utf-8")).substitute(values)


def write(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write files into a folder, by path with slashes."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)


def as_json(data: object) -> str:
    """Write JSON for a person to read."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
