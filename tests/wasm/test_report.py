from __future__ import annotations

from pathlib import Path

import pytest

from tempestweb.wasm.compression import compress
from tempestweb.wasm.distribution import Distribution
from tempestweb.wasm.report import LATER_PACKAGES, Size, sizes, table
from tempestweb.wasm.site import write
from tempestweb.wasm.workshop import Workshop, find_node

FILES = {
    "index.html": "<p>",
    "python-12/python_stdlib.zip": "x" * 4000,
    "python-12/packages.zip": "y" * 2000,
    "rest/csv-34.zip": "z" * 1000,
    "icons/icon-192.png": "png" * 200,
}


def test_what_a_visit_waits_for_is_told_apart_from_the_rest(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "client-56/behaviour-map.js": "m" * 500})
    (tmp_path / "python-12/packages.zip.br").write_bytes(b"b" * 20)
    (tmp_path / "python-12/packages.zip.gz").write_bytes(b"g" * 30)
    parts = sizes(tmp_path)
    assert parts["packages"] == Size(2000, 20)
    assert parts["standard library"] == Size(4000, 4000)
    assert parts["modules fetched when they are needed"] == Size(1500, 1500)
    first = next(line for line in table(parts) if "first visit" in line)
    assert first.endswith("0.01 MB,   0.00 MB over the wire")


def test_packages_that_a_picture_stands_for_are_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": "<p>", f"python-12/{LATER_PACKAGES}": "y" * 2000})
    parts = sizes(tmp_path)
    assert parts["modules fetched when they are needed"] == Size(2000, 2000)
    assert "packages" not in parts


@pytest.mark.usefixtures("cache")
def test_compressed_files_lie_beside_where_they_are_smaller(tmp_path: Path) -> None:
    node = find_node()
    assert node, "the tests need Node.js, as the client does"
    folder = tmp_path / "page"
    write(folder, FILES)
    compress(Workshop(Distribution(tmp_path), node), folder)
    names = {path.name for path in folder.rglob("*") if path.suffix in {".br", ".gz"}}
    assert names == {
        *("python_stdlib.zip.br", "python_stdlib.zip.gz", "packages.zip.br"),
        *("packages.zip.gz", "csv-34.zip.br", "csv-34.zip.gz"),
    }
    assert sizes(folder)["packages"].compressed < 100
