"""A client written from docs/protocol.md alone: a tiny DOM and the protocol's rules.

It shares no code with the package, so that both have to be right.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"br", "hr", "img", "input", "wbr"}


@dataclass
class Element:
    """One element: what tests compare."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False, compare=False)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all in it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, key: str) -> Element:
        """Return the one element with a key."""
        (found,) = [e for e in self.walk() if e.attributes.get("data-key") == key]
        return found

    @property
    def all_text(self) -> str:
        """The text of the element and all in it."""
        return "".join(element.text for element in self.walk())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("#fragment")
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        element.parent = self.open[-1]
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> inside <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def parse(html: str | list[Any]) -> list[Element]:
    """Parse a fragment in which every element is closed."""
    parser = _Parser()
    parser.feed(in_full(html))
    parser.close()
    assert parser.open == [parser.top], "an element is left open"
    for element in parser.top.children:
        element.parent = None
    return parser.top.children


def in_full(html: str | list[Any]) -> str:
    """Write HTML whose parts may be rows in full."""
    if isinstance(html, str):
        return html
    text = ""
    for part in html:
        if isinstance(part, str):
            text += part
        else:
            statics = itertools.cycle(part["statics"])
            text += "".join(next(statics) + value for value in part["dynamics"])
    return text


class Gap(Exception):
    """An op cannot be applied."""


class Document:
    """Numbered elements, and the five ops on them."""

    def __init__(self, html: str | list[Any], runs: Iterable[tuple[int, int]]) -> None:
        (self.root,) = parse(html)
        self.ids: dict[int, Element] = {}
        numbers = [n for first, count in runs for n in range(first, first + count)]
        elements = list(self.root.walk())
        assert len(numbers) == len(elements), "runs do not fit the elements"
        self.ids.update(zip(numbers, elements, strict=True))

    def apply(self, ops: Iterable[Mapping[str, Any]]) -> None:
        """Apply ops in order."""
        for op in ops:
            getattr(self, f"_{op['op']}")(op)

    def id_of(self, element: Element) -> int:
        """Return an element's node id."""
        return next(n for n, known in self.ids.items() if known is element)

    def _get(self, node_id: int) -> Element:
        if node_id not in self.ids:
            raise Gap(f"no node {node_id}")
        return self.ids[node_id]

    def _number(self, elements: Iterable[Element], first: int) -> None:
        for top in elements:
            for element in top.walk():
                assert first not in self.ids, f"node id {first} is given twice"
                self.ids[first] = element
                first += 1

    def _drop(self, element: Element) -> None:
        gone = {id(inner) for inner in element.walk()}
        self.ids = {n: e for n, e in self.ids.items() if id(e) not in gone}

    def _update(self, op: Mapping[str, Any]) -> None:
        element = self._get(op["id"])
        if "text" in op:
            assert not element.children
            element.text = op["text"]
        for name, value in op.get("attributes", {}).items():
            _set(element, name, value)
        if "class" in op:
            _set(element, "class", op["class"] or None)
        if "events" in op:
            _set(element, "data-tw-on", op["events"] or None)
        if "props" in op:
            props = json.dumps(op["props"], ensure_ascii=False, separators=(",", ":"))
            _set(element, "data-tw-props", props)

    def _insert(self, op: Mapping[str, Any]) -> None:
        parent = self._get(op["parent"])
        elements = parse(op["html"])
        self._number(elements, op["first"])
        self._put(parent, elements, op["before"])

    def _put(
        self, parent: Element, elements: list[Element], before: int | None
    ) -> None:
        places = [id(child) for child in parent.children]
        place = len(places)
        if before is not None:
            anchor = self._get(before)
            if id(anchor) not in places:
                raise Gap(f"node {before} is not in that parent")
            place = places.index(id(anchor))
        parent.children[place:place] = elements
        for element in elements:
            element.parent = parent

    def _remove(self, op: Mapping[str, Any]) -> None:
        element = self._get(op["id"])
        assert element.parent is not None
        self._drop(element)
        _take(element.parent.children, element)

    def _move(self, op: Mapping[str, Any]) -> None:
        element = self._get(op["id"])
        parent = element.parent
        assert parent is not None
        _take(parent.children, element)
        self._put(parent, [element], op["before"])

    def _replace(self, op: Mapping[str, Any]) -> None:
        old = self._get(op["id"])
        (new,) = parse(op["html"])
        self._drop(old)
        self._number([new], op["first"])
        new.parent = old.parent
        if old.parent is None:
            self.root = new
        else:
            siblings = old.parent.children
            siblings[[id(s) for s in siblings].index(id(old))] = new


def _take(siblings: list[Element], element: Element) -> None:
    del siblings[[id(s) for s in siblings].index(id(element))]


def _set(element: Element, name: str, value: str | None) -> None:
    if value is None:
        element.attributes.pop(name, None)
    elif element.tag == "textarea" and name == "value":
        element.text = value
    else:
        element.attributes[name] = value


class Client:
    """One view: takes in what the server sends, sends what a user does.

    Args:
        send: Takes the JSON of one message to the session.
        view: The view's id.
    """

    def __init__(self, send: Callable[[str], None], view: str = "view-1") -> None:
        self._send = send
        self.view = view
        self.document: Document | None = None
        self.epoch = self.seq = self.n = self.acked = 0
        self.rules: set[str] = set()
        self.errors: list[dict[str, Any]] = []
        self.effects: list[int] = []
        self.output: list[dict[str, str]] = []
        self.received: list[dict[str, Any]] = []
        self.waits_for_mount = False
        self._resynced_at = 0
        # Events that the session did not say it took in.
        self._pending: list[dict[str, Any]] = []

    @property
    def root(self) -> Element:
        """The root element."""
        assert self.document is not None
        return self.document.root

    def hello(self, **environment: Any) -> None:
        """Ask for a mount."""
        self.tell("hello", version=1, environment=environment)

    def event(self, key: str, type_: str, /, **payload: Any) -> None:
        """Report a user's action on the element with a key."""
        self.event_at(self.id_of(key), type_, **payload)

    def event_at(self, node_id: int, type_: str, /, **payload: Any) -> None:
        """Report a user's action on a node."""
        self.n += 1
        data = {"id": node_id, "type": type_, "payload": payload}
        event = {"epoch": self.epoch, "n": self.n, "seq": self.seq, "data": data}
        self._pending.append(event)
        self.tell("event", **event)

    def id_of(self, key: str) -> int:
        """Return the node id of the element with a key."""
        assert self.document is not None
        return self.document.id_of(self.root.find(key))

    def bye(self) -> None:
        """Leave."""
        self.tell("bye")

    def tell(self, kind: str, **fields: Any) -> None:
        """Send a message of this view, sensible or not."""
        self._send(json.dumps({"kind": kind, "view": self.view, **fields}))

    def take(self, text: str | Mapping[str, Any], buffers: object = ()) -> None:
        """Take in one message of the server."""
        del buffers
        message = json.loads(text) if isinstance(text, str) else dict(text)
        assert "id" not in message
        if message.get("view", self.view) != self.view:
            return
        self.received.append(message)
        getattr(self, f"_take_{message['kind']}")(message)

    def received_since(self, count: int) -> list[str]:
        """Return the kinds of the messages after the first so many."""
        return [message["kind"] for message in self.received[count:]]

    @property
    def ops(self) -> list[dict[str, Any]]:
        """The ops of the last message, which brought patches."""
        message = self.received[-1]
        assert message["kind"] == "patches"
        data: list[dict[str, Any]] = message["data"]
        return data

    def _take_mount(self, message: dict[str, Any]) -> None:
        self.rules.update(message["css"])
        self.document = Document(message["html"], message["runs"])
        self.epoch, self.seq = message["epoch"], message["seq"]
        self._acknowledge(message["ack"])
        self.waits_for_mount = False
        # The session drops those that were only late.
        for event in list(self._pending):
            self.tell("event", **event)

    def _take_patches(self, message: dict[str, Any]) -> None:
        if self.document is None or message["epoch"] != self.epoch:
            return
        acked = message["ack"].get(self.view, 0)
        if self.waits_for_mount:
            # Events from after the resync were taken in: its mount was lost.
            if acked > self._resynced_at:
                self._resync()
            return
        if message["seq"] <= self.seq:
            return
        if message["seq"] > self.seq + 1:
            self._resync()
            return
        self.rules.update(message["css"])
        try:
            self.document.apply(message["data"])
        except Gap:
            self._resync()
            return
        self.seq = message["seq"]
        self._acknowledge(acked)

    def _acknowledge(self, n: int) -> None:
        self.acked = max(self.acked, n)
        self._pending = [event for event in self._pending if event["n"] > n]

    def _resync(self) -> None:
        self.waits_for_mount = True
        self._resynced_at = self.n
        self.tell("resync", epoch=self.epoch, seq=self.seq)

    def _take_effect(self, message: dict[str, Any]) -> None:
        # One from before the last was done, or was for those who looked then.
        if not self.effects or message["effect"] > self.effects[-1]:
            self.effects.append(message["effect"])

    def _take_output(self, message: dict[str, Any]) -> None:
        if message.get("whole"):
            self.output.clear()
        self.output += message["entries"]

    def _take_error(self, message: dict[str, Any]) -> None:
        self.errors.append(message)
