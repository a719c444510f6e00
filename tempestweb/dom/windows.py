"""Windows: which items of a long list are in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

#: Indexes of items: the first, and the one after the last.
Range = tuple[int, int]

#: So many items one view gets at most; the client's list.js asks for no more.
MOST_ITEMS: Final = 150

#: So many views of one session are looked after; the one that was quiet longest goes.
_MOST_VIEWS: Final = 4


class Windows:
    """What the views of a list look at, from frame to frame.

    Attributes:
        anchor: Index and own key of an item in the tree; None where items have no keys.
        count: How many items there were in the last frame.
        shifted: By how many places items have moved because others came before them.
    """

    __slots__ = ("_given", "_seen", "anchor", "count", "shifted")

    def __init__(self) -> None:
        self._seen: dict[str, list[Range]] = {}
        self._given: Sequence[Range] = ()
        self.anchor: tuple[int, str] | None = None
        self.count = 0
        self.shifted = 0

    def look(self, view: str, start: int, end: int, keep: int | None) -> None:
        """Note what a view needs.

        Args:
            view: Its id.
            start: The first item it needs.
            end: The one after the last.
            keep: One more item, such as the one with the focus.

        Raises:
            ValueError: That is no range.
        """
        if not 0 <= start <= end:
            raise ValueError(f"from {start} to {end} is no range")
        ranges = [(start, min(end, start + MOST_ITEMS))]
        if keep is not None:
            ranges.append((keep, keep + 1))
        self._seen.pop(view, None)
        self._seen[view] = ranges
        if len(self._seen) > _MOST_VIEWS:
            del self._seen[next(iter(self._seen))]

    def take(self, given: Sequence[Range]) -> None:
        """Take the windows of the app; new ones count more than what was looked at."""
        if given != self._given:
            self._given = given
            self._seen.clear()

    def shift(self, by: int) -> None:
        """Move with the items, which are that many places further on."""
        self.shifted += by
        for ranges in self._seen.values():
            ranges[:] = [(start + by, end + by) for start, end in ranges]

    def ranges(self, initial: Range, count: int) -> list[Range]:
        """List what has to be in the tree, in order and apart.

        Args:
            initial: What is in the tree before anybody has looked.
            count: How many items there are.
        """
        seen = [window for ranges in self._seen.values() for window in ranges]
        return merged(seen or self._given or [initial], count)


def merged(ranges: Iterable[Range], count: int) -> list[Range]:
    """Sort ranges, cut them to what there is, and join those that meet."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        first, last = max(0, min(start, count)), max(0, min(end, count))
        if first >= last:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
