"""How often a server's process looks for garbage."""

from __future__ import annotations

import gc
import weakref

from tempestweb.server.collecting import collecting_seldom


class Cycle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.own = self


def test_a_server_looks_for_garbage_more_seldom_and_not_among_what_is_loaded() -> None:
    before = gc.get_threshold()

    with collecting_seldom():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count() > 10_000

    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_garbage_of_a_server_is_still_found() -> None:
    with collecting_seldom():
        gone = weakref.ref(Cycle())
        kept = [Cycle() for _ in range(25_000)]

    assert kept
    assert gone() is None
