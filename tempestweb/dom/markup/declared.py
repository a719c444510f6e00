"""CSS from elsewhere: the declarations that change looks and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: Nothing here takes an element out of its place, loads anything or hides the app.
_PROPERTIES: Final = frozenset(
    (
        *("align-content", "align-items", "align-self", "background"),
        *("background-color", "background-image", "background-position"),
        *("background-repeat", "background-size", "border-collapse", "border-radius"),
        *("border-spacing", "caption-side", "color", "column-gap", "direction"),
        *("display", "flex", "flex-basis", "flex-direction", "flex-grow"),
        *("flex-shrink", "flex-wrap", "font", "font-family", "font-size"),
        *("font-style", "font-variant", "font-variant-numeric", "font-weight", "gap"),
        *("grid-template-columns", "height", "justify-content", "letter-spacing"),
        *("line-height", "list-style-type", "max-height", "max-width", "min-height"),
        *("min-width", "opacity", "overflow-wrap", "row-gap", "table-layout"),
        *("text-align", "text-decoration", "text-indent", "text-overflow"),
        *("text-transform", "text-wrap", "vertical-align", "visibility", "white-space"),
        *("width", "word-break", "word-spacing"),
    )
)
_SIDED: Final = re.compile(
    r"(border|margin|padding)(-(top|right|bottom|left|block|inline)(-(start|end))?)?"
    r"(-(color|style|width))?"
)
#: No quotes, braces, comments, escapes or at-signs: a value cannot end its rule.
_VALUE: Final = re.compile(r"[\w\s.,%()#+*/!-]{1,400}", re.ASCII)
_CALL: Final = re.compile(r"([\w-]*)\(")
_CALLS: Final = frozenset(
    (
        *("", "calc", "clamp", "hsl", "hsla", "hwb", "lab", "lch", "linear-gradient"),
        *("max", "min", "minmax", "oklab", "oklch", "radial-gradient", "repeat"),
        *("rgb", "rgba"),
    )
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.S)
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_BY_ID: Final = re.compile(r"#([\w-]+)")


def safe_declarations(css: str) -> str:
    """Keep of a list of declarations what only changes looks; "" if that is none."""
    kept: dict[str, str] = {}
    for part in _COMMENT.sub("", css).split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), " ".join(value.split()).replace('"', "")
        if _is_safe(name, value):
            kept[name] = value
    return ";".join(f"{name}:{value}" for name, value in kept.items())


def declarations_by_id(css: str) -> Iterator[tuple[str, str]]:
    """Yield id and safe declarations for each `#id` selector of a style sheet.

    Other selectors are left out, as are rules inside at-rules.
    """
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        declarations = ""
        for selector in selectors.split(","):
            named = _BY_ID.fullmatch(selector.strip())
            if named is not None:
                declarations = declarations or safe_declarations(body)
                if declarations:
                    yield named[1], declarations


def _is_safe(name: str, value: str) -> bool:
    if name not in _PROPERTIES and _SIDED.fullmatch(name) is None:
        return False
    if _VALUE.fullmatch(value) is None or "/*" in value:
        return False
    if value.count("(") != value.count(")"):
        return False
    return all(call.lower() in _CALLS for call in _CALL.findall(value))
