"""The one gate through which attributes reach HTML and ops.

Most attributes come from this package's own lowerings, some from users (`Widget.attrs`,
image sources, links) and so perhaps from their users' data.
"""

from __future__ import annotations

import logging
import re
from typing import Final

logger = logging.getLogger(__name__)

#: Attributes whose value a browser may fetch, or navigate to.
_URL_ATTRIBUTES: Final = frozenset(
    {
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "longdesc",
        "manifest",
        "ping",
        "poster",
        "src",
        "xlink:href",
    }
)

_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "blob"})

#: Media that cannot run anything when shown by `<img>`, `<video>` or `<audio>`.
_DATA_URL: Final = re.compile(
    r"data:(image/(png|jpeg|gif|webp|avif|bmp|svg\+xml)|video/|audio/|font/)", re.I
)
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
#: Characters that browsers drop from URLs before they read the scheme.
_INVISIBLE: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
_NAME: Final = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.:\-]*")

#: Names known to be harmless; everything else takes the slow way once per use.
_PLAIN: Final = frozenset(
    {
        "alt",
        "checked",
        "d",
        "disabled",
        "id",
        "max",
        "min",
        "placeholder",
        "role",
        "step",
        "title",
        "type",
        "value",
    }
)


def is_safe_url(url: str) -> bool:
    """Tell whether a browser may follow or fetch a URL without running code.

    Relative URLs, `http`, `https`, `mailto`, `tel`, `blob`, and `data:` of images,
    video, audio and fonts are safe.
    """
    bare = _INVISIBLE.sub("", url)
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return True
    if scheme[1].lower() == "data":
        return _DATA_URL.match(bare) is not None
    return scheme[1].lower() in _SCHEMES


def is_safe_attribute(name: str, value: str) -> bool:
    """Tell whether an attribute may reach a page; log each one that may not."""
    if name in _PLAIN:
        return True
    lower = name.lower()
    if _NAME.fullmatch(name) is None:
        reason = "not the name of an attribute"
    elif lower.startswith("on") or lower == "srcdoc":
        reason = "it can carry code; use a handler"
    elif lower == "srcset":
        urls = (part.split()[0] for part in value.split(",") if part.strip())
        if all(is_safe_url(url) for url in urls):
            return True
        reason = f"not a safe URL: {value[:80]!r}"
    elif lower in _URL_ATTRIBUTES and not is_safe_url(value):
        reason = f"not a safe URL: {value[:80]!r}"
    else:
        return True
    logger.warning("app.unsafe_attribute: %r was left out: %s", name, reason)
    return False
