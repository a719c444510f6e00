"""The outbox: what was sent lately, for views that come back."""

from __future__ import annotations

import random

import pytest

from tempestweb.outbox import Outbox
from tempestweb.protocol import Effect, Patches


def patches(seq: int, html: str) -> Patches:
    return {
        "kind": "patches",
        "epoch": 1,
        "seq": seq,
        "ack": {},
        "data": [{"op": "replace", "id": 1, "first": 2, "html": html}],
        "css": [],
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_log_weighs_no_more_than_a_tree_whatever_is_put_into_it(seed: int) -> None:
    draw = random.Random(seed)
    outbox = Outbox()
    kept = []
    for seq in range(1, 200):
        outbox.add(patches(seq, "x" * draw.randrange(4000)), limit=100_000)
        known = [s for s in range(seq) if outbox.since(s) is not None]
        assert known == list(range(known[0], seq))
        kept.append(len(known))

    missed = outbox.since(known[0])
    assert missed is not None
    assert [message["seq"] for message in missed] == list(range(known[0] + 1, 200))
    assert sum(len(str(message)) for message in missed) <= 130_000
    assert max(kept) < 199


def test_the_log_holds_nothing_before_what_is_released() -> None:
    outbox = Outbox()
    for seq in range(1, 6):
        outbox.add(patches(seq, ""), limit=100_000)
    effect: Effect = {
        "kind": "effect",
        "effect": 1,
        "seq": 5,
        "name": "title",
        "data": {"title": "t"},
    }
    outbox.add(effect, limit=100_000)

    outbox.release(5)

    assert outbox.since(3) is None
    assert outbox.since(4) == [patches(5, ""), effect]
    assert outbox.since(5) == [effect]
