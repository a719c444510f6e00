"""This package itself, as far as it runs in a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import tempestweb

#: Where this package is installed.
ROOT: Final = Path(tempestweb.__file__).parent

#: Parts of this package that no page needs.
_ELSEWHERE: Final = ("cli", "server", "jupyter", "client", "static", "labextension")

#: What of the row `wasm` runs in a page.
_OF_PAGES: Final = ("__init__.py", "page")


def own_modules() -> Iterator[tuple[str, bytes]]:
    """List the modules of this package that a page needs."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if path.suffix not in {".py", ".css"} or inside.parts[0] in _ELSEWHERE:
            continue
        is_wanted = inside.parts[0] != "wasm" or inside.parts[1] in _OF_PAGES
        if is_wanted:
            yield f"tempestweb/{inside.as_posix()}", path.read_bytes()
