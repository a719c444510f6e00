from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tempestweb.loading import SAVE_AGAIN
from tempestweb.server.reload import Reloader
from tempestweb.watching import Watcher
from tests.server.rig import Running, Tab, WriteApp, running

COUNTER = """
from dataclasses import dataclass
import labels_of_test

@dataclass
class Tally:
    value: int = 0

def make_state():
    return Tally()

def view(app):
    def up():
        app.set_state(lambda tally: setattr(tally, "value", tally.value + STEP))
    return Column(children=[
        Text(content=f"{labels_of_test.LABEL}: {app.state.value}", key="count"),
        Button(label="+", on_click=up, key="up"),
    ])
"""


class Dev:
    """A server that reloads, when the test says so."""

    def __init__(
        self, server: Running, app: Path, folders: Sequence[Path] = ()
    ) -> None:
        self.server = server
        self.app = app
        self.told: list[str] = []
        self._reloader = Reloader(
            server.host, server.server.sources, self.told.append, folders
        )
        self._time = 0

    def save(self, file: Path, text: str) -> None:
        """Write a file, and let the server look."""
        file.write_text(text, encoding="utf-8")
        # Two writes of one length may come within one tick of the clock.
        self._time += 1
        os.utime(file, (self._time, self._time))
        self.check()

    def check(self) -> None:
        """Let the server look."""
        self.server.wait(self._reloader.check())


@pytest.fixture
def dev(write_app: WriteApp, tmp_path: Path) -> Iterator[Dev]:
    (tmp_path / "labels_of_test.py").write_text("LABEL = 'Count'")
    # Of the test before, from another folder.
    sys.modules.pop("labels_of_test", None)
    app = write_app(COUNTER + "STEP = 1")
    with running(app, development=True) as server:
        yield Dev(server, app)


def test_saving_changes_the_view_and_keeps_the_state(dev: Dev) -> None:
    tabs = [dev.server.visitor().open() for _ in range(2)]
    tabs[0].click("up")
    source = dev.app.read_text()

    dev.save(dev.app, source.replace('label="+"', 'label="More"'))
    tabs[0].wait(lambda: tabs[0].text("up") == "More")
    tabs[1].wait(lambda: tabs[1].text("up") == "More")

    assert [tab.text("count") for tab in tabs] == ["Count: 1", "Count: 0"]
    assert dev.told == ["made.py: reloaded"]
    tabs[0].click("up")
    assert tabs[0].text("count") == "Count: 2"


def test_saving_a_file_beside_the_app_is_shown_too(dev: Dev, tmp_path: Path) -> None:
    tab = dev.server.visitor().open()
    tab.click("up")

    dev.save(tmp_path / "labels_of_test.py", "LABEL = 'Sum'")
    tab.wait(lambda: tab.text("count") == "Sum: 1")

    assert dev.told == ["labels_of_test.py: reloaded"]


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        ("def view(app:\n", "made.py, line 1 is not Python"),
        ("raise ValueError('no')\n", "made.py fails when it is run: ValueError: no"),
        ("x = 1\n", "made.py has no function `view`"),
        ("import sys\nsys.exit(3)\n", "made.py ends Python when it is run"),
    ],
)
def test_a_broken_save_is_shown_and_the_old_view_lives_on(
    dev: Dev, broken: str, title: str
) -> None:
    tab = dev.server.visitor().open()
    source = dev.app.read_text()

    dev.save(dev.app, broken)
    tab.wait(lambda: tab.errors)
    tab.click("up")
    late = dev.server.visitor().open()
    late.wait(lambda: late.errors)
    dev.save(dev.app, source.replace("STEP = 1", "STEP = 5"))
    late.wait(lambda: late.received[-1].get("recovered"))
    tab.click("up")

    assert tab.errors[0]["title"].startswith(title)
    assert tab.errors[0]["hint"] == SAVE_AGAIN
    assert late.errors[0]["title"].startswith(title)
    assert len(tab.errors) == 1
    assert tab.text("count") == "Count: 6"
    assert dev.told[0].startswith(f"made.py: {title}")


def test_a_view_that_fails_is_shown_and_the_old_one_lives_on(dev: Dev) -> None:
    tab = dev.server.visitor().open()
    tab.click("up")

    dev.save(dev.app, "def view(app): return 1 / 0")
    tab.wait(lambda: tab.errors)
    tab.click("up")

    assert tab.text("count") == "Count: 2"


def test_nothing_saved_changes_nothing(dev: Dev) -> None:
    dev.check()

    assert dev.told == []


def test_a_session_that_begins_after_a_save_has_the_new_state(dev: Dev) -> None:
    source = dev.app.read_text()
    dev.save(dev.app, source.replace("value: int = 0", "value: int = 7"))

    assert Tab(dev.server.visitor()).join().text("count") == "Count: 7"


def test_an_app_that_comes_into_a_folder_is_offered(
    write_app: WriteApp, tmp_path: Path
) -> None:
    view = "def view(app): return Text(content='{}', key='it')"
    first = write_app(view.format("first"), "apps/first.py")
    with running(first.parent) as server:
        dev = Dev(server, first, [first.parent])
        before = server.visitor().get("second/").status
        dev.save(write_app("", "apps/second.py"), "import tempest_core as core\n")
        # A module is none yet; saved again, it is.
        source = "from tempest_core import *\n" + view.format("second")
        dev.save(tmp_path / "apps/second.py", source)
        index = server.visitor().get().text
        tab = server.visitor().open("second/", "second/")
        dev.save(tmp_path / "apps/second.py", source.replace("second", "changed"))
        tab.wait(lambda: tab.text("it") == "changed")
        (tmp_path / "apps/second.py").unlink()
        without = server.visitor().get().text

    assert before == 404
    assert '<a href="second/">Second</a>' in index
    assert "second.py: a new app, at second/" in dev.told
    assert "second" not in without


def test_a_watcher_sees_files_change_come_and_go(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("1")
    watcher = Watcher(tmp_path)

    (tmp_path / "a.py").write_text("22")
    (tmp_path / "b.py").unlink()
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.py").write_text("1")
    (tmp_path / "inner" / "c.css").write_text("1")

    names = {path.name for path in watcher.changes()}
    assert names == {"a.py", "b.py", "c.py", "c.css"}
    assert watcher.changes() == set()


def test_a_watcher_leaves_out_what_is_no_source_of_the_app(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)

    for name in ("__pycache__", ".git", "node_modules", "venv"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("1")
    (tmp_path / "venv" / "pyvenv.cfg").write_text("")
    (tmp_path / "notes.txt").write_text("1")

    assert watcher.changes() == set()
