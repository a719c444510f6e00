"""How to ask an object for one mime type: its own methods, and IPython's printers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

#: A value, or a value and its metadata.
Result = Any

_METHODS: Final = {
    "mimebundle": "_repr_mimebundle_",
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/markdown": "_repr_markdown_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
}

#: No object has it, but for those that say yes to every name.
_CANARY: Final = "_tempestweb_canary_that_no_object_has"


def printer_of(obj: object, mime: str) -> Callable[[], Result] | None:
    """Find what makes a representation of an object; None: it has none of that type.

    What is registered with a running IPython comes first, as in any output: it knows
    figures, and how their user likes them.

    Args:
        obj: The object.
        mime: A mime type, or `mimebundle` for a method that gives several at once.
    """
    shell = _shell()
    if shell is not None:
        if mime == "text/plain":
            pretty = sys.modules["IPython.lib.pretty"]
            return partial(pretty.pretty, obj)
        registered = _registered(shell.display_formatter, obj, mime)
        if registered is not None:
            return registered
    if mime == "text/plain":
        return None
    method = _own_method(obj, _METHODS[mime])
    if method is not None and mime == "mimebundle":
        return partial(method, include=None, exclude=None)
    return method


def _shell() -> Any:
    """Return the IPython that runs in this process, if one does."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def _registered(display: Any, obj: object, mime: str) -> Callable[[], Result] | None:
    if mime == "mimebundle":
        formatter = display.mimebundle_formatter
    else:
        formatter = display.formatters.get(mime)
    if formatter is None or not formatter.enabled:
        return None
    # Not the formatter itself: it prints what a printer raises and shows nothing.
    try:
        return partial(formatter.lookup(obj), obj)
    except KeyError:
        return None


def _own_method(obj: object, name: str) -> Callable[..., Result] | None:
    if isinstance(obj, type) or hasattr(obj, _CANARY):
        return None
    method = getattr(obj, name, None)
    return method if callable(method) else None
