"""Lowering of embedded objects: always inert nodes, which a host may replace by more.

What a page cannot show without help (a live widget, a chart's specification, HTML with
scripts) goes to the behaviour `embed`. Where that finds no help, and in a snapshot, the
nodes below stay what is seen.
"""

from __future__ import annotations

import binascii
import json
import struct
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.markup import InertMarkup, inert_markup, svg_url
from tempestweb.dom.node import NO_ATTRIBUTES, Node
from tempestweb.dom.style import rule_for
from tempestweb.embedding.representation import WIDGET_VIEW, Representation, is_rich
from tempestweb.embedding.widget import Embed

_IMAGES: Final = (
    *("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"),
    *("image/avif", "image/bmp"),
)
_TEXTS: Final = ("text/markdown", "text/latex", "application/json", "text/plain")
#: What formulas begin with in Markdown.
_FORMULAS: Final = ("$", "\\(", "\\[", "\\begin")

_PNG: Final = b"\x89PNG\r\n\x1a\n"

_NEEDS_NOTEBOOK: Final = "A live widget: it needs a notebook to run in."
_NEEDS_HOST: Final = "Interactive: a notebook that knows this kind of chart shows it."
_NEEDS_TRUST: Final = (
    "It draws itself with scripts, which do not run here. "
    "Embed(..., trusted=True) lets them run in a frame of their own."
)
_NEEDS_FRAME: Final = "Scripts draw it: this page lets none run."


@lowers(Embed)
def _embed(widget: Embed, _context: Context, previous: Node | None) -> Node:
    source = None if previous is None else previous.source
    before = source if isinstance(source, Embed) else None
    shown = widget.representation(before)
    if previous is not None and before is not None and _is_same(before, widget):
        children, props = previous.children, previous.props
    else:
        markup = _markup(shown)
        props = _props(shown, is_framed=_is_framed(widget, markup))
        children = _nodes(shown, widget, markup)
    is_image = len(children) == 1 and children[0].tag == "img"
    named = {"role": "figure", "aria-label": widget.alt}
    return Node(
        "div",
        "tw-embed",
        children=children,
        slots=[],
        attributes=named if widget.alt and not is_image else NO_ATTRIBUTES,
        rule=rule_for(widget.style),
        behaviour=None if props is None else "embed",
        props=props,
        key=widget.key,
    )


def inert_nodes(shown: Representation) -> list[Node]:
    """Make the nodes of something displayed outside of any tree: nothing in it runs."""
    return _nodes(shown, Embed(None), _markup(shown))


def _is_same(before: Embed, widget: Embed) -> bool:
    return (
        before.representation() is widget.representation()
        and before.alt == widget.alt
        and before.trusted == widget.trusted
    )


def _markup(shown: Representation) -> InertMarkup | None:
    html = shown.data.get("text/html")
    return None if html is None else inert_markup(html)


def _is_framed(widget: Embed, markup: InertMarkup | None) -> bool:
    return widget.trusted and markup is not None and markup.is_active


def _props(shown: Representation, *, is_framed: bool) -> Mapping[str, Any] | None:
    """Tell the behaviour what there is besides the nodes; None: nothing."""
    data = shown.data
    if WIDGET_VIEW in data:
        view = json.loads(data[WIDGET_VIEW])
        return {"widget": view.get("model_id")} if isinstance(view, dict) else None
    known = {m: text for m, text in data.items() if is_rich(m) or _is_formula(m, text)}
    props: dict[str, Any] = {}
    if known:
        props["bundle"] = known
    if is_framed:
        props["frame"] = data["text/html"]
    return props or None


def _is_formula(mime: str, text: str) -> bool:
    if mime == "text/markdown":
        return any(sign in text for sign in _FORMULAS)
    return mime == "text/latex"


def _nodes(
    shown: Representation, widget: Embed, markup: InertMarkup | None
) -> list[Node]:
    if shown.failure:
        return [_failure(shown)]
    data = shown.data
    if WIDGET_VIEW in data:
        return [_note(data["text/plain"], _NEEDS_NOTEBOOK)]
    has_html = markup is not None and not markup.is_empty
    if markup is not None and has_html and not markup.is_active:
        return [_html(markup)]
    for mime in _IMAGES:
        if mime in data:
            return [_image(mime, shown, widget)]
    if markup is not None and has_html:
        return [_html(markup)]
    if markup is not None and markup.is_active:
        text = data.get("text/plain", shown.type_name)
        return [_note(text, _NEEDS_FRAME if widget.trusted else _NEEDS_TRUST)]
    text = next((data[mime] for mime in _TEXTS if mime in data), shown.type_name)
    if any(map(is_rich, data)) and "application/json" not in data:
        return [_note(text, _NEEDS_HOST)]
    return [Node("pre", "tw-embed-text", text=text)]


def _html(markup: InertMarkup) -> Node:
    return Node("div", "tw-html", children=markup.nodes)


def _failure(shown: Representation) -> Node:
    title = f"{shown.type_name} cannot be shown"
    return Node(
        "div",
        "tw-embed-error",
        children=[Node("strong", text=title), Node("span", text=shown.failure)],
        attributes={"role": "alert"},
    )


def _note(text: str, hint: str) -> Node:
    children = [Node("span", text=text), Node("small", text=hint)]
    return Node("div", "tw-embed-note", children=children)


def _image(mime: str, shown: Representation, widget: Embed) -> Node:
    data = shown.data[mime]
    label = widget.semantics.label if widget.semantics is not None else None
    is_svg = mime == "image/svg+xml"
    source = svg_url(data) if is_svg else f"data:{mime};base64,{data}"
    attributes = {
        "src": source,
        "alt": widget.alt or label or shown.type_name,
        # Of two pictures in the same place, nothing in between is to be seen.
        "decoding": "sync",
    }
    size = _size(shown.metadata.get(mime)) or _png_size(mime, data)
    attributes.update(size)
    return Node("img", "tw-embed-image", attributes=attributes)


def _size(metadata: object) -> dict[str, str]:
    """Read the size in CSS px that comes with an image for fine displays."""
    if not isinstance(metadata, Mapping):
        return {}
    size = {name: metadata.get(name) for name in ("width", "height")}
    return {n: str(round(v)) for n, v in size.items() if isinstance(v, int | float)}


def _png_size(mime: str, data: str) -> dict[str, str]:
    """Read the size of a PNG, so that its place is there before it is."""
    if mime != "image/png":
        return {}
    try:
        # The signature, and the first chunk up to the two sizes.
        head = b64decode(data[:32])
    except binascii.Error:
        return {}
    if len(head) < 24 or not head.startswith(_PNG):
        return {}
    width, height = struct.unpack(">II", head[16:24])
    return {"width": str(width), "height": str(height)}
