"""A trial run of an app at build time: what it shows first, and what that takes."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypedDict

from tempestweb.app import App
from tempestweb.errors import TempestwebError, ViewError
from tempestweb.loading import load_app
from tempestweb.protocol import VERSION, Buffers, ErrorMessage, encode
from tempestweb.reports import report
from tempestweb.transports.page import PageTransport
from tempestweb.wasm.page.keeping import Keeper
from tempestweb.wasm.page.preview import (
    VIEW,
    Preview,
    digest,
    first_view,
    make_app,
    shape,
)

#: What a page imports besides.
_OF_THE_PAGE: Final = (
    "tempestweb.wasm.page.host",
    "tempestweb.wasm.page.lazily",
    "tempestweb.wasm.page.warming",
)


class Look(TypedDict):
    """The first view in one of the two colour schemes."""

    preview: Preview
    digest: str
    shape: str


class Findings(TypedDict):
    """What a trial run found.

    Attributes:
        light: The first view on a light page.
        dark: And on a dark one.
        persist: Whether the app's state is to survive a reload.
        modules: The files of all modules that were imported.
        names: The names of those that are not the app's own.
        error: Why the app does not run, title and hint; empty: it does.
    """

    light: Look | None
    dark: Look | None
    persist: bool
    modules: list[str]
    names: list[str]
    error: list[str]


def probe(file: str) -> str:
    """Run an app as far as its first view.

    Args:
        file: The app's file.

    Returns:
        `Findings`, as JSON.
    """
    findings: Findings = {
        "light": None,
        "dark": None,
        "persist": False,
        "modules": [],
        "names": [],
        "error": [],
    }
    try:
        findings["persist"] = load_app(file).persist
        findings["light"] = _look(file, dark=False)
        findings["dark"] = _look(file, dark=True)
    except TempestwebError as error:
        findings["error"] = [error.title, error.hint]
    except Exception as error:  # noqa: BLE001 - an app may raise anything
        told = report(error)
        findings["error"] = [told.title, told.hint]
    folder = f"{Path(file).parent}/"
    for name in _OF_THE_PAGE:
        importlib.import_module(name)
    files = dict(_files())
    findings["modules"] = sorted(files.values())
    findings["names"] = sorted(
        name for name, file in files.items() if not file.startswith(folder)
    )
    return json.dumps(findings)


def _look(file: str, *, dark: bool) -> Look:
    loaded = load_app(file)
    app = make_app(loaded, loaded.new_state())
    if app.persist:
        Keeper(app, _ignore)
    preview = first_view(app, dark=dark)
    shown = _errors(app)
    if shown:
        # Of what an app does wrong a page is told in development only.
        again = make_app(loaded, loaded.new_state(), development=True)
        told = (_errors(again) or shown)[0]
        raise ViewError(told["title"], told["hint"])
    return {"preview": preview, "digest": digest(preview), "shape": shape(preview)}


def _errors(app: App[object]) -> list[ErrorMessage]:
    """Say hello as the page's client does next; return what it is told of failures.

    That what this takes is among what is imported is the other reason for it.
    """
    told: list[ErrorMessage] = []

    def take(message: str, _buffers: Buffers) -> None:
        content = json.loads(message)
        if content["kind"] == "error":
            told.append(content)

    transport = PageTransport(take)
    app.connect(transport)
    hello = {"kind": "hello", "view": VIEW, "version": VERSION, "environment": {}}
    transport.deliver(encode(hello))
    return told


def _ignore(message: str) -> None:
    """Stand for a page that is not there."""


def _files() -> Iterator[tuple[str, str]]:
    for name, module in list(sys.modules.items()):
        file = getattr(getattr(module, "__spec__", None), "origin", None)
        if isinstance(file, str) and "/" in file and name != "__main__":
            yield name, file


if __name__ == "__main__":
    sys.stdout.write(probe(sys.argv[1]))
