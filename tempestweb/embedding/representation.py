"""What an object shows, by mime type."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tempestweb.embedding.libraries import adapted, markdown_html
from tempestweb.embedding.printers import Result, printer_of
from tempestweb.reports import headline

WIDGET_VIEW: Final = "application/vnd.jupyter.widget-view+json"

#: Best first. Asked in this order until one answers: each may take long.
_STATIC: Final = (
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "application/json",
)

_SCRIPTS: Final = frozenset({"application/javascript", "application/ecmascript"})

#: More of a text than anybody reads in an output.
_LONGEST_TEXT: Final = 50_000


@dataclass(frozen=True, slots=True)
class Representation:
    """What an object shows.

    Attributes:
        type_name: The class of the object.
        data: By mime type. Images are base64, but for SVG, which is its text; what is
            neither text nor image is JSON.
        metadata: Sizes of images and the like, by mime type.
        failure: Why the object could not be asked, in one line; else empty.
    """

    type_name: str
    data: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""


def represent(obj: object) -> Representation:
    """Ask an object, and IPython where it runs, what it shows.

    The object's own code runs here. What it raises becomes the representation.
    """
    name = type(obj).__name__
    try:
        data, metadata = adapted(obj) or _asked(obj)
        data = {m: _plain(m, value) for m, value in data.items() if value is not None}
    except Exception as error:  # noqa: BLE001 - an object may raise anything
        return Representation(name, failure=headline(error))
    return Representation(name, data, metadata)


def bundle_of(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Representation:
    """Take a bundle that an object was asked for already, as IPython publishes it."""
    texts = {mime: _plain(mime, value) for mime, value in data.items()}
    return Representation("object", texts, metadata)


def _asked(obj: object) -> tuple[dict[str, Any], dict[str, Any]]:
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    bundle = printer_of(obj, "mimebundle")
    if bundle is not None:
        data, metadata = _pair(bundle())
    for mime in _STATIC:
        if any(map(_is_enough, data.items())):
            break
        printer = None if mime in data else printer_of(obj, mime)
        result = None if printer is None else printer()
        if result is not None:
            shown, details = _pair(result, {mime: {}})
            data[mime] = shown
            if details:
                metadata[mime] = details
    markdown = data.get("text/markdown")
    if isinstance(markdown, str) and "text/html" not in data:
        html = markdown_html(markdown)
        if html is not None:
            data["text/html"] = html
    if not data or WIDGET_VIEW in data:
        data.setdefault("text/plain", _text(obj))
    return data, metadata


def _is_enough(item: tuple[str, Any]) -> bool:
    mime, value = item
    if mime == "text/html":
        # Scripts that draw something leave nothing to see where they do not run.
        return isinstance(value, str) and "<script" not in value.lower()
    return mime in _STATIC or mime.startswith("image/") or mime == WIDGET_VIEW


def _pair(result: Result, metadata: Any = None) -> tuple[Any, dict[str, Any]]:
    if isinstance(result, tuple) and len(result) == 2:
        return result[0], dict(result[1] or {})
    return (result or {}) if metadata is None else result, {}


def _plain(mime: str, value: Any) -> str:
    """Write a value as text."""
    if isinstance(value, bytes | bytearray | memoryview):
        if mime.startswith("text/") or mime == "image/svg+xml":
            return bytes(value).decode("utf-8", "replace")
        return b64encode(value).decode("ascii")
    if isinstance(value, str) and not is_rich(mime):
        is_base64 = mime.startswith("image/") and mime != "image/svg+xml"
        return "".join(value.split()) if is_base64 else value
    # What JSON cannot hold is found here, where it is the object's failure.
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def is_rich(mime: str) -> bool:
    """Tell whether only some hosts show a type, as JupyterLab does charts."""
    return mime.startswith("application/") and mime not in _SCRIPTS


def _text(obj: object) -> str:
    printer = printer_of(obj, "text/plain")
    text = repr(obj) if printer is None else str(printer())
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
