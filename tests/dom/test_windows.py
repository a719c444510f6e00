"""Which items of a list are in the tree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.windows import MOST_ITEMS, Windows, merged

RANGES = st.lists(st.tuples(st.integers(-9, 40), st.integers(-9, 40)), max_size=6)


@given(RANGES, st.integers(0, 30))
def test_merged_ranges_hold_the_same_items_in_order_and_apart(
    ranges: list[tuple[int, int]], count: int
) -> None:
    joined = merged(ranges, count)

    held = [index for start, end in joined for index in range(start, end)]
    wanted = {i for start, end in ranges for i in range(start, end) if 0 <= i < count}
    assert held == sorted(wanted)
    assert all(end < start for (_, end), (start, _) in pairwise(joined))


def test_before_anybody_looks_the_first_items_are_there() -> None:
    assert Windows().ranges((0, 20), 100) == [(0, 20)]


def test_each_view_gets_what_it_looks_at_and_keeps() -> None:
    windows = Windows()
    windows.look("one", 10, 20, 3)
    windows.look("two", 15, 30, None)

    assert windows.ranges((0, 20), 100) == [(3, 4), (10, 30)]


def test_no_view_gets_more_than_a_browser_shows() -> None:
    windows = Windows()
    windows.look("greedy", 0, 10**9, None)

    assert windows.ranges((0, 20), 10**9) == [(0, MOST_ITEMS)]


def test_the_view_that_was_quiet_longest_is_forgotten() -> None:
    windows = Windows()
    for number in range(5):
        windows.look(f"view {number}", number * 10, number * 10 + 5, None)

    assert windows.ranges((0, 20), 100) == [(10, 15), (20, 25), (30, 35), (40, 45)]


def test_a_window_that_the_app_sets_counts_until_somebody_looks_again() -> None:
    windows = Windows()
    windows.look("one", 10, 20, None)
    windows.take([(50, 60)])
    assert windows.ranges((0, 20), 100) == [(50, 60)]

    windows.look("one", 55, 65, None)
    windows.take([(50, 60)])
    assert windows.ranges((0, 20), 100) == [(55, 65)]


def test_windows_move_with_their_items() -> None:
    windows = Windows()
    windows.look("one", 10, 20, None)
    windows.shift(5)

    assert windows.ranges((0, 20), 100) == [(15, 25)]
    assert windows.shifted == 5


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (9, 3)])
def test_what_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        Windows().look("one", start, end, None)
