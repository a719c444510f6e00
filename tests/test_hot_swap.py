"""Views that come later or change: by decorator, and from a file that is saved."""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
import tempest_core
from tempest_core import Text, Widget

from tempestweb import App, AppError, ViewError, watching
from tests.support.reference import Client
from tests.support.rig import show

SECONDS = 10.0


@pytest.fixture(autouse=True)
def _no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be in a frame of its own."""
    monkeypatch.setattr("tempestweb.driver.FRAME", 0.0)


def open_view(app: App[Any], name: str = "view-1") -> Client:
    client, _ = show(app, name)
    return client


# --------------------------------------------------------------------- App.view


def test_an_app_without_a_view_says_how_to_write_one() -> None:
    client = open_view(App(1))

    assert "@app.view" in client.root.all_text


def test_a_view_that_comes_later_is_shown_at_once_and_the_state_stays() -> None:
    app = App([1])
    client = open_view(app)
    app.set_state(lambda state: state.append(2))

    @app.view
    def view(app: tempest_core.App[list[int]]) -> Widget:
        return Text(content=f"all of {app.state}")

    assert client.root.all_text == "all of [1, 2]"
    assert view.__name__ == "view"


def test_a_view_that_is_decorated_again_takes_its_place_in_every_output() -> None:
    app = App("x", lambda _app: Text(content="old"))
    clients = [open_view(app), open_view(app, "view-2")]

    app.view(lambda _app: Text(content="new"))

    assert [client.root.all_text for client in clients] == ["new", "new"]


def test_a_view_that_fails_is_not_taken_where_the_app_is_shown() -> None:
    app = App("x", lambda _app: Text(content="old"))
    client = open_view(app)

    with pytest.raises(ZeroDivisionError):
        app.view(lambda _app: Text(content=str(1 / 0)))
    app.set_state()

    assert client.root.all_text == "old"


def test_a_view_nobody_looks_at_may_call_what_is_not_there_yet() -> None:
    app = App("x")

    app.view(lambda _app: Text(content=later()))

    def later() -> str:
        return "defined below"

    assert open_view(app).root.all_text == "defined below"


def test_what_is_no_function_is_no_view() -> None:
    with pytest.raises(ViewError, match="a function, not str") as caught:
        App(1).view("Text")  # type: ignore[type-var]

    assert "@app.view" in caught.value.hint


def test_a_view_in_the_place_of_the_state_is_told() -> None:
    def view(_app: tempest_core.App[Any]) -> Widget:
        return Text(content="")

    with pytest.raises(ViewError, match="came out as a function, view") as caught:
        App(view)

    assert "the state first" in caught.value.hint


# ----------------------------------------------------------------- watched files


class Looks:
    """Watching that looks when the test says so, on the thread that watching has."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._begin = threading.Semaphore(0)
        self._asleep = threading.Semaphore(0)
        self.threads: list[threading.Thread] = []
        self._time = 0
        monkeypatch.setattr(watching, "sleep", self._sleep)
        started = watching.watch_folder

        def watch(*arguments: Any) -> threading.Thread:
            self.threads.append(started(*arguments))
            return self.threads[-1]

        monkeypatch.setattr("tempestweb.watching.watch_folder", watch)

    def _sleep(self, _seconds: float) -> None:
        self._asleep.release()
        assert self._begin.acquire(timeout=SECONDS)

    def once(self) -> None:
        """Let it look once, and wait until it has."""
        assert self._asleep.acquire(timeout=SECONDS)
        self._begin.release()
        assert self._asleep.acquire(timeout=SECONDS)
        self._asleep.release()

    def end(self) -> None:
        """Let it look a last time, and wait for its end."""
        self._begin.release()
        self.threads[-1].join(SECONDS)
        assert not self.threads[-1].is_alive()

    def save(self, file: Path, text: str) -> None:
        """Write a file, and let it look."""
        self._time += 1
        file.write_text(text, encoding="utf-8")
        os.utime(file, (self._time, self._time))
        self.once()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    return Looks(monkeypatch)


FILE = """\
from tempest_core import Text
from part_of_hot_swap import WORD

def make_state():
    return [1]

def view(app):
    return Text(content=f"{WORD} {app.state}")
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delitem(sys.modules, "part_of_hot_swap", raising=False)
    (tmp_path / "part_of_hot_swap.py").write_text("WORD = 'one'", encoding="utf-8")
    path = tmp_path / "app.py"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_saved_file_changes_the_view_and_keeps_the_state(
    file: Path, looks: Looks
) -> None:
    app = App.from_file(file, watch=True)
    client = open_view(app)
    app.set_state(lambda state: state.append(2))

    looks.save(file, FILE.replace("{WORD}", "now {WORD}"))
    assert client.root.all_text == "now one [1, 2]"

    looks.save(file.with_name("part_of_hot_swap.py"), "WORD = 'two'")
    assert client.root.all_text == "now two [1, 2]"
    app.close()
    looks.end()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("def view(app:", "app.py, line 1 is not Python"),
        (FILE.replace("{WORD}", "{1 / 0}"), "ZeroDivisionError"),
    ],
)
def test_a_broken_save_is_told_and_the_old_view_stays(
    file: Path, looks: Looks, broken: str, told: str
) -> None:
    app = App.from_file(file, watch=True)
    client = open_view(app)

    looks.save(file, broken)

    assert told in client.errors[-1]["title"]
    assert client.errors[-1]["code"].startswith("app.")
    app.set_state(lambda state: state.append(2))
    assert client.root.all_text == "one [1, 2]"
    looks.save(file, FILE.replace("{WORD}", "mended"))
    assert client.root.all_text == "mended [1, 2]"
    app.close()
    looks.end()


def test_a_file_that_is_not_watched_changes_nothing(file: Path, looks: Looks) -> None:
    App.from_file(file)

    assert looks.threads == []


def test_an_app_that_nobody_has_is_watched_no_more(file: Path, looks: Looks) -> None:
    app = App.from_file(file, watch=True)
    reference = weakref.ref(app)
    looks.once()

    del app
    gc.collect()

    assert reference() is None
    looks.end()


def test_where_there_are_no_threads_watching_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")

    with pytest.raises(AppError, match="cannot be watched in a browser"):
        watching.watch_folder(file.parent, lambda: None, lambda: True)
