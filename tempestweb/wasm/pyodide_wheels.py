"""Wheels that Pyodide's makers build, of packages that have none on the index."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urljoin

from packaging.utils import canonicalize_name

from tempestweb.errors import BuildError
from tempestweb.wasm.cache import cache_folder, make_once
from tempestweb.wasm.distribution import Distribution, fetched, pinned, reason_of


def pyodide_wheel(distribution: Distribution, name: str) -> Path | None:
    """Get Pyodide's own wheel of a package.

    Args:
        distribution: Pyodide. Where it was given as a folder the wheel may be in there;
            else it comes from the CDN.
        name: Of the package.

    Returns:
        The file, in the cache; None if Pyodide has no such package.

    Raises:
        BuildError: It cannot be fetched, or is not the one that Pyodide means.
    """
    entry = distribution.packages.get(canonicalize_name(name))
    if entry is None or not entry["file_name"].endswith(".whl"):
        return None
    file: str = entry["file_name"]
    expected: str = entry["sha256"]

    def make(place: Path) -> None:
        data = _read(distribution, file, name)
        found = hashlib.sha256(data).hexdigest()
        if found != expected:
            raise BuildError(
                f"{file} is not that of Pyodide {pinned().version}: its SHA-256 is "
                f"{found[:12]}…, not {expected[:12]}…",
                "It was changed or damaged on its way.",
            )
        (place / file).write_bytes(data)

    return make_once(cache_folder("wheels") / expected[:16], make) / file


def _read(distribution: Distribution, file: str, name: str) -> bytes:
    try:
        if distribution.others is not None and (distribution.others / file).is_file():
            return (distribution.others / file).read_bytes()
        return fetched(urljoin(pinned().packages, file))
    except OSError as error:
        raise BuildError(
            f"the package index has no wheel of {name} that runs in a page, and "
            f"Pyodide's own cannot be fetched: {reason_of(error)}",
            "Connect to the network for the first build, or give the folder of a full "
            f"Pyodide, which has {file}: --pyodide=PATH.",
        ) from error
