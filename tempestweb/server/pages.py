"""The HTML that the server writes: an app's page, the index, errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tornado.template import Loader

from tempestweb.descriptions import Description
from tempestweb.dom.html import embedded_css, embedded_json
from tempestweb.dom.rows import unfold
from tempestweb.protocol import Mount

_FOLDER: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a session shows on a page that is served.

    Attributes:
        session_id: Which one it is; no secret.
        mount: What its view shows.
        is_former: Whether it is the session that the page had before it was reloaded.
        dark_rule: A CSS rule for a page that turns out to be dark; empty where that is
            known.
    """

    session_id: str
    mount: Mount
    is_former: bool = False
    dark_rule: str = ""


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The addresses of the client's files.

    Attributes:
        stylesheet: The base sheet.
        stylesheet_text: What is in it, for a page that does not link to it.
        script: The client.
        early_script: What keeps the events from before the client has come.
    """

    stylesheet: str
    stylesheet_text: str
    script: str
    early_script: str


def app_page(
    shown: Shown,
    description: Description,
    files: PageFiles,
    *,
    nonce: str,
    language: str,
    client: Mapping[str, object],
) -> str:
    """Write the page of an app, complete before any script runs.

    Args:
        shown: What it shows.
        description: Its title and text.
        files: The client's.
        nonce: What its styles carry.
        language: Of the text around the app.
        client: What the client is told beside the mount: see `PageMount` in `page.js`.
    """
    mount = shown.mount
    told = {
        name: mount.get(name)
        for name in ("view", "epoch", "seq", "runs", "ack", "token", "css")
    }
    return _render(
        "page.html",
        title=description.title,
        description=description.text,
        nonce=nonce,
        language=language,
        files=files,
        stylesheet_text=embedded_css(files.stylesheet_text),
        base=client["base"],
        shown=shown,
        css=embedded_css("\n".join(mount.get("css", ()))),
        dark_rule=embedded_css(shown.dark_rule),
        html=unfold(mount.get("html", "")),
        mount=embedded_json({**told, **client, "isFormer": shown.is_former}),
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


def waiting_page(*, nonce: str, stylesheet: str, script: str, client: str) -> str:
    """Write the page of an app whose server cannot be reached.

    Args:
        nonce: What its styles carry.
        stylesheet: The address of the base sheet.
        script: That of what puts back what was shown.
        client: That of the client.
    """
    return _render(
        "offline.html",
        nonce=nonce,
        stylesheet=stylesheet,
        script=script,
        client=client,
        css=_plain_css(),
    )


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
