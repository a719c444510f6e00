from __future__ import annotations

from pathlib import Path

import pytest

from tempestweb import cli
from tempestweb.errors import BuildError
from tempestweb.wasm import build as building
from tempestweb.wasm.build import build
from tempestweb.wasm.output import MARK
from tests.wasm.conftest import VIEW, Write


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every build fails when it has begun."""

    def fail(*_: object) -> None:
        raise BuildError("there is no wheel of shop that runs in a page")

    monkeypatch.setattr(building, "get_distribution", fail)


@pytest.mark.usefixtures("stuck")
def test_a_build_that_fails_leaves_what_was_built_before(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write({"app.py": VIEW})
    output = folder.parent / "page"
    output.mkdir()
    (output / MARK).write_text("{}")
    (output / "index.html").write_text("before")
    before = sorted(folder.parent.iterdir())
    status = cli.main(["build", str(folder), f"--output={output}"])
    assert status == 2
    assert (
        capsys.readouterr().err.splitlines()[-1].startswith("tempestweb: there is no")
    )
    assert (output / "index.html").read_text() == "before"
    assert sorted(folder.parent.iterdir()) == before


def test_a_folder_that_cannot_be_made_is_told(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write({"app.py": VIEW})
    (tmp_path / "file").write_text("")

    status = cli.main(["build", str(folder), f"--output={tmp_path}/file/page"])

    assert status == 2
    assert "page cannot be made: " in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_left_alone(write: Write) -> None:
    folder = write({"app.py": VIEW})
    output = folder.parent / "thesis"
    output.mkdir()
    (output / "chapter-1.txt").write_text("")
    with pytest.raises(BuildError, match="was not made by this command"):
        build(str(folder), output)
    with pytest.raises(BuildError, match="was not made by this command"):
        build(str(folder), folder)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build"], "the following arguments are required: APP"),
        (["build", "nowhere.py"], "there is no app file nowhere.py"),
        (["build", ".", "--mode=server"], "invalid choice: 'server'"),
        (["build", ".", "--pyodid=x", "y"], "unrecognized arguments"),
        (["dev", "--mode=wasm", "nowhere.py"], "there is no app file nowhere.py"),
        (["dev", "--mode", "wasm", "."], "there is no app in the folder ."),
    ],
)
def test_a_command_line_that_makes_no_sense_is_one_line_and_status_2(
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
