"""What an inspector shows of an app: its widgets as they are shown, and its state.

Nothing here can fail because of the app: what its objects say of themselves is asked
for with care, and as much of it is told as a person reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final, TypedDict

from pydantic import BaseModel
from tempest_core import Widget

from tempestweb.dom.node import Node
from tempestweb.reports import place_of_function

#: So many widgets are told of, in document order.
MOST_WIDGETS: Final = 3000

#: So many entries of one object are told of, and so deep.
_MOST_ENTRIES: Final = 100
_DEEPEST: Final = 5

#: So many characters of a value.
_LONGEST: Final = 120


class Entry(TypedDict):
    """A named value.

    Attributes:
        name: Of the attribute, the key or the place.
        text: The value in a few words.
        entries: What is in it.
    """

    name: str
    text: str
    entries: list[Entry]


class ShownWidget(TypedDict):
    """One widget of the tree.

    Attributes:
        id: The id of its node.
        type: The name of its class.
        key: Its key; None if it has none.
        props: What its author has set, but for the key and the children.
        children: The widgets in it.
    """

    id: int
    type: str
    key: str | None
    props: list[tuple[str, str]]
    children: list[ShownWidget]


class Inspection(TypedDict):
    """An app at one moment.

    Attributes:
        widgets: The view's root and, above it, overlays.
        left_out: How many widgets are not told of.
        state: The app's state.
    """

    widgets: list[ShownWidget]
    left_out: int
    state: Entry


def inspect(root: Node, state: object) -> Inspection:
    """Describe a live tree and a state."""
    count = 0

    def widgets_in(node: Node) -> Iterator[ShownWidget]:
        nonlocal count
        widget = node.source
        if widget is None:
            for child in node.children:
                yield from widgets_in(child)
            return
        count += 1
        if count > MOST_WIDGETS:
            # Those in it are counted, too.
            for child in node.children:
                yield from widgets_in(child)
            return
        yield {
            "id": node.id,
            "type": type(widget).__name__,
            "key": widget.key,
            "props": _props(widget),
            "children": [w for child in node.children for w in widgets_in(child)],
        }

    widgets = list(widgets_in(root))
    return {
        "widgets": widgets,
        "left_out": max(0, count - MOST_WIDGETS),
        "state": _entry("state", state, ()),
    }


def _props(widget: Widget) -> list[tuple[str, str]]:
    said = widget.model_fields_set - {"key", *widget.child_field_names}
    names = [name for name in type(widget).model_fields if name in said]
    # What all widgets have comes last.
    names.sort(key=Widget.model_fields.__contains__)
    return [(name, in_short(getattr(widget, name))) for name in names]


def in_short(value: object) -> str:
    """Say in a line what a value is."""
    try:
        return _in_short(value)
    except Exception as error:  # noqa: BLE001 - the app's own code
        return f"{type(value).__name__}, of which repr() fails: {type(error).__name__}"


def _in_short(value: object) -> str:
    match value:
        case BaseModel():
            said = value.model_fields_set
            fields = [name for name in type(value).model_fields if name in said]
            inside = ", ".join(f"{f}={in_short(getattr(value, f))}" for f in fields)
            return _cut(f"{type(value).__name__}({inside})")
        case str() | bytes():
            # Not all of a big one is looked at.
            return _cut(repr(value[: _LONGEST + 1]))
        case dict() | list() | tuple() | set() | frozenset():
            count = len(value)
            items = "1 item" if count == 1 else f"{count} items"
            return f"{type(value).__name__}, {items}"
        case type():
            return value.__qualname__
        case Callable():
            name = getattr(value, "__qualname__", type(value).__name__)
            place = place_of_function(value)
            return _cut(f"{name} ({place})" if place else name)
        case _:
            return _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _entry(name: str, value: object, around: tuple[int, ...]) -> Entry:
    """Describe a value and what is in it; not what it is in, nor all too deep."""
    entries: list[Entry] = []
    if len(around) < _DEEPEST and id(value) not in around:
        inner = (*around, id(value))
        try:
            found = list(islice(_parts(value), _MOST_ENTRIES + 1))
        except Exception as error:  # noqa: BLE001 - the app's own code
            found, more = [], f"reading it fails: {type(error).__name__}"
        else:
            more = "and more" if len(found) > _MOST_ENTRIES else ""
        entries = [_entry(part, each, inner) for part, each in found[:_MOST_ENTRIES]]
        if more:
            entries.append({"name": "…", "text": more, "entries": []})
    return {"name": name, "text": in_short(value), "entries": entries}


def _parts(value: object) -> Iterable[tuple[str, object]]:
    match value:
        case Mapping():
            return ((in_short(key), each) for key, each in value.items())
        case str() | bytes() | type():
            return ()
        case Sequence() | Set():
            return ((str(place), each) for place, each in enumerate(value))
        case _:
            return _attributes(value)


def _attributes(value: object) -> Iterable[tuple[str, object]]:
    slots = [
        name
        for base in type(value).__mro__
        for name in _names(getattr(base, "__slots__", ()))
        if not name.startswith("__")
    ]
    named = {n: getattr(value, n) for n in slots if hasattr(value, n)}
    # Those of its class too: a state may be no more than its defaults.
    defaults = {
        name: each
        for base in reversed(type(value).__mro__)
        if base.__module__ != "builtins"
        for name, each in vars(base).items()
        if _is_data(name, each)
    }
    own = getattr(value, "__dict__", {})
    return ({**defaults, **named, **own} if not callable(value) else own).items()


def _names(slots: str | Iterable[str]) -> Iterable[str]:
    return (slots,) if isinstance(slots, str) else slots


def _is_data(name: str, value: object) -> bool:
    is_described = hasattr(value, "__get__") or isinstance(value, (type, classmethod))
    return not name.startswith("_") and not callable(value) and not is_described
