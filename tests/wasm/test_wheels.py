from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.error import URLError

import pytest
from packaging.requirements import Requirement

from tempestweb.errors import BuildError
from tempestweb.wasm import pyodide_wheels, wheels
from tempestweb.wasm.distribution import Distribution, pinned
from tempestweb.wasm.wheels import get_wheels, read_wheel

PIP = Path(wheels.__file__).with_name("pip_for_pages.py")

pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def pyodide(tmp_path: Path) -> Distribution:
    """A Pyodide whose makers build a package, `numbers`, and whose folder has it."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    wheel = _wheel(folder, "numbers")
    entry = {
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "version": "1",
    }
    lock = {"info": {}, "packages": {"numbers": entry}}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    return Distribution(folder, folder)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index with the widgets, and nothing else."""
    folder = tmp_path / "index"
    folder.mkdir()
    _wheel(folder, "tempest_core", version=version("tempest-core"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def _wheel(
    folder: Path, name: str, *requires: str, module: str = "", version: str = "1"
) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    metadata += [f"Requires-Dist: {line}" for line in requires]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{module or name}/__init__.py", "")
        information = f"{name}-{version}.dist-info"
        archive.writestr(f"{information}/METADATA", "\n".join(metadata))
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0")
    return path


def _pip(
    monkeypatch: pytest.MonkeyPatch, *, said: str = "", **wheels: Sequence[str]
) -> list[list[str]]:
    """Stand for pip: each name is a wheel with what it requires."""
    asked: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        del options
        place = next(Path(w[7:]) for w in command if w.startswith("--dest="))
        names = [word for word in command[3:] if not word.startswith("-")][1:]
        asked.append(names)
        for name, requires in wheels.items():
            if any(Requirement(word).name == name for word in names):
                _wheel(place, name, *requires)
        return subprocess.CompletedProcess(command, bool(said), "", said)

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_a_wheel_tells_its_modules_and_what_it_needs_in_a_page(tmp_path: Path) -> None:
    lines = ("a; sys_platform == 'emscripten'", "b; sys_platform != 'emscripten'")
    wheel = read_wheel(_wheel(tmp_path, "shop_kit", *lines, module="shop"))
    assert wheel.name == "shop-kit"
    assert wheel.modules == {"shop"}
    assert [requirement.name for requirement in wheel.requires] == ["a"]


def test_pip_asks_what_holds_in_a_page(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path, "shop", "here; sys_platform != 'emscripten'")
    command = [sys.executable, str(PIP), str(tmp_path / "environment.json")]
    command += ["install", "--dry-run", "--no-index", "--ignore-installed", "--quiet"]
    (tmp_path / "environment.json").write_text(json.dumps(pinned().environment))
    answer = subprocess.run([*command, str(wheel)], capture_output=True, text=True)
    # Here it would look for `here`, which is nowhere.
    assert answer.returncode == 0, answer.stderr


def test_the_same_requirements_are_fetched_once(
    monkeypatch: pytest.MonkeyPatch, pyodide: Distribution
) -> None:
    asked = _pip(monkeypatch, shop=[])
    get_wheels([Requirement("shop")], pyodide)
    get_wheels([Requirement("shop")], pyodide)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "ERROR: No matching distribution found for shop",
            "no wheel of shop that runs in a page",
        ),
        (
            "WARNING: Retrying (Retry(total=0)) after NewConnectionError\n"
            "ERROR: No matching distribution found for shop",
            "the package index cannot be reached for",
        ),
        ("ModuleNotFoundError: No module named 'pip'", "pip, which is not installed"),
        ("ERROR: Something odd", "pip cannot fetch .*: ERROR: Something odd"),
    ],
)
def test_what_pip_says_becomes_one_clear_error(
    monkeypatch: pytest.MonkeyPatch,
    cache: Path,
    pyodide: Distribution,
    said: str,
    told: str,
) -> None:
    _pip(monkeypatch, said=said)
    with pytest.raises(BuildError, match=told):
        get_wheels([Requirement("shop")], pyodide)
    assert list((cache / "wheels").glob("*")) == []


def test_the_widgets_are_those_of_this_installation(
    monkeypatch: pytest.MonkeyPatch, pyodide: Distribution
) -> None:
    asked = _pip(monkeypatch)
    get_wheels([], pyodide)
    assert [name.partition("==")[0] for name in asked[0]] == ["tempest-core"]


def test_what_the_index_has_not_comes_from_pyodides_own_packages(
    index: Path, pyodide: Distribution
) -> None:
    _wheel(index, "shop", "numbers>=1")

    found = get_wheels([Requirement("shop")], pyodide)

    assert [wheel.name for wheel in found] == ["numbers", "shop", "tempest-core"]


@pytest.mark.usefixtures("index")
def test_a_package_that_nobody_has_in_that_version_is_told_with_what_there_is(
    pyodide: Distribution,
) -> None:
    with pytest.raises(BuildError, match=r"(?s)no wheel of numbers>=2.*of version 1"):
        get_wheels([Requirement("numbers>=2")], pyodide)
    with pytest.raises(BuildError, match="no wheel of nothing "):
        get_wheels([Requirement("nothing")], pyodide)


@pytest.mark.usefixtures("index")
def test_pyodides_packages_come_from_its_host_where_no_folder_has_them(
    pyodide: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    (wheel,) = pyodide.folder.glob("*.whl")
    content = wheel.read_bytes()
    wheel.unlink()
    asked: list[str] = []

    def fetched(url: str) -> bytes:
        asked.append(url)
        return content

    monkeypatch.setattr(pyodide_wheels, "fetched", fetched)
    get_wheels([Requirement("numbers")], Distribution(pyodide.folder))
    assert asked == [f"{pinned().packages}{wheel.name}"]


@pytest.mark.usefixtures("index")
def test_a_package_of_pyodide_that_is_out_of_reach_is_told(
    pyodide: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(_url: str) -> bytes:
        raise URLError("no route to host")

    monkeypatch.setattr(pyodide_wheels, "fetched", fetched)
    with pytest.raises(BuildError, match=r"numbers .* cannot be fetched: no route"):
        get_wheels([Requirement("numbers")], Distribution(pyodide.folder))


@pytest.mark.usefixtures("index")
def test_a_package_of_pyodide_that_was_changed_is_not_taken(
    pyodide: Distribution,
) -> None:
    (wheel,) = pyodide.folder.glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"!")
    with pytest.raises(BuildError, match="is not that of Pyodide"):
        get_wheels([Requirement("numbers")], pyodide)
