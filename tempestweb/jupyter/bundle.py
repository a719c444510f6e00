"""The built client, read once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tempestweb.errors import TempestwebError


@dataclass(frozen=True, slots=True)
class ClientBundle:
    """What the wheel carries for a page.

    Attributes:
        bootstrap: The source of the `_esm`, under 2 KB.
        runtime: The client proper, UTF-8.
        digest: Names the runtime by its content.
    """

    bootstrap: str
    runtime: bytes
    digest: str


@cache
def client_bundle() -> ClientBundle:
    """Read the built client.

    Raises:
        TempestwebError: The package was installed without it.
    """
    static = files("tempestweb") / "static"
    try:
        return ClientBundle(
            bootstrap=(static / "bootstrap.js").read_text("utf-8"),
            runtime=(static / "runtime.js").read_bytes(),
            digest=(static / "runtime.hash").read_text("utf-8").strip(),
        )
    except FileNotFoundError as error:
        raise TempestwebError(
            "this installation of tempestweb has no client bundle",
            "Install a wheel, or run `make build` in a checkout.",
        ) from error
