"""Pictures of pages as fixtures: kept small, and compared as an eye from afar would.

What is compared are means of blocks, so how a font's edges are smoothed does not count;
what moved, vanished or changed its colour does.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image, ImageChops

UPDATE = "UPDATE_PICTURES"
"""The environment variable that has pictures kept instead of compared."""

WIDTH = 320
"""Of a picture that is kept, in pixels."""

COLORS = 48
"""In its palette."""

BLOCK = 4
"""So many pixels of a kept picture, in each direction, make one block."""

VISIBLE = 20
"""A block whose mean differs by this much, of 255, looks different."""

MOST_DIFFERENT = 0.004
"""The share of all blocks that may look different."""


def shrink(screenshot: bytes) -> Image.Image:
    """Make the picture that is kept of a screenshot."""
    whole = Image.open(io.BytesIO(screenshot)).convert("RGB")
    size = (WIDTH, max(1, round(whole.height * WIDTH / whole.width)))
    return whole.resize(size, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Tell which share of the blocks of two pictures look different, from 0 to 1."""
    if one.size != other.size:
        return 1.0
    blocks = (-(-one.width // BLOCK), -(-one.height // BLOCK))
    means = (each.resize(blocks, Image.Resampling.BOX) for each in (one, other))
    channels = ImageChops.difference(*means).split()
    most = ImageChops.lighter(ImageChops.lighter(*channels[:2]), channels[2])
    histogram: list[int] = most.histogram()
    return sum(histogram[VISIBLE:]) / (blocks[0] * blocks[1])


def compare(screenshot: bytes, kept: Path, results: Path) -> None:
    """Fail if a screenshot does not look as the picture that was kept of it.

    Args:
        screenshot: A PNG.
        kept: The picture; made where `UPDATE_PICTURES` is set.
        results: The folder for what is seen instead.
    """
    seen = shrink(screenshot)
    if os.environ.get(UPDATE):
        kept.parent.mkdir(parents=True, exist_ok=True)
        palette = seen.quantize(COLORS, dither=Image.Dither.NONE)
        palette.save(kept, optimize=True)
        return
    told = f"look at it, and if it is right keep it with {UPDATE}=1"
    assert kept.exists(), f"there is no picture {kept.name} yet: {told}"
    with Image.open(kept) as picture:
        share = difference(seen, picture.convert("RGB"))
    if share > MOST_DIFFERENT:
        results.mkdir(exist_ok=True)
        seen.save(results / kept.name)
        raise AssertionError(
            f"{share:.1%} of the page look different from {kept.name}, more than "
            f"{MOST_DIFFERENT:.1%}; {results / kept.name} is what it looks like now: "
            f"{told}"
        )
