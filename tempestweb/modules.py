"""Modules of the client, and those that an app brings for widgets of its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from tempestweb.errors import AppError
from tempestweb.protocol import encode

#: How the names of an app's own modules begin; no behaviour of the client's does.
OWN: Final = "own-"

#: A module is loaded alone, from an address that has no folder around it.
_RELATIVE: Final = re.compile(
    r"^\s*(?:import|export)\b[^;\n]*?[\x22'](\.[^\x22']*)", re.M
)
_DEFAULT: Final = re.compile(r"\bexport\b[^;]*?\bdefault\b")

_own: Final[dict[str, ClientModule]] = {}


@dataclass(frozen=True, slots=True)
class ClientModule:
    """One module of the client.

    Attributes:
        digest: Names it by its content.
        source: UTF-8.
    """

    digest: str
    source: bytes


def register_module(label: str, source: str) -> str:
    """Let pages have a module of an app's own, for as long as the process lives.

    Args:
        label: What its author calls it.
        source: JavaScript; its default export is a behaviour.

    Returns:
        The name of the behaviour; the end of it is the module's digest.

    Raises:
        AppError: It exports no default, or imports what is beside it.
    """
    if _DEFAULT.search(source) is None:
        raise AppError(
            f"the behaviour {label} has no default export",
            "Write `export default { connect(element, props, context) {...} }`.",
        )
    beside = _RELATIVE.search(source)
    if beside is not None:
        raise AppError(
            f"the behaviour {label} imports {beside[1]!r}, which is not served",
            "A behaviour is one file: bundle what it needs into it.",
        )
    data = source.encode()
    digest = hashlib.sha256(data).hexdigest()[:16]
    name = f"{OWN}{re.sub(r'[^a-z0-9]+', '-', label.lower()).strip('-')}-{digest}"
    _own[name] = ClientModule(digest, data)
    return name


def own_module(name: str) -> ClientModule | None:
    """Return a module that was registered, by the name of its behaviour."""
    return _own.get(name)


def module_answer(
    request: dict[str, str], module: ClientModule | None
) -> tuple[str, list[bytes]]:
    """Answer what a page asks for on its comm.

    Args:
        request: What tells the answer from others.
        module: What was asked for; None: there is none.

    Returns:
        A message and its buffers.
    """
    if module is None:
        return encode(request), []
    return encode({**request, "hash": module.digest}), [module.source]
