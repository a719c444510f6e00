from __future__ import annotations

import re
from pathlib import Path

import pytest

from tempestweb import cli
from tempestweb.errors import BuildError
from tempestweb.wasm.lite.contents import read_contents
from tests.wasm.conftest import Write


def test_a_folder_goes_along_but_for_what_tools_made(write: Write) -> None:
    folder = write(
        {
            "first.ipynb": "{}",
            "data/prices.csv": "1",
            "lib/shop.py": "",
            "overrides.json": "{}",
            "jupyter-lite.json": '{"jupyter-config-data": {"appName": "Shop"}}',
            ".ipynb_checkpoints/first.ipynb": "{}",
            "__pycache__/shop.pyc": "",
            "env/pyvenv.cfg": "",
        }
    )
    contents = read_contents(str(folder))
    assert {path.as_posix() for path in contents.files} == {
        "first.ipynb",
        "data/prices.csv",
        "lib/shop.py",
    }
    assert contents.configuration == {"jupyter-config-data": {"appName": "Shop"}}


def test_a_folder_says_what_its_notebooks_need(write: Write, tmp_path: Path) -> None:
    folder = write(
        {
            "a.ipynb": "{}",
            "requirements.txt": "humanize\n",
            "pyproject.toml": '[project]\ndependencies = ["tzdata"]\n',
            "other.txt": "toml\n",
        }
    )

    def names(requirements: Path | None = None) -> list[str]:
        contents = read_contents(str(folder), requirements)
        return [requirement.name for requirement in contents.requirements]

    assert names() == ["humanize"]
    assert names(folder / "other.txt") == ["toml"]
    (folder / "requirements.txt").rename(tmp_path / "gone")
    assert names() == ["tzdata"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"app.py": ""}, "there is no notebook in the folder"),
        ({"a.ipynb": "", "jupyter-lite.json": "{"}, "cannot be read as JSON"),
        ({"a.ipynb": "", "overrides.json": "[]"}, "holds no JSON object"),
        ({"a.ipynb": "", "requirements.txt": "-e ."}, "is for pip alone"),
    ],
)
def test_a_folder_that_makes_no_site_is_refused(
    write: Write, files: dict[str, str], told: str
) -> None:
    with pytest.raises(BuildError, match=re.escape(told)):
        read_contents(str(write(files)))


def test_a_command_line_that_makes_no_sense_is_one_line_and_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, told in (
        (["nowhere"], "there is no folder nowhere"),
        ([".", "--snapshot"], "unrecognized arguments: --snapshot"),
    ):
        assert cli.main(["build", "--mode=lite", *words]) == 2
        error = capsys.readouterr().err
        assert told in error
        assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
