"""The HTML that the server writes: an app's page, the index, errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tornado.template import Loader

from tempestweb.descriptions import Description
from tempestweb.dom.html import embedded_css, embedded_json
from tempestweb.protocol import Mount

_FOLDER: Final = Path(__file__).parent / "templates"


def app_page(
    mount: Mount,
    description: Description,
    *,
    nonce: str,
    language: str,
    stylesheet: str,
    script: str,
    addresses: Mapping[str, str],
) -> str:
    """Write the page of an app, complete before any script runs.

    Args:
        mount: What its view shows.
        description: Its title and text.
        nonce: What its styles carry.
        language: Of the text around the app.
        stylesheet: The address of the base sheet.
        script: The address of the client.
        addresses: Where the client connects to: `comm`, `sse` and `base`.
    """
    client = {
        name: mount.get(name)
        for name in ("view", "epoch", "seq", "runs", "ack", "token", "css")
    }
    return _render(
        "page.html",
        title=description.title,
        description=description.text,
        nonce=nonce,
        language=language,
        stylesheet=stylesheet,
        script=script,
        css=embedded_css("\n".join(mount.get("css", ()))),
        html=mount.get("html", ""),
        mount=embedded_json({**client, **addresses}),
    )


def index_page(
    apps: Sequence[tuple[str, Description]], *, nonce: str, note: str = ""
) -> str:
    """Write the list of the apps of a server.

    Args:
        apps: Each with its address.
        nonce: What its styles carry.
        note: A sentence below.
    """
    return _render("index.html", apps=apps, nonce=nonce, note=note, css=_plain_css())


def error_page(
    title: str, *, nonce: str, hint: str = "", detail: str = "", reference: str = ""
) -> str:
    """Write what a person reads when there is no app to show.

    Args:
        title: What is wrong.
        nonce: What its styles carry.
        hint: What to do.
        detail: A traceback, in development.
        reference: Where the log has it, else.
    """
    return _render(
        "error.html",
        title=title,
        nonce=nonce,
        hint=hint,
        detail=detail,
        reference=reference,
        css=_plain_css(),
    )


@cache
def _loader() -> Loader:
    return Loader(str(_FOLDER))


@cache
def _plain_css() -> str:
    return (_FOLDER / "plain.css").read_text("utf-8")


def _render(name: str, **values: object) -> str:
    return _loader().load(name).generate(**values).decode()
