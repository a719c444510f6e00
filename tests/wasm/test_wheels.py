from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tempestweb.errors import BuildError
from tempestweb.wasm import wheels
from tempestweb.wasm.distribution import pinned
from tempestweb.wasm.wheels import get_wheels, read_wheel

PIP = Path(wheels.__file__).with_name("pip_for_pages.py")

pytestmark = pytest.mark.usefixtures("cache")


def _wheel(folder: Path, name: str, *requires: str, module: str = "") -> Path:
    path = folder / f"{name}-1-py3-none-any.whl"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: 1"]
    metadata += [f"Requires-Dist: {line}" for line in requires]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{module or name}/__init__.py", "")
        archive.writestr(f"{name}-1.dist-info/METADATA", "\n".join(metadata))
        archive.writestr(f"{name}-1.dist-info/WHEEL", "Wheel-Version: 1.0")
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
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _pip(monkeypatch, shop=[])
    get_wheels([Requirement("shop")])
    get_wheels([Requirement("shop")])
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
    monkeypatch: pytest.MonkeyPatch, cache: Path, said: str, told: str
) -> None:
    _pip(monkeypatch, said=said)
    with pytest.raises(BuildError, match=told):
        get_wheels([Requirement("shop")])
    assert list((cache / "wheels").glob("*")) == []


def test_the_widgets_are_those_of_this_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _pip(monkeypatch)
    get_wheels([])
    assert [name.partition("==")[0] for name in asked[0]] == ["tempest-core"]
