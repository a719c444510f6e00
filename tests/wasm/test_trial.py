from __future__ import annotations

from pathlib import Path

import pytest

from tempestweb.errors import BuildError
from tempestweb.wasm import workshop as workshops
from tempestweb.wasm.distribution import Distribution
from tempestweb.wasm.project import read_project
from tempestweb.wasm.trial import try_app
from tempestweb.wasm.workshop import Workshop
from tests.wasm.conftest import VIEW, Write

NOTHING = Path("not-used.zip")


def test_without_node_the_first_view_is_rendered_here(write: Write) -> None:
    project = read_project(str(write({"app.py": VIEW})))
    shop = Workshop(Distribution(NOTHING), None)
    notes: list[str] = []
    findings = try_app(shop, NOTHING, [], project, notes)
    light = findings["light"]
    assert light
    assert "Hello" in light["preview"]["html"]
    # What is imported here says nothing about the page.
    assert findings["modules"] == []
    assert notes == []


def test_an_app_that_does_not_run_here_may_run_in_the_page(write: Write) -> None:
    project = read_project(str(write({"app.py": f"import only_there\n{VIEW}"})))
    notes: list[str] = []
    shop = Workshop(Distribution(NOTHING), None)
    findings = try_app(shop, NOTHING, [], project, notes)
    assert findings["light"] is None
    assert "only_there" in notes[0]


def test_a_script_that_needs_node_says_where_to_get_one() -> None:
    with pytest.raises(BuildError, match=r"needs Node\.js") as raised:
        Workshop(Distribution(NOTHING), None).run("snapshot.mjs", {})
    assert "tempestweb[wasm]" in raised.value.hint


@pytest.mark.usefixtures("cache")
def test_where_nothing_can_compile_nothing_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "_matching_python", lambda: None)
    (tmp_path / "a.zip").write_bytes(b"")
    shop = Workshop(Distribution(NOTHING), None)
    assert shop.compile([tmp_path / "a.zip"]) is None


def test_a_node_that_is_too_old_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.1.0\n")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert workshops.find_node() is None
    node.write_text("#!/bin/sh\necho v20.1.0\n")
    assert workshops.find_node() == str(node)
