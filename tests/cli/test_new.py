from __future__ import annotations

from pathlib import Path

import pytest

from tempestweb import cli
from tempestweb.cli.new import FOLDER, templates
from tests.server.rig import COUNTER, running


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_there_are_three_templates() -> None:
    assert templates() == ["counter", "dashboard", "todo"]


def test_the_counter_is_the_example() -> None:
    assert (FOLDER / "counter" / "app.py").read_bytes() == COUNTER.read_bytes()


@pytest.mark.parametrize("template", ["counter", "dashboard", "todo"])
def test_a_new_app_runs_at_once(
    template: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", "my-app", "--template", template]) == 0
    assert "tempestweb dev my-app/app.py" in capsys.readouterr().out
    with running("my-app/app.py") as server:
        tab = server.visitor().open()

    assert "tw-placeholder" not in str(tab.root)


def test_the_list_of_things_to_do_works() -> None:
    cli.main(["new", "todo", "--template=todo"])
    with running("todo/app.py") as server:
        tab = server.visitor().open()
        field = next(e for e in tab.root.find("draft").walk() if e.tag == "input")
        assert tab.document is not None
        tab.event_at(tab.document.id_of(field), "input", value="Sleep")
        tab.click("add")

        assert "Sleep" in tab.root.all_text
        assert tab.text("left") == "1 left"


def test_the_dashboard_works() -> None:
    cli.main(["new", "sales", "--template=dashboard"])
    with running("sales/app.py") as server:
        tab = server.visitor().open()
        whole = tab.text("Orders-value")
        tab.click("region-West")

        assert (whole, tab.text("Orders-value")) == ("1,160", "410")


def test_what_to_do_next_can_be_pasted_into_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert cli.main(["new", "my app"]) == 0
    assert "tempestweb dev 'my app/app.py'\n" in capsys.readouterr().out


def test_what_is_there_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()

    assert cli.main(["new", "mine"]) == 2
    assert capsys.readouterr().err == (
        "tempestweb: mine is there already. Choose another name.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "arguments are required: NAME"),
        (["a", "--template=none"], "invalid choice: 'none'"),
        (["-x"], "required: NAME"),
        (["a\nb"], "is no name for a folder"),
        (["."], "is no name for a folder"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", *arguments]) == 2

    wrong = capsys.readouterr().err
    assert complaint in wrong
    assert len(wrong.splitlines()) == 1


def test_the_counter_that_new_makes_is_the_example() -> None:
    root = Path(__file__).parents[2]
    template = root / "tempestweb/cli/templates/counter/app.py"

    assert template.read_text("utf-8") == (root / "examples/counter/app.py").read_text(
        "utf-8"
    )
