from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from base64 import urlsafe_b64decode

from tempestweb.wasm.lite.packages import first_of, own_files, write_wheel
from tempestweb.wasm.own import STATIC


def test_a_wheel_holds_what_a_kernel_needs_and_says_so() -> None:
    files = {
        "jedi/__init__.pyc": b"code",
        "jedi/third_party/typeshed/stdlib/abc.pyi": b"types",
        "jedi/third_party/typeshed/stubs/tensorflow/a.pyi": b"unused",
        "jedi/tests/test_it.pyc": b"unused",
        "jedi-1.data/data/share/jupyter/labextensions/x/package.json": b"unused",
        "jedi-1.dist-info/METADATA": b"Name: jedi",
        "jedi-1.dist-info/RECORD": b"of the published wheel",
    }
    with zipfile.ZipFile(io.BytesIO(write_wheel(files))) as wheel:
        names = wheel.namelist()
        assert [name for name in files if name in names] == [
            name for name, data in files.items() if data != b"unused"
        ]
        rows = csv.reader(wheel.read("jedi-1.dist-info/RECORD").decode().splitlines())
        for name, sum_, size in rows:
            if name.endswith("RECORD"):
                continue
            data = wheel.read(name)
            digest = urlsafe_b64decode(sum_.removeprefix("sha256=") + "=")
            assert digest == hashlib.sha256(data).digest()
            assert int(size) == len(data)


def test_a_kernel_starts_with_what_its_packages_need_in_turn() -> None:
    needs = {"kernel": ["ipython"], "ipython": ["traitlets", "kernel"]}
    needs |= {"traitlets": [], "humanize": []}
    entries = {name: {"depends": depends} for name, depends in needs.items()}
    assert first_of(["kernel"], entries) == ["kernel", "ipython", "traitlets"]


def test_the_wheel_of_a_site_has_what_notebooks_use_and_no_more() -> None:
    names = {name.removeprefix("tempestweb/") for name, _ in own_files()}
    client = {f"static/{path.name}" for path in STATIC.glob("behaviour-*.js")}
    assert client
    assert {"app.py", "jupyter/__init__.py", "static/runtime.js", *client} <= names
    elsewhere = ("cli/", "server/", "client/", "wasm/", "static/wasm.js")
    assert not [name for name in names if name.startswith(elsewhere)]
