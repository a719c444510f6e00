from __future__ import annotations

from pathlib import Path

import pytest

from tempestweb.errors import BuildError
from tempestweb.wasm.output import MARK
from tempestweb.wasm.project import read_project
from tempestweb.wasm.requirements import requirements_of
from tests.wasm.conftest import VIEW, Write


def test_a_folder_goes_along_but_for_what_tools_have_made(write: Write) -> None:
    folder = write(
        {
            "app.py": VIEW,
            "data/prices.csv": "1",
            ".env": "secret",
            "notes.ipynb": "{}",
            "__pycache__/app.pyc": "",
            "venv/pyvenv.cfg": "",
            "venv/lib.py": "",
            f"page/{MARK}": "{}",
            "page/index.html": "",
        }
    )
    assert sorted(read_project(str(folder)).files) == ["app.py", "data/prices.csv"]


def test_a_file_goes_along_with_what_it_imports_from_its_folder(write: Write) -> None:
    folder = write(
        {
            "main.py": f"import stock\n{VIEW}",
            "stock.py": "from parts.wheels import Wheel",
            "parts/__init__.py": "",
            "parts/wheels.py": "class Wheel: ...",
            "parts/sizes.json": "{}",
            "other.py": "",
            "passwords.txt": "",
        }
    )
    assert sorted(read_project(str(folder / "main.py")).files) == [
        "main.py",
        "parts/__init__.py",
        "parts/sizes.json",
        "parts/wheels.py",
        "stock.py",
    ]


def test_more_files_can_be_named(write: Write) -> None:
    folder = write({"app.py": VIEW, "data/a.csv": "", "data/b.txt": ""})
    project = read_project(str(folder / "app.py"), include=["data/*.csv"])
    assert sorted(project.files) == ["app.py", "data/a.csv"]


@pytest.mark.parametrize(
    ("files", "reference", "told"),
    [
        ({"other.py": VIEW}, "shop", "no app in the folder"),
        ({"app.py": VIEW}, "shop/app2.py", "no app file"),
        ({"app.py": "def view(:"}, "shop", "app.py, line 1 is not Python"),
    ],
)
def test_no_app_is_one_clear_error(
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    reference: str,
    told: str,
) -> None:
    monkeypatch.chdir(write(files).parent)
    with pytest.raises(BuildError, match=told):
        read_project(reference)


def test_a_pattern_that_matches_nothing_is_told(write: Write) -> None:
    folder = write({"app.py": VIEW})
    with pytest.raises(BuildError, match=r"--include=\*\.csv"):
        read_project(str(folder), include=["*.csv"])


def _names(entry: Path, listed: Path | None = None) -> list[str]:
    return [str(requirement) for requirement in requirements_of(entry, listed)]


def test_requirements_come_from_the_script_block_before_the_project(
    write: Write,
) -> None:
    block = '# /// script\n# dependencies = [\n#   "humanize>=4",\n# ]\n# ///\n'
    project = '[project]\ndependencies = ["rich", "tempestweb[server]"]\n'
    folder = write(
        {"app.py": block + VIEW, "other.py": VIEW, "pyproject.toml": project}
    )
    assert _names(folder / "app.py") == ["humanize>=4"]
    assert _names(folder / "other.py") == ["rich"]
    (folder / "list.txt").write_text("# ours\nattrs  # small\n\n")
    assert _names(folder / "app.py", folder / "list.txt") == ["attrs"]


def test_what_is_meant_for_other_platforms_is_left_out(write: Write) -> None:
    lines = [
        "a; sys_platform == 'emscripten'",
        "b; sys_platform == 'linux'",
        "c; python_version < '3.12'",
    ]
    folder = write({"app.py": VIEW, "list.txt": "\n".join(lines)})
    found = requirements_of(folder / "app.py", folder / "list.txt")
    assert [requirement.name for requirement in found] == ["a"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"pyproject.toml": "[project"}, "pyproject.toml is not TOML"),
        (
            {"pyproject.toml": "[project]\ndependencies = 1"},
            "`dependencies` in pyproject.toml is not a list",
        ),
        (
            {"pyproject.toml": "[project]\ndependencies = ['=== ?']"},
            "'=== \\?' in pyproject.toml is no requirement",
        ),
    ],
)
def test_requirements_that_make_no_sense_are_told(
    write: Write, files: dict[str, str], told: str
) -> None:
    folder = write({"app.py": VIEW, **files})
    with pytest.raises(BuildError, match=told):
        requirements_of(folder / "app.py")


def test_an_option_of_pip_is_no_requirement(write: Write) -> None:
    folder = write({"app.py": VIEW, "list.txt": "attrs\n-e .\n"})
    with pytest.raises(BuildError, match=r"list\.txt, line 2: -e is for pip alone"):
        requirements_of(folder / "app.py", folder / "list.txt")
