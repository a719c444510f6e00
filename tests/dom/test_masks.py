"""What a text looks like in a mask."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.masks import masked

CASES = json.loads(
    Path(__file__).parents[1].joinpath("fixtures", "masks.json").read_text("utf-8")
)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['mask']} {case['text']}"
)
def test_a_text_is_written_into_its_mask(case: dict[str, str]) -> None:
    assert masked(case["mask"], case["text"]) == case["shown"]


@given(st.text("9A().-/ ", max_size=12), st.text("0123abc().-/ ", max_size=16))
def test_what_was_written_into_a_mask_stays_as_it_is(mask: str, text: str) -> None:
    shown = masked(mask, text)

    assert masked(mask, shown) == shown
