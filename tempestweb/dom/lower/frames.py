"""Lowering of web views: other pages, each in a frame that keeps it to itself."""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import urlsplit

from tempest_core import WebView

from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.safety import is_safe_url
from tempestweb.dom.style import rule_for

logger = logging.getLogger(__name__)

#: What a frame may go to. An empty scheme is a page of the app's own host.
_SCHEMES: Final = frozenset({"", "http", "https"})


@lowers(WebView)
def _web_view(widget: WebView, _context: Context, _previous: Node | None) -> Node:
    rule = rule_for(widget.style)
    host = _host_of(widget.url)
    if host is None:
        logger.warning("app.web_view: not the address of a page: %.80r", widget.url)
        return Node(
            "div",
            "tw-embed-note",
            text=f"Not the address of a web page: {widget.url}",
            rule=rule,
            key=widget.key,
        )
    return Node(
        "iframe",
        "tw-web-view",
        attributes={
            "title": host,
            # Nothing is allowed until the behaviour knows whose page it is; and only
            # there, where it is live, is anything asked of the network.
            "sandbox": "",
            "referrerpolicy": "strict-origin-when-cross-origin",
        },
        rule=rule,
        behaviour="web-view",
        props={"url": widget.url, "scripts": widget.javascript_enabled},
        key=widget.key,
    )


def _host_of(url: str) -> str | None:
    """Return what names the page at an address; None where no frame may go there."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if not url.strip() or parts.scheme not in _SCHEMES or not is_safe_url(url):
        return None
    if parts.scheme and not parts.netloc:
        return None
    return parts.hostname or parts.path
