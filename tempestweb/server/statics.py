"""The files of the client: compressed once, cached for good by their content."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Final

from tempestweb.errors import TempestwebError
from tempestweb.modules import OWN, own_module

#: Below this many bytes compression gains nothing.
_LEAST: Final = 256

#: Of brotli, for what is sent once. Takes as long as gzip here (0.3 and 0.2 ms for a
#: small page, 0.7 and 0.6 ms for 1,000 rows); those rows are less than half as large.
_QUALITY: Final = 5

_TEXT: Final = frozenset({".js", ".css", ".html", ".svg", ".json", ".map", ".txt"})

_BEHAVIOUR: Final = "behaviour-"

#: What apps bring; a page asks for it as for the client's own.
_OWN: Final = f"{_BEHAVIOUR}{OWN}"


def _find_brotli() -> ModuleType | None:
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None


_brotli: Final = _find_brotli()


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, ready to be sent.

    Attributes:
        digest: Names its content.
        mime_type: What it is.
        body: Its bytes by content encoding; "" is plain.
    """

    digest: str
    mime_type: str
    body: dict[str, bytes] = field(repr=False)

    def choose(self, accepted: str) -> tuple[str, bytes]:
        """Return the best encoding that an `Accept-Encoding` header takes, and it."""
        for encoding in ("br", "gzip"):
            if encoding in self.body and accepts(accepted, encoding):
                return encoding, self.body[encoding]
        return "", self.body[""]


class StaticFiles:
    """The files of one folder.

    Args:
        folder: Where they are; no file of its subfolders is served.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(__file__).parent.parent / "static"
        self._files: dict[str, tuple[tuple[int, int], StaticFile]] = {}

    def require(self, *names: str) -> None:
        """Check that files are there.

        Raises:
            TempestwebError: One is not.
        """
        for name in names:
            if self.get(name) is None:
                raise TempestwebError(
                    f"this installation of tempestweb has no {name}",
                    "Install a wheel, or run `make build` in a checkout.",
                )

    def get(self, name: str) -> StaticFile | None:
        """Return a file; None if there is none of that name."""
        if name.startswith(_OWN):
            return self._own(name)
        path = self._folder / name
        if path.parent != self._folder or name.startswith("."):
            return None
        try:
            status = path.stat()
            # A client that is built anew under a running server is served anew.
            version = (status.st_mtime_ns, status.st_size)
            known = self._files.get(name)
            if known is None or known[0] != version:
                known = (version, _file(path.read_bytes(), path))
                self._files[name] = known
        except (OSError, ValueError):
            return None
        return known[1]

    def _own(self, name: str) -> StaticFile | None:
        known = self._files.get(name)
        if known is not None:
            return known[1]
        module = own_module(name.removeprefix(_BEHAVIOUR).removesuffix(".js"))
        if module is None:
            return None
        file = _file(module.source, Path(name))
        self._files[name] = ((0, 0), file)
        return file

    def url(self, name: str) -> str:
        """Return the versioned end of a file's address."""
        file = self.get(name)
        return f"{name}?v={file.digest}" if file else name


def accepts(header: str, encoding: str) -> bool:
    """Tell whether an `Accept-Encoding` header takes an encoding."""
    for part in header.split(","):
        name, _, quality = part.strip().partition(";")
        if name.strip().lower() == encoding:
            return quality.strip().removeprefix("q=") not in {"0", "0.0", "0.00"}
    return False


def compressed(text: str, accepted: str) -> tuple[str, bytes]:
    """Encode a text for one answer: the content encoding, "" for none, and bytes."""
    body = text.encode()
    if len(body) < _LEAST:
        return "", body
    if _brotli is not None and accepts(accepted, "br"):
        return "br", _brotli.compress(body, quality=_QUALITY)
    if accepts(accepted, "gzip"):
        return "gzip", gzip.compress(body, compresslevel=6, mtime=0)
    return "", body


def _file(body: bytes, path: Path) -> StaticFile:
    encodings = {"": body}
    if path.suffix in _TEXT and len(body) >= _LEAST:
        encodings["gzip"] = gzip.compress(body, compresslevel=9, mtime=0)
        if _brotli is not None:
            compress: Callable[[bytes], bytes] = _brotli.compress
            encodings["br"] = compress(body)
    mime_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        # Some systems have another one in their registry, and modules must have this.
        mime_type = "text/javascript"
    if mime_type.startswith("text/"):
        mime_type += "; charset=utf-8"
    return StaticFile(hashlib.sha256(body).hexdigest()[:16], mime_type, encodings)
