"""The outline of HTML as nodes: what is on the lists, and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from tempestweb.dom.markup.declared import safe_declarations
from tempestweb.dom.markup.outline import Element, Outline
from tempestweb.dom.markup.vocabulary import BLOCKS, MEDIA, attributes_of
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for

#: Elements that show something without text in them.
_SEEN: Final = frozenset({"audio", "hr", "img", "meter", "progress", "video"})
_ALIGNMENTS: Final = frozenset({"center", "justify", "left", "right"})
_LINK: Final = {"rel": "noopener noreferrer", "target": "_blank"}
#: As pandas and polars call the tables of their data; Styler names its own by an id.
_DATA: Final = "dataframe"
_STYLER: Final = "T_"
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_SVG_TAG: Final = re.compile(r"<svg(?=[\s>/])", re.I)


@dataclass(frozen=True, slots=True)
class InertMarkup:
    """HTML without what could run.

    Attributes:
        nodes: What is left of it.
        is_active: Whether there was more that runs, or loads what runs.
        is_empty: Whether nothing is left that one could see.
    """

    nodes: list[Node]
    is_active: bool
    is_empty: bool


def inert_markup(html: str) -> InertMarkup:
    """Read HTML of anybody, and keep what cannot run, load scripts or leave its place.

    Malformed HTML is put right as browsers do, more or less. Drawings inside it become
    pictures. Of its style sheets the rules for single ids are kept, which is what
    pandas writes.
    """
    outline = Outline(html)
    nodes = _nodes(outline.root, outline.styles, keeps_space=False)
    is_seen = any(_is_seen(inner) for node in nodes for inner in node.walk())
    return InertMarkup(nodes, outline.is_active, not is_seen)


def svg_url(svg: str) -> str:
    """Make a drawing the source of a picture, where nothing in it can run."""
    if _NAMESPACE not in svg:
        # HTML knows what an <svg> is, a picture has to say it.
        svg = _SVG_TAG.sub(f'<svg xmlns="{_NAMESPACE}"', svg, count=1)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"


def _is_seen(node: Node) -> bool:
    return node.tag in _SEEN or bool(node.text and node.text.strip())


def _nodes(
    element: Element, styles: dict[str, str], *, keeps_space: bool
) -> list[Node]:
    children = element.children
    nodes = []
    for place, child in enumerate(children):
        if isinstance(child, Element):
            nodes.append(_node(child, styles, keeps_space=keeps_space))
        elif keeps_space or child.strip():
            nodes.append(Node("span", text=child))
        elif _is_between_inlines(children, place):
            nodes.append(Node("span", text=" "))
    return nodes


def _is_between_inlines(children: list[Element | str], place: int) -> bool:
    """Tell whether space at that place is seen; beside a block it is not."""
    if not 0 < place < len(children) - 1:
        return False
    return _is_inline(children[place - 1]) and _is_inline(children[place + 1])


def _is_inline(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag not in BLOCKS


def _node(element: Element, styles: dict[str, str], *, keeps_space: bool) -> Node:
    tag = element.tag
    given = element.attributes
    text = None
    children: list[Node] = []
    keeps_space = keeps_space or tag == "pre"
    only = element.children[0] if len(element.children) == 1 else None
    if isinstance(only, str):
        text = only
    else:
        children = _nodes(element, styles, keeps_space=keeps_space)
    declared = [given.get("style", ""), _old_style(given), styles.get(_id(given), "")]
    return Node(
        tag,
        _class_name(tag, given),
        text=text,
        children=children or None,
        attributes=_attributes(element),
        rule=rule_for(None, safe_declarations(";".join(filter(None, declared)))),
    )


def _id(given: dict[str, str]) -> str:
    return given.get("id", "")


def _class_name(tag: str, given: dict[str, str]) -> str:
    if tag != "table":
        return ""
    is_data = _DATA in given.get("class", "").split() or _id(given).startswith(_STYLER)
    return "tw-data" if is_data else ""


def _old_style(given: dict[str, str]) -> str:
    parts = []
    align = given.get("align", "").lower()
    if align in _ALIGNMENTS:
        parts.append(f"text-align:{align}")
    if given.get("bgcolor"):
        parts.append(f"background-color:{given['bgcolor']}")
    if given.get("color"):
        parts.append(f"color:{given['color']}")
    return ";".join(parts)


def _attributes(element: Element) -> dict[str, str]:
    tag = element.tag
    if element.drawing:
        return {"src": svg_url(element.drawing), "alt": ""}
    known = attributes_of(tag)
    attributes = {n: v for n, v in element.attributes.items() if n in known}
    if tag == "img":
        attributes.setdefault("alt", "")
    if tag == "a" and "href" in attributes:
        attributes.update(_LINK)
    if tag in MEDIA:
        attributes["controls"] = ""
    return attributes
