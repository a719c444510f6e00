"""Pyodide's own files: a pinned version, checked whoever they come from."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from tempestweb.errors import BuildError
from tempestweb.wasm.cache import cache_folder, make_once

#: How long a source may keep silent, in seconds.
TIMEOUT: Final = 30

_REGISTRY: Final = "https://registry.npmjs.org/"


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version of Pyodide that a build is for.

    Attributes:
        version: Its number.
        python: The version of its Python, such as `3.14`.
        platforms: What its wheels are tagged with.
        environment: What its Python answers to the markers of requirements.
        files: The digest of each of its files.
        missing: Modules of the standard library that it does not have.
        npm: The path of its archive in the npm registry.
        cdn: The folder of its files on a CDN.
        packages: That of the packages that its makers build.
    """

    version: str
    python: str
    platforms: tuple[str, ...]
    environment: dict[str, str]
    files: dict[str, str]
    missing: frozenset[str]
    npm: str
    cdn: str
    packages: str


@cache
def pinned() -> Pinned:
    """Return the version of Pyodide that this version of tempestweb is for."""
    data: dict[str, Any] = json.loads(
        Path(__file__).with_name("pyodide.json").read_text("utf-8")
    )
    return Pinned(
        version=data["version"],
        python=data["python"],
        platforms=tuple(data["platforms"]),
        environment=data["environment"],
        files=data["files"],
        missing=frozenset(data["missing"]),
        npm=data["npm"],
        cdn=data["cdn"],
        packages=data["packages"],
    )


@dataclass(frozen=True, slots=True)
class Distribution:
    """Pyodide's files in a folder, each as it was pinned.

    Attributes:
        folder: Where they are.
        others: Where the packages that its makers build may be, unchecked.
    """

    folder: Path
    others: Path | None = None

    @property
    def info(self) -> dict[str, str]:
        """What Pyodide tells of itself to its loader."""
        info: dict[str, str] = self._lock["info"]
        return info

    @property
    def packages(self) -> dict[str, dict[str, Any]]:
        """What it tells of the packages that its makers build, by canonical name."""
        packages: dict[str, dict[str, Any]] = self._lock.get("packages", {})
        return packages

    @property
    def _lock(self) -> dict[str, Any]:
        text = (self.folder / "pyodide-lock.json").read_text("utf-8")
        lock: dict[str, Any] = json.loads(text)
        return lock


def get_distribution(source: str = "") -> Distribution:
    """Get Pyodide's files, from the cache if they were got before.

    Args:
        source: A folder or an archive with them; `npm`, its package there; `cdn`.
            Empty: npm, and the CDN if that is out of reach.

    Raises:
        BuildError: They cannot be had, or are not those that are pinned.
    """
    if source not in {"", "npm", "cdn"}:
        path = Path(source).expanduser()
        return Distribution(_from_path(path), path if path.is_dir() else None)
    wanted = pinned()
    folder = cache_folder("pyodide") / wanted.version
    fetchers = {"npm": _from_npm, "cdn": _from_cdn}
    names = [source] if source else ["npm", "cdn"]

    def make(place: Path) -> None:
        problems: list[str] = []
        for name in names:
            try:
                files = fetchers[name](wanted)
            except OSError as error:
                problems.append(f"{name}: {reason_of(error)}")
                continue
            _check(files, name)
            for file, data in files.items():
                (place / file).write_bytes(data)
            return
        raise BuildError(
            f"Pyodide {wanted.version} cannot be fetched ({'; '.join(problems)})",
            "Connect to the network for the first build, or give a folder or an "
            "archive with it: --pyodide=PATH.",
        )

    return Distribution(make_once(folder, make))


def _from_path(path: Path) -> Path:
    try:
        if path.is_dir():
            files = {
                name: (path / name).read_bytes()
                for name in pinned().files
                if (path / name).is_file()
            }
        elif path.is_file():
            files = _unpacked(path.read_bytes(), str(path))
        else:
            raise BuildError(
                f"there is no Pyodide at {path}",
                "Give a folder or an archive to --pyodide, or npm, or cdn.",
            )
    except OSError as error:
        raise BuildError(f"{path} cannot be read: {error.strerror}") from error
    _check(files, str(path))
    folder = cache_folder("pyodide") / pinned().version

    def make(place: Path) -> None:
        for name, data in files.items():
            (place / name).write_bytes(data)

    return make_once(folder, make)


def _from_npm(wanted: Pinned) -> dict[str, bytes]:
    registry = os.environ.get("NPM_CONFIG_REGISTRY") or _REGISTRY
    url = urljoin(registry.rstrip("/") + "/", wanted.npm)
    return _unpacked(fetched(url), url)


def _from_cdn(wanted: Pinned) -> dict[str, bytes]:
    return {name: fetched(urljoin(wanted.cdn, name)) for name in wanted.files}


def fetched(url: str) -> bytes:
    """Fetch a file.

    Raises:
        OSError: It cannot be had.
    """
    with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
        data: bytes = answer.read()
    return data


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """Take Pyodide's files out of an archive, whatever folder in it they are in."""
    files: dict[str, bytes] = {}
    try:
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    files.setdefault(member.rpartition("/")[2], archive.read(member))
        else:
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                for entry in tar:
                    stream = tar.extractfile(entry)
                    if stream is not None:
                        name_ = entry.name.rpartition("/")[2]
                        files.setdefault(name_, stream.read())
    except (tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
        raise BuildError(
            f"{name} is not an archive: {error}",
            "A .tgz, .tar.bz2 or .zip with Pyodide's files is expected.",
        ) from error
    return {name_: files[name_] for name_ in pinned().files if name_ in files}


def _check(files: dict[str, bytes], source: str) -> None:
    wanted = pinned()
    for name, expected in wanted.files.items():
        if name not in files:
            raise BuildError(
                f"{source} has no {name}",
                f"It must hold the files of Pyodide {wanted.version}.",
            )
        found = hashlib.sha256(files[name]).hexdigest()
        if found != expected:
            raise BuildError(
                f"{name} of {source} is not that of Pyodide {wanted.version}: its "
                f"SHA-256 is {found[:12]}…, not {expected[:12]}…",
                "It is another version, or was changed or damaged on its way.",
            )


def reason_of(error: OSError) -> str:
    """Say in a few words why a file could not be had."""
    reason = getattr(error, "reason", None) or error
    return str(getattr(reason, "strerror", None) or reason)
