"""Pictures that follow an app: soon after a change, and seldom enough."""

from __future__ import annotations

import itertools

import pytest

from tempestweb.jupyter.keeping import SnapshotKeeper
from tempestweb.snapshots import Snapshot
from tests.support.rig import Later


class Rig:
    """A keeper of a picture that the test changes.

    Attributes:
        now: What a picture shows; every picture taken is another one if None.
        sent: When each picture was sent.
    """

    def __init__(self) -> None:
        self.later = Later()
        self.now: str | None = None
        self.sent: list[float] = []
        self.seconds = 0.0
        self._count = itertools.count()
        self.keeper = SnapshotKeeper(
            self._take, self._send, self.later.schedule, self.later.clock
        )

    def _take(self) -> Snapshot:
        self.later.now += self.seconds
        return Snapshot(self.now or str(next(self._count)), "")

    def _send(self, snapshot: Snapshot) -> None:
        del snapshot
        self.sent.append(self.later.clock())


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_nothing_is_sent_before_anybody_asks(rig: Rig) -> None:
    rig.keeper.note()
    rig.later.advance(10.0)

    assert rig.sent == []


def test_many_changes_are_one_picture_a_second(rig: Rig) -> None:
    rig.keeper.start()
    for _ in range(500):
        rig.later.advance(0.01)
        rig.keeper.note()

    assert 4 <= len(rig.sent) <= 6


def test_the_last_change_is_never_left_out(rig: Rig) -> None:
    rig.keeper.start()
    rig.later.advance(0.3)
    rig.keeper.note()
    rig.later.advance(10.0)

    assert len(rig.sent) == 2
    assert rig.later.waiting == 0


def test_a_picture_like_the_last_is_not_sent_again(rig: Rig) -> None:
    rig.now = "same"
    rig.keeper.start()
    for _ in range(5):
        rig.later.advance(10.0)
        rig.keeper.note()

    assert len(rig.sent) == 1


def test_whoever_comes_later_gets_it_all_the_same(rig: Rig) -> None:
    rig.now = "same"
    rig.keeper.start()
    rig.later.advance(10.0)
    rig.keeper.start()
    rig.later.advance(10.0)

    assert len(rig.sent) == 2


def test_a_picture_that_takes_long_is_taken_seldom(rig: Rig) -> None:
    rig.seconds = 0.5
    rig.keeper.start()
    for _ in range(400):
        rig.later.advance(0.1)
        rig.keeper.note()

    assert 3 <= len(rig.sent) <= 5


def test_none_is_sent_after_the_end(rig: Rig) -> None:
    rig.keeper.start()
    rig.keeper.stop()
    rig.keeper.note()
    rig.later.advance(10.0)

    assert rig.sent == []
    assert rig.later.waiting == 0
