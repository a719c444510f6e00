from __future__ import annotations

import pytest

from tempestweb.errors import BuildError
from tempestweb.wasm.imports import check_imports

PACKAGES = {"tempest_core", "tempestweb", "humanize"}


def check(source: str, **files: str) -> None:
    content = {"app.py": source.encode()}
    content |= {f"{name}.py": text.encode() for name, text in files.items()}
    check_imports(content, PACKAGES)


@pytest.mark.parametrize(
    "source",
    [
        "import json, dataclasses",
        "from tempest_core import App",
        "import humanize.time",
        "import helper",
        "from . import helper",
        "import js\nfrom pyodide.ffi import to_js",
        "try:\n    import socket\nexcept ImportError:\n    socket = None",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas",
    ],
)
def test_what_works_in_a_page_is_no_error(source: str) -> None:
    check(source, helper="import asyncio")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import socket", "app.py, line 1: `socket` .*a page cannot open sockets"),
        ("\n\nfrom redis import Redis", "app.py, line 3: `redis` .*sockets"),
        ("def f():\n    import subprocess", "app.py, line 2: `subprocess` .*processes"),
        ("import xmlrpc.server", "`xmlrpc.server` .*sockets"),
        ("import tkinter.ttk", "`tkinter.ttk` .*no desktop"),
        ("import idlelib", "Pyodide has no such module"),
        ("import pandas", "no requirement of the app has it"),
        ("import (", "app.py, line 1 is not Python"),
    ],
)
def test_what_cannot_work_is_told_by_name_and_line(source: str, told: str) -> None:
    with pytest.raises(BuildError, match=told):
        check(source)


def test_the_modules_of_the_app_are_looked_at_too() -> None:
    with pytest.raises(BuildError, match=r"helper\.py, line 1: `ssl`"):
        check("import helper", helper="import ssl")


def test_an_import_can_be_allowed() -> None:
    check_imports({"app.py": b"import socket"}, PACKAGES, allowed=["socket"])
