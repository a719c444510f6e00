"""What every widget can say of its element: semantics, focus, tag, attributes."""

from __future__ import annotations

import logging
from collections.abc import Set as AbstractSet
from typing import Final

from tempest_core import Semantics, Widget

from tempestweb.dom.node import Node

logger = logging.getLogger(__name__)

#: Roles of tempest-core's vocabulary that ARIA calls otherwise.
_ROLES: Final = {"image": "img", "text": "", "container": "group", "header": "heading"}

#: Elements a widget may ask for. The HTML parser leaves anything inside them, but for
#: what `_ENDED_BY` lists.
_TAGS: Final = frozenset(
    (
        *("a", "abbr", "address", "article", "aside", "b", "blockquote", "button"),
        *("cite", "code", "dd", "details", "div", "dl", "dt", "em", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "i", "kbd", "label", "legend", "li", "main", "mark"),
        *("menu", "nav", "ol", "output", "p", "pre", "q", "s", "samp", "search"),
        *("section", "small", "span", "strong", "sub", "summary", "sup", "time"),
        *("u", "ul", "var"),
    )
)

#: Those of them that are part of a line of text.
_PHRASING: Final = frozenset(
    (
        *("a", "abbr", "b", "button", "cite", "code", "em", "i", "kbd", "label"),
        *("mark", "output", "q", "s", "samp", "small", "span", "strong", "sub"),
        *("sup", "time", "u", "var"),
    )
)

#: Form fields; where one needs a label or icons around it, it comes first in that.
_CONTROLS: Final = frozenset({"input", "select", "textarea"})

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

#: What the HTML parser does not leave inside these elements: the tree it makes would
#: differ from ours, and every node id after that point with it.
_ENDED_BY: Final[dict[str, AbstractSet[str]]] = {
    "p": _TAGS - _PHRASING,
    "a": frozenset({"a"}),
    "button": frozenset({"button"}),
    "form": frozenset({"form"}),
    "label": frozenset({"label"}),
    "li": frozenset({"li"}),
    "dd": frozenset({"dd", "dt"}),
    "dt": frozenset({"dd", "dt"}),
    **dict.fromkeys(_HEADINGS, _HEADINGS),
}

#: What the HTML parser drops, or wraps in something, anywhere else.
_ONLY_IN: Final[dict[str, AbstractSet[str]]] = {
    "tr": frozenset({"tbody", "thead", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    **dict.fromkeys(("tbody", "thead", "tfoot", "caption"), frozenset({"table"})),
    "option": frozenset({"select", "optgroup", "datalist"}),
    "optgroup": frozenset({"select"}),
}


def describe(widget: Widget, node: Node, leave: AbstractSet[str] = frozenset()) -> None:
    """Put what a widget says of itself on its node, which must not be live.

    Args:
        widget: Whose `semantics`, `focusable`, `focus_order`, `tag` and `attrs` count.
        node: Its root node.
        leave: Names of those props that are not to be looked at.
    """
    if node.tag == "label" and node.children and node.children[0].tag in _CONTROLS:
        node = node.children[0]
    attributes = dict(node.attributes)
    if "semantics" not in leave and widget.semantics is not None:
        attributes.update(_named(widget.semantics))
        if node.tag == "img" and widget.semantics.label:
            # An empty text would still say that there is nothing to see.
            attributes["alt"] = attributes.pop("aria-label")
    if "focusable" not in leave and widget.focusable is not None:
        attributes["tabindex"] = "0" if widget.focusable else "-1"
    if "focus_order" not in leave and widget.focus_order is not None:
        # HTML orders from 1; 0 is "where it stands".
        attributes["tabindex"] = str(max(1, widget.focus_order + 1))
    if "tag" not in leave and widget.tag:
        _retag(node, widget.tag.lower())
    if "attrs" not in leave:
        _take_attributes(widget, node, attributes)
    node.attributes = attributes


def _named(semantics: Semantics) -> dict[str, str]:
    attributes = {}
    if semantics.label:
        attributes["aria-label"] = semantics.label
    if semantics.hint:
        attributes["title"] = semantics.hint
    role = semantics.role and _ROLES.get(semantics.role, semantics.role)
    if role:
        attributes["role"] = role
    return attributes


def _take_attributes(widget: Widget, node: Node, attributes: dict[str, str]) -> None:
    for name, value in widget.attrs.items():
        if name == "class":
            node.class_name = f"{node.class_name} {value}".strip()
        elif name.lower().startswith("data-tw-") or name == "data-key":
            logger.warning("app.reserved_attribute: %r is tempestweb's own", name)
        else:
            attributes[name] = value


def _retag(node: Node, tag: str) -> None:
    """Make the node another element, where the parser would keep the tree as it is."""
    if tag not in _TAGS:
        logger.warning("app.tag: <%s> is not an element a widget can be", tag)
        return
    if node.tag not in {"div", "span"}:
        if node.tag != tag:
            logger.warning("app.tag: a <%s> cannot be made a <%s>", node.tag, tag)
        return
    problem = misplaced(node, tag)
    if problem:
        logger.warning("app.tag: HTML allows no %s", problem)
        return
    node.tag = tag


def misplaced(node: Node, tag: str = "") -> str:
    """Find an element that the HTML parser would put elsewhere; name it for a person.

    Args:
        node: What it would be in.
        tag: What that is to become; empty: what it is.
    """
    tag = tag or node.tag
    ended_by = _ENDED_BY.get(tag, frozenset())
    if ended_by:
        tags = (n.tag for child in node.children for n in child.walk())
        inner = next((inside for inside in tags if inside in ended_by), None)
        if inner is not None:
            return f"<{inner}> inside a <{tag}>"
    for child in node.children:
        parents = _ONLY_IN.get(child.tag)
        if parents is not None and tag not in parents:
            return f"<{child.tag}> right inside a <{tag}>"
    return ""
