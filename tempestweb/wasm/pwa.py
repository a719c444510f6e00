"""What makes a page installable: its manifest and its icons."""

from __future__ import annotations

from typing import Final

#: The colour of the default icon, and of the window around an installed page.
TILE: Final = "#584785"
