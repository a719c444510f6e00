"""HTML text as a tree that a browser's parser would make again, element for element.

Node ids are counted in document order, so a tree whose HTML a browser reads otherwise
(a cell without a row, a paragraph around a table) would lose its ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from tempestweb.dom.markup.declared import declarations_by_id
from tempestweb.dom.markup.vocabulary import (
    ACTIVE,
    BLOCKS,
    BOUNDARIES,
    CELLS,
    DROPPED,
    HEADINGS,
    MEDIA,
    ROW_GROUPS,
    STRUCTURE,
    TABLE_PARTS,
    TAGS,
    VOID,
)

#: Browsers stop nesting at 512; nobody reads what is this deep.
_DEEPEST: Final = 100

#: What one of these ends, if it is open, and how far out it is looked for.
_ENDS: Final = {
    "li": ({"li"}, {"ol", "ul"} | BOUNDARIES),
    "dd": ({"dd", "dt"}, {"dl"} | BOUNDARIES),
    "dt": ({"dd", "dt"}, {"dl"} | BOUNDARIES),
}


@dataclass(slots=True)
class Element:
    """An element of the HTML, attributes and all; nothing of it was checked."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    drawing: str = ""


class Outline(HTMLParser):
    """Reads HTML once.

    Attributes:
        root: What it says.
        styles: Declarations by the id of the element they are for.
        is_active: Whether anything that runs was left out.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.styles: dict[str, str] = {}
        self.is_active = False
        self._open = [self.root]
        self._dropped: list[str] = []
        self._drawing_from = -1
        self._drawing_depth = 0
        self._html = html
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a start tag."""
        if tag in ACTIVE:
            self.is_active = True
        if self._drawing_depth:
            self._drawing_depth += tag == "svg"
        elif self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.append(tag)
        elif tag == "svg":
            self._drawing_from, self._drawing_depth = self._offset(), 1
        elif tag in DROPPED:
            self._dropped.append(tag)
        elif tag in TAGS:
            self._start(TAGS[tag], {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag with a slash at its end, which HTML does not look at."""
        self.handle_starttag(tag, attrs)
        if tag == "svg" and self._drawing_depth:
            self._end_drawing()

    def handle_endtag(self, tag: str) -> None:
        """Take in an end tag."""
        if self._drawing_depth:
            if tag == "svg":
                self._end_drawing()
        elif self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
        elif tag in TAGS and TAGS[tag] not in VOID:
            self._end(TAGS[tag])

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self._drawing_depth:
            return
        if self._dropped:
            if self._dropped[-1] == "style":
                self._take_styles(data)
            return
        parent = self._open[-1]
        if parent.tag in MEDIA:
            return
        if parent.tag in STRUCTURE:
            if not data.strip():
                return
            parent = self._before_table()
        elif parent.tag == "pre" and not parent.children:
            data = data.removeprefix("\n")
        last = parent.children[-1] if parent.children else None
        if isinstance(last, str):
            parent.children[-1] = last + data
        elif data:
            parent.children.append(data)

    def _take_styles(self, css: str) -> None:
        for name, declarations in declarations_by_id(css):
            known = self.styles.get(name)
            self.styles[name] = f"{known};{declarations}" if known else declarations

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in TABLE_PARTS:
            if not self._make_room(tag):
                return
        elif self._open[-1].tag in STRUCTURE:
            if tag != "table":
                # Nothing else can stand there; what is in it is looked at all the same.
                return
            self._close({"table"}, set())
        self._end_before(tag)
        if self._has_place_for(tag):
            self._push(tag, attributes)

    def _end_before(self, tag: str) -> None:
        """Close what cannot go on when an element starts."""
        if tag in BLOCKS:
            self._close({"p"}, BOUNDARIES)
        if tag in _ENDS:
            self._close(*_ENDS[tag])
        if tag in HEADINGS and self._open[-1].tag in HEADINGS:
            self._open.pop()

    def _has_place_for(self, tag: str) -> bool:
        if tag == "a" and any(element.tag == "a" for element in self._open):
            return False
        is_in_media = self._open[-1].tag in MEDIA
        return len(self._open) < _DEEPEST and is_in_media == (tag == "source")

    def _make_room(self, tag: str) -> bool:
        """Open and close what a part of a table needs around it; False: no table."""
        names = [element.tag for element in self._open]
        if "table" not in names or len(names) > _DEEPEST - 4:
            return False
        if tag in CELLS:
            self._close(CELLS, {"table"})
            self._back_to({"tr"} | ROW_GROUPS | {"table"})
            self._fill("tbody", {"table"})
            self._fill("tr", ROW_GROUPS)
        elif tag == "tr":
            self._back_to(ROW_GROUPS | {"table"})
            self._fill("tbody", {"table"})
        elif tag == "col":
            self._back_to({"colgroup", "table"})
            self._fill("colgroup", {"table"})
        else:
            self._back_to({"table"})
        return True

    def _fill(self, tag: str, where: set[str] | frozenset[str]) -> None:
        if self._open[-1].tag in where:
            self._push(tag, {})

    def _back_to(self, tags: set[str] | frozenset[str]) -> None:
        while self._open[-1].tag not in tags:
            self._open.pop()

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def _end(self, tag: str) -> None:
        self._close({tag}, BOUNDARIES - {tag})

    def _close(
        self, tags: set[str] | frozenset[str], until: set[str] | frozenset[str]
    ) -> None:
        """Close the innermost of some elements, unless a boundary lies before it."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in tags:
                del self._open[place:]
                return
            if self._open[place].tag in until:
                return

    def _before_table(self) -> Element:
        """Find where a browser puts text that stands between the cells of a table."""
        place = max(i for i, e in enumerate(self._open) if e.tag == "table")
        parent = self._open[place - 1]
        place = next(i for i, c in enumerate(parent.children) if c is self._open[place])
        moved = Element("span")
        parent.children.insert(place, moved)
        return moved

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end_drawing(self) -> None:
        self._drawing_depth -= 1
        if self._drawing_depth:
            return
        end = self._html.find(">", self._offset()) + 1
        drawing = self._html[self._drawing_from : end]
        parent = self._open[-1]
        if parent.tag not in STRUCTURE and parent.tag not in MEDIA:
            parent.children.append(Element("img", drawing=drawing))
