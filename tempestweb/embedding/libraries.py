"""Objects that do not say what they show, or say it in HTML full of scripts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from tempestweb.embedding.printers import printer_of

Bundle = tuple[dict[str, Any], dict[str, Any]]

_VEGA_SCHEMA: Final = re.compile(r"/schema/(vega|vega-lite)/v(\d+)")


def adapted(obj: object) -> Bundle | None:
    """Represent an object of a library that needs help; None: it needs none."""
    for module, name, adapt in _ADAPTERS:
        loaded = sys.modules.get(module)
        kind = getattr(loaded, name, None)
        if isinstance(kind, type) and isinstance(obj, kind):
            return adapt(obj)
    return None


def _figure(figure: Any) -> Bundle | None:
    """Draw a matplotlib figure where no IPython has been told how to."""
    for mime in ("image/png", "image/svg+xml", "image/jpeg"):
        if printer_of(figure, mime) is not None:
            return None
    buffer = BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight")
    return {"image/png": buffer.getvalue()}, {}


def _chart(chart: Any) -> Bundle:
    """Return the specification of an altair chart: its HTML is a script."""
    specification = chart.to_dict()
    schema = _VEGA_SCHEMA.search(specification.get("$schema", ""))
    language, version = schema.groups() if schema else ("vega-lite", "5")
    name = language.replace("-", "")
    mime = f"application/vnd.{name}.v{version}+json"
    return {mime: specification, "text/plain": _summary(chart)}, {}


def _plot(figure: Any) -> Bundle | None:
    """Return the JSON of a plotly figure: its HTML is a script of 4 MB."""
    if hasattr(figure, "get_view_spec"):
        # A FigureWidget, which lives.
        return None
    specification = json.loads(figure.to_json())
    mime = "application/vnd.plotly.v1+json"
    return {mime: specification, "text/plain": _summary(figure)}, {}


def _summary(obj: object) -> str:
    package = type(obj).__module__.partition(".")[0]
    return f"{type(obj).__name__} of {package}"


def markdown_html(text: str) -> str | None:
    """Turn Markdown into HTML; None where markdown-it-py is not installed."""
    try:
        module: Any = import_module("markdown_it")
    except ModuleNotFoundError:
        return None
    html: str = module.MarkdownIt("commonmark").enable("table").render(text)
    return html


_Adapt = Callable[[Any], Bundle | None]

#: Module, class and adapter; subclasses count.
_ADAPTERS: Final[tuple[tuple[str, str, _Adapt], ...]] = (
    ("matplotlib.figure", "Figure", _figure),
    ("altair", "TopLevelMixin", _chart),
    ("plotly.basedatatypes", "BaseFigure", _plot),
)
