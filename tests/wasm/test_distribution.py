from __future__ import annotations

import hashlib
import io
import tarfile
import urllib.request
import zipfile
from pathlib import Path
from typing import NoReturn
from urllib.error import URLError

import pytest

from tempestweb.errors import BuildError
from tempestweb.wasm import distribution
from tempestweb.wasm.distribution import Pinned, get_distribution, pinned

FILES = {"pyodide.mjs": b"loader", "pyodide-lock.json": b'{"info": {"python": "3"}}'}


pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Pyodide of two small files."""
    real = pinned()
    small = Pinned(
        **{
            name: getattr(real, name)
            for name in Pinned.__slots__
            if name not in {"files"}
        },
        files={name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()},
    )
    monkeypatch.setattr(distribution, "pinned", lambda: small)


def _folder(place: Path, **others: bytes) -> Path:
    place.mkdir()
    for name, data in (FILES | others).items():
        (place / name).write_bytes(data)
    return place


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    found = get_distribution(str(_folder(tmp_path / "pyodide")))
    assert (found.folder / "pyodide.mjs").read_bytes() == b"loader"
    assert found.info == {"python": "3"}


@pytest.mark.parametrize("kind", ["tgz", "zip"])
def test_an_archive_is_a_source(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"pyodide.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in FILES.items():
                archive.writestr(f"package/{name}", data)
    else:
        with tarfile.open(path, "w:gz") as tar:
            for name, data in FILES.items():
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
    assert get_distribution(str(path)).info == {"python": "3"}


def test_files_that_are_not_those_that_are_pinned_are_refused(
    tmp_path: Path, cache: Path
) -> None:
    folder = _folder(tmp_path / "pyodide", **{"pyodide.mjs": b"something else"})
    with pytest.raises(BuildError, match=r"pyodide\.mjs of .* is not that of Pyodide"):
        get_distribution(str(folder))
    assert list((cache / "pyodide").glob("*")) == []


def test_a_folder_without_pyodide_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError, match=r"has no pyodide\.mjs"):
        get_distribution(str(tmp_path / "empty"))


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="there is no Pyodide at"):
        get_distribution(str(tmp_path / "nowhere"))


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyodide.tgz").write_bytes(b"not an archive")
    with pytest.raises(BuildError, match="is not an archive"):
        get_distribution(str(tmp_path / "pyodide.tgz"))


def test_without_a_network_the_first_build_says_so_and_later_ones_do_not_need_it(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no_network(url: str, timeout: float) -> NoReturn:
        del timeout
        asked.append(url)
        raise URLError(OSError(-3, "Temporary failure in name resolution"))

    monkeypatch.setattr(urllib.request, "urlopen", no_network)
    with pytest.raises(BuildError, match=r"cannot be fetched \(npm: Temp.*cdn: Temp"):
        get_distribution()
    assert len(asked) == 2
    get_distribution(str(_folder(tmp_path / "pyodide")))
    assert get_distribution().folder.parent == cache / "pyodide"
    assert len(asked) == 2
