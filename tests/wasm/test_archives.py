from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tempestweb.wasm.archives import Parts, divide
from tempestweb.wasm.bytecode import compiled
from tempestweb.wasm.page.lazily import LazyFinder

STDLIB = {
    "json/__init__.pyc": b"",
    "json/tool.pyc": b"",
    "csv.pyc": b"",
    "_pyodide/_base.pyc": b"",
}
PACKAGES = {
    "shop/__init__.pyc": b"",
    "shop/rare.pyc": b"",
    "shop/prices.csv": b"",
    "shop/stubs.pyi": b"",
    "unused/__init__.pyc": b"",
    "shop-1.dist-info/METADATA": b"",
    "shop-1.dist-info/RECORD": b"",
}
USED = [
    "/lib/python314.zip/json/__init__.pyc",
    f"{'/lib/python3.14/site-packages'}/shop/__init__.pyc",
]


def _zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _divide(place: Path, used: list[str] | None) -> Parts:
    stdlib = _zip(place / "stdlib.zip", STDLIB)
    return divide(stdlib, [_zip(place / "packages.zip", PACKAGES)], used)


def test_what_the_first_view_uses_comes_first_and_the_rest_can_wait(
    tmp_path: Path,
) -> None:
    parts = _divide(tmp_path, USED)
    assert set(parts.stdlib) == {"json/__init__.pyc", "_pyodide/_base.pyc"}
    assert set(parts.packages) == {
        "shop/__init__.pyc",
        "shop/prices.csv",
        "shop-1.dist-info/METADATA",
    }
    assert set(parts.lazy) == {"json", "csv", "shop", "unused"}
    assert set(parts.lazy.values()) == set(parts.rest)


def test_where_nobody_knows_what_is_used_nothing_waits(tmp_path: Path) -> None:
    parts = _divide(tmp_path, None)
    assert set(parts.stdlib) == set(STDLIB)
    assert parts.lazy == {}


def test_modules_become_bytecode_and_what_is_no_python_stays(tmp_path: Path) -> None:
    source = {"shop.py": b"PRICE = 3", "template.py": b"{{ no }} python", "a.csv": b"1"}
    path = _zip(tmp_path / "a.zip", source)
    result = tmp_path / "b.zip"
    result.write_bytes(compiled(path.read_bytes()))
    with zipfile.ZipFile(result) as archive:
        assert set(archive.namelist()) == {"shop.pyc", "template.py", "a.csv"}
        assert {info.compress_type for info in archive.infolist()} == {0}


@pytest.fixture
def finder(tmp_path: Path) -> Iterator[LazyFinder]:
    """Finds `tw_shop`, of which a part is there, and `tw_stock`, which is not."""
    here, site = tmp_path / "here", tmp_path / "site"
    site.mkdir()
    (here / "tw_shop").mkdir(parents=True)
    (here / "tw_shop" / "__init__.py").write_text("NAME = 'shop'")
    archives = {
        "shop.zip": _zip(tmp_path / "shop.zip", {"tw_shop/rare.py": b"PRICE = 3"}),
        "stock.zip": _zip(tmp_path / "stock.zip", {"tw_stock.py": b"COUNT = 2"}),
    }
    fetched: list[str] = []

    def fetch(name: str) -> bytes:
        assert name not in fetched
        fetched.append(name)
        return archives[name].read_bytes()

    made = LazyFinder(
        {"tw_shop": "shop.zip", "tw_stock": "stock.zip"}, fetch, str(site)
    )
    before = list(sys.path)
    sys.path[:0] = [str(here), str(site)]
    sys.meta_path.append(made)
    yield made
    sys.meta_path.remove(made)
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith("tw_s")]:
        del sys.modules[name]


@pytest.mark.usefixtures("finder")
def test_a_module_is_fetched_when_it_is_imported() -> None:
    assert import_module("tw_stock").COUNT == 2


@pytest.mark.usefixtures("finder")
def test_the_rest_of_a_package_is_fetched_when_it_is_imported() -> None:
    assert import_module("tw_shop").NAME == "shop"
    assert import_module("tw_shop.rare").PRICE == 3


@pytest.mark.usefixtures("finder")
def test_a_module_that_is_nowhere_is_no_module() -> None:
    with pytest.raises(ModuleNotFoundError):
        import_module("tw_shop.nowhere")
    with pytest.raises(ModuleNotFoundError):
        import_module("tw_snowhere")
