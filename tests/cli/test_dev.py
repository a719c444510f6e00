from __future__ import annotations

from pathlib import Path

from tests.cli.test_cli import run
from tests.server.rig import COUNTER, Visitor
from tests.support.serving import serve


def test_saving_shows_the_change_and_keeps_the_state(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_bytes(COUNTER.read_bytes())
    with serve(app, "--mode=server", command="dev") as served:
        tab = Visitor(served.url).open()
        tab.click("up")
        app.write_text(app.read_text().replace("Count: ", "Tally is "))
        tab.wait(lambda: tab.text("count") == "Tally is 1")
        app.write_text(app.read_text() + "\ndef (:\n")
        tab.wait(lambda: tab.errors)
        tab.visitor.leave()

    assert "app.py, line" in tab.errors[0]["title"]
    assert "is not Python" in tab.errors[0]["title"]


def test_errors_carry_their_traceback(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("def make_state(): return 1 / 0\ndef view(app): ...\n")
    with serve(app, command="dev") as served:
        page = Visitor(served.url).get()

    assert "division by zero" in page.text


def test_a_mode_that_is_not_there_is_told() -> None:
    status, _, wrong = run("dev", str(COUNTER), "--mode=wasmm", "--no-browser")

    assert status == 2
    assert "no mode &#x27;wasmm&#x27;" in wrong or "no mode 'wasmm'" in wrong


def test_an_app_that_cannot_be_loaded_at_first_is_told(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def (:")
    status, _, wrong = run("dev", "app.py", "--no-browser", folder=tmp_path)

    assert status == 2
    assert wrong.startswith("tempestweb: app.py, line 1 is not Python")
