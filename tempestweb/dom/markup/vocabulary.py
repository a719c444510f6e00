"""The part of HTML that objects may show themselves in."""

from __future__ import annotations

from typing import Final

#: Elements that are kept, and those that stand for one that is not.
TAGS: Final[dict[str, str]] = {
    **{
        tag: tag
        for tag in (
            *("a", "abbr", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption"),
            *("cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div"),
            *("dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5"),
            *("h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "meter", "ol", "p"),
            *("pre", "progress", "q", "s", "samp", "section", "small", "source"),
            *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
            *("tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "video", "wbr"),
        )
    },
    **dict.fromkeys(
        (
            *("address", "article", "aside", "center", "dialog", "fieldset", "footer"),
            *("form", "header", "hgroup", "legend", "main", "nav", "search"),
        ),
        "div",
    ),
    **dict.fromkeys(("big", "button", "font", "label", "nobr", "output"), "span"),
    "dir": "ul",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}

VOID: Final = frozenset({"br", "col", "hr", "img", "source", "wbr"})

#: Elements that go with all that is in them.
DROPPED: Final = frozenset(
    (
        *("applet", "canvas", "datalist", "frameset", "iframe", "noembed", "noframes"),
        *("noscript", "object", "script", "select", "style", "template", "textarea"),
        *("title", "xmp"),
    )
)

#: What runs, or loads what runs.
ACTIVE: Final = frozenset({"applet", "embed", "iframe", "object", "script"})

#: What ends an open paragraph.
BLOCKS: Final = frozenset(
    (
        *("blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
        *("section", "summary", "table", "ul"),
    )
)

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MEDIA: Final = frozenset({"audio", "video"})
ROW_GROUPS: Final = frozenset({"tbody", "thead", "tfoot"})
CELLS: Final = frozenset({"td", "th"})
#: Where a table has structure and neither text nor anything else.
STRUCTURE: Final = frozenset({"colgroup", "table", "tr"}) | ROW_GROUPS
#: Parts of a table; meaningless outside of one.
TABLE_PARTS: Final = STRUCTURE - {"table"} | CELLS | {"caption", "col"}
#: What is inside does not end what is outside.
BOUNDARIES: Final = CELLS | {"caption", "table"}

_EVERYWHERE: Final = frozenset({"aria-label", "dir", "hidden", "lang", "title"})
ATTRIBUTES: Final = {
    "a": _EVERYWHERE | {"href"},
    "audio": _EVERYWHERE | {"controls", "loop", "muted", "src"},
    "col": _EVERYWHERE | {"span"},
    "colgroup": _EVERYWHERE | {"span"},
    "details": _EVERYWHERE | {"open"},
    "img": _EVERYWHERE | {"alt", "height", "src", "width"},
    "li": _EVERYWHERE | {"value"},
    "meter": _EVERYWHERE | {"high", "low", "max", "min", "optimum", "value"},
    "ol": _EVERYWHERE | {"reversed", "start", "type"},
    "progress": _EVERYWHERE | {"max", "value"},
    "source": frozenset({"src", "type"}),
    "td": _EVERYWHERE | {"colspan", "rowspan"},
    "th": _EVERYWHERE | {"abbr", "colspan", "rowspan", "scope"},
    "time": _EVERYWHERE | {"datetime"},
    "video": _EVERYWHERE
    | {"controls", "height", "loop", "muted", "poster", "src", "width"},
}


def attributes_of(tag: str) -> frozenset[str]:
    """Return the names of the attributes that an element keeps."""
    return ATTRIBUTES.get(tag, _EVERYWHERE)
