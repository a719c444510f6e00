"""The built client, read once per process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tempestweb.errors import TempestwebError
from tempestweb.modules import ClientModule


@dataclass(frozen=True, slots=True)
class ClientBundle:
    """What the wheel carries for a page.

    Attributes:
        bootstrap: The source of the `_esm`, under 2 KB.
        runtime: The client proper.
        behaviours: What only some trees use, by name.
    """

    bootstrap: str
    runtime: ClientModule
    behaviours: Mapping[str, ClientModule]


@cache
def client_bundle() -> ClientBundle:
    """Read the built client.

    Raises:
        TempestwebError: The package was installed without it.
    """
    static = files("tempestweb") / "static"
    try:
        digests = json.loads((static / "behaviours.json").read_text("utf-8"))
        return ClientBundle(
            bootstrap=(static / "bootstrap.js").read_text("utf-8"),
            runtime=ClientModule(
                (static / "runtime.hash").read_text("utf-8").strip(),
                (static / "runtime.js").read_bytes(),
            ),
            behaviours={
                name: ClientModule(
                    digest, (static / f"behaviour-{name}.js").read_bytes()
                )
                for name, digest in digests.items()
            },
        )
    except FileNotFoundError as error:
        raise TempestwebError(
            "this installation of tempestweb has no client bundle",
            "Install a wheel, or run `make build` in a checkout.",
        ) from error
