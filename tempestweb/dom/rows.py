"""HTML of long lists: what its rows have in common is written once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tempestweb.dom.html import MANY, Register, write
from tempestweb.dom.node import Node
from tempestweb.protocol import Html, Rows

#: The JSON of one more value: its quotes and a comma.
_VALUE = 3


class _Run(NamedTuple):
    """Rows of a list that are alike: the parts from `start` to `end`, and their HTML.

    That is `before`, `rows` and `after`: the first row is in `before`, but for what
    comes after its last value, with which all the others begin.
    """

    start: int
    end: int
    before: str
    rows: Rows
    after: str


def to_rows(nodes: Sequence[Node], register: Register | None = None) -> Html:
    """Write sibling nodes as HTML, rows that are alike as what differs in them.

    Args:
        nodes: The siblings.
        register: Told of each node, in document order; None leaves ids alone.
    """
    parts: list[str] = []
    lists: list[list[int]] = []
    if len(nodes) < MANY:
        write(nodes, parts, register, lists)
    else:
        starts = [0]
        lists.append(starts)
        for node in nodes:
            write((node,), parts, register, lists)
            starts.append(len(parts))
    runs = _find_runs(parts, lists) if lists else []
    if not runs:
        return "".join(parts)
    html: list[str | Rows] = []
    text = ""
    done = 0
    for run in runs:
        html += ("".join((text, *parts[done : run.start], run.before)), run.rows)
        text, done = run.after, run.end
    return [*html, "".join((text, *parts[done:]))]


def unfold(html: Html) -> str:
    """Write HTML in full."""
    if isinstance(html, str):
        return html
    return "".join(
        part if isinstance(part, str) else _unfold_rows(**part) for part in html
    )


def _unfold_rows(statics: Sequence[str], dynamics: Sequence[str]) -> str:
    turns = len(statics)
    return "".join(
        statics[index % turns] + value for index, value in enumerate(dynamics)
    )


def length(html: Html) -> int:
    """Count the characters that HTML takes, about."""
    if isinstance(html, str):
        return len(html)
    return sum(
        len(part)
        if isinstance(part, str)
        else sum(map(len, part["statics"])) + sum(map(len, part["dynamics"]))
        for part in html
    )


def _find_runs(parts: list[str], lists: list[list[int]]) -> list[_Run]:
    """Find rows that are alike, in document order; the outermost lists have theirs."""
    runs: list[_Run] = []
    for starts in lists:
        place = bisect_left(runs, starts[0], key=lambda run: run.start)
        if place and starts[0] < runs[place - 1].end:
            # In a row of another list.
            continue
        found: list[_Run] = []
        for _, alike in groupby(pairwise(starts), lambda ends: _shape(parts, *ends)):
            ends = list(alike)
            if len(ends) >= MANY:
                run = _fold(parts, ends)
                if run is not None:
                    found.append(run)
        runs[place:place] = found
    return runs


def _shape(parts: list[str], start: int, end: int) -> tuple[int, str, str]:
    """Tell rows of different structure apart, for the most part, and soon."""
    count = end - start
    # What ends the last child, if there are children.
    inner = parts[end - 2][:5] if count > 4 else ""
    return count, parts[end - 1][:5], inner


def _fold(parts: list[str], ends: list[tuple[int, int]]) -> _Run | None:
    """Write rows of as many parts each; None if they have too little in common."""
    statics: list[str] = []
    columns: list[Sequence[str]] = []
    text = ""
    for column in zip(*(parts[start:end] for start, end in ends), strict=True):
        if _is_one(column):
            text += column[0]
            continue
        for index, values in enumerate(_between_quotes(column)):
            if index:
                text += '"'
            if _is_one(values):
                text += values[0]
                continue
            common = _beginning(min(values), max(values))
            statics.append(text + common)
            text = ""
            columns.append([value[len(common) :] for value in values])
    if not columns:
        statics.append(text)
        columns.append([""] * len(ends))
        text = ""
    if sum(map(len, statics)) + len(text) < 2 * _VALUE * len(statics):
        return None
    first, *others = zip(*columns, strict=True)
    rows: Rows = {
        "statics": [text + statics[0], *statics[1:]],
        "dynamics": [value for row in others for value in row],
    }
    before = "".join(s + value for s, value in zip(statics, first, strict=True))
    return _Run(ends[0][0], ends[-1][1], before, rows, text)


def _is_one(values: Sequence[str]) -> bool:
    return values.count(values[0]) == len(values)


def _beginning(first: str, last: str) -> str:
    """Return what the first and the last of sorted texts, and so all, begin with."""
    for index, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return first[:index]
    return first


def _between_quotes(column: Sequence[str]) -> Sequence[Sequence[str]]:
    """Take tags apart, where all have as many attributes; texts have no quotes."""
    tags = [value.split('"') for value in column]
    if _have_one_length(tags):
        return list(zip(*tags, strict=True))
    return [column]


def _have_one_length(lists: Sequence[Sequence[object]]) -> bool:
    return len(set(map(len, lists))) == 1
