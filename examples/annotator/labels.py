"""The names that things can have, each with its colour."""

from __future__ import annotations

from tempest_core import Color

LABELS = {
    "House": Color.from_hex("#b3261e"),
    "Tree": Color.from_hex("#146c2e"),
    "Car": Color.from_hex("#0b57d0"),
    "Sun": Color.from_hex("#8b5000"),
}
