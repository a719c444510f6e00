"""Masks: what a text looks like in one.

The client types into masks by the same rules; `tests/fixtures/masks.json` holds both
to them.
"""

from __future__ import annotations


def masked(mask: str, text: str) -> str:
    """Write a text into a mask, as far as it goes.

    Characters that fit nowhere are left out. Fixed characters are written only before
    one that was typed, so that whoever deletes does not get stuck at them.

    Args:
        mask: `9` takes a digit, `A` a letter, anything else is fixed.
        text: With the mask's fixed characters or without.
    """
    if not mask:
        return text
    shown = pending = ""
    place = at = 0
    while place < len(mask):
        end = _end_of_fixed(mask, place)
        if end > place:
            fixed = mask[place:end]
            pending += fixed
            at += _skipped(fixed, text[at:])
            place = end
            continue
        while at < len(text) and not _fits(mask[place], text[at]):
            at += 1
        if at == len(text):
            break
        shown += pending + text[at]
        pending = ""
        at += 1
        place += 1
    return shown


def _end_of_fixed(mask: str, place: int) -> int:
    while place < len(mask) and mask[place] not in "9A":
        place += 1
    return place


def _skipped(fixed: str, text: str) -> int:
    """Count what of a text repeats the fixed characters that come now.

    All of them; or else signs only, as a letter or digit may be meant for the next
    free place.
    """
    if text.startswith(fixed):
        return len(fixed)
    count = 0
    for character in fixed:
        if text[count : count + 1] == character and not character.isalnum():
            count += 1
    return count


def _fits(place: str, character: str) -> bool:
    if place == "9":
        return character in "0123456789"
    return character.isalpha()
