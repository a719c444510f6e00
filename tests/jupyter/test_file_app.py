"""The app of a file: there whatever is wrong with the file, and it keeps its state."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from tempestweb import App
from tempestweb.jupyter.file_app import FileApp
from tests.support.reference import Client
from tests.support.rig import show

GOOD = """\
from tempest_core import Text

def make_state():
    return ["kept"]

def view(app):
    return Text(content=f"good {app.state}")
"""


@pytest.fixture(autouse=True)
def _no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be in a frame of its own."""
    monkeypatch.setattr("tempestweb.driver.FRAME", 0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An app file, which works."""
    path = tmp_path / "app.py"
    path.write_text(GOOD)
    return path


def opened(file: Path) -> tuple[FileApp, Client]:
    file_app = FileApp(file, watch=False)
    client, _ = show(file_app.app)
    return file_app, client


def title(client: Client) -> str:
    """Return what is wrong, as the page tells it."""
    told: str = client.errors[-1]["title"]
    return told


def test_a_file_that_is_loaded_again_brings_its_view_and_keeps_the_state(
    file: Path,
) -> None:
    file_app, client = opened(file)
    file_app.app.set_state(lambda state: state.append("more"))

    file.write_text(GOOD.replace("good", "better"))
    file_app.renew()

    assert client.root.all_text == "better ['kept', 'more']"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def view(app:\n", "app.py, line 1 is not Python"),
        ("x = 1\n", "app.py has no function `view`"),
        ("import sys\nsys.exit(3)\n", "app.py ends Python when it is run"),
        ("1 / 0\n", "app.py fails when it is run: ZeroDivisionError"),
        (
            "def make_state():\n    1 / 0\ndef view(app): ...\n",
            "`make_state` in app.py fails: ZeroDivisionError",
        ),
    ],
)
def test_a_broken_file_is_told_in_the_apps_place_until_it_is_mended(
    file: Path, text: str, expected: str
) -> None:
    file.write_text(text)
    file_app, client = opened(file)
    assert title(client).startswith(expected)

    file.write_text("import nothing_at_all\n")
    file_app.renew()
    assert "nothing_at_all" in title(client)

    file.write_text(GOOD)
    file_app.renew()
    assert client.root.all_text == "good ['kept']"
    assert client.received[-1].get("recovered")


def test_a_file_that_breaks_later_is_told_and_the_old_view_stays(file: Path) -> None:
    file_app, client = opened(file)

    file.write_text("import sys\nsys.exit()\n")
    file_app.renew()

    assert "ends Python" in title(client)
    assert client.root.all_text == "good ['kept']"


def test_a_failure_is_not_among_what_the_app_prints(file: Path) -> None:
    # As in a kernel, where nobody has set up the log.
    handler = logging.StreamHandler(Delegating())
    logging.getLogger("tempestweb").addHandler(handler)
    try:
        file.write_text("x = 1\n")
        _, client = opened(file)
    finally:
        logging.getLogger("tempestweb").removeHandler(handler)

    assert title(client)
    assert client.output == []


def test_a_saved_file_is_loaded_again_where_that_can_be_noticed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Any] = []
    monkeypatch.setattr(
        "tempestweb.watching.watch_folder",
        lambda folder, changed, is_wanted: looks.append((folder, changed, is_wanted)),
    )
    file_app = FileApp(file, watch=True)
    client, _ = show(file_app.app)
    ((folder, changed, is_wanted),) = looks

    file.write_text(GOOD.replace("good", "saved"))
    changed()

    assert folder == file.parent
    assert file_app.is_watched
    assert client.root.all_text == "saved ['kept']"
    assert is_wanted()
    file_app.app.close()
    assert not is_wanted()


def test_where_files_cannot_be_watched_the_app_is_there_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")

    file_app = FileApp(file, watch=True)

    assert not file_app.is_watched
    assert isinstance(file_app.app, App)


class Delegating:
    """Writes to whatever stderr is at that moment, as the log of last resort does."""

    def write(self, text: str) -> None:
        sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def test_a_state_that_ends_python_is_told_and_does_not(file: Path) -> None:
    file.write_text(GOOD.replace("return [", "import sys; sys.exit(3)\n    return ["))

    file_app, client = opened(file)
    assert "`make_state` in app.py" in title(client)

    file.write_text(GOOD)
    file_app.renew()
    assert client.root.all_text == "good ['kept']"
