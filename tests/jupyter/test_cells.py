"""What a cell changed last is shown when the cell ends, not a frame later."""

from __future__ import annotations

import threading

import IPython
import pytest
from IPython.core.events import EventManager, available_events
from tempest_core import Text

from tempestweb import App
from tempestweb.hosting import HostOptions
from tempestweb.jupyter.cells import show_after_cells
from tests.support.reference import Client
from tests.support.rig import Later, show


class Shell:
    """As much of IPython's shell as tells of cells."""

    def __init__(self) -> None:
        self.events = EventManager(self, available_events)  # type: ignore[arg-type]  # no more of it is used

    def end_cell(self) -> None:
        """Tell that a cell has run."""
        self.events.trigger("post_execute")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell of a kernel."""
    made = Shell()
    monkeypatch.setattr(IPython, "get_ipython", lambda: made)
    return made


def counting() -> tuple[App[list[int]], Client]:
    # Frames never end by themselves here.
    host = HostOptions(schedule=Later().schedule)
    app = App([0], lambda app: Text(key="n", content=f"{app.state}"), host=host)
    return app, show(app)[0]


def count_to(app: App[list[int]], last: int) -> None:
    for n in range(1, last + 1):
        app.set_state(lambda state, n=n: state.__setitem__(0, n))  # type: ignore[misc]


def test_the_last_state_of_a_cell_is_shown_when_it_ends(
    shell: Shell,
) -> None:
    app, page = counting()
    show_after_cells(app)

    count_to(app, 200)
    shell.end_cell()

    assert page.root.find("n").text == "[200]"


def test_a_cell_does_not_wait_for_a_handler_of_another_thread(
    shell: Shell,
) -> None:
    app, page = counting()
    show_after_cells(app)
    entered, leave = threading.Event(), threading.Event()

    def handler() -> None:
        entered.set()
        leave.wait(10)
        app.state[0] = 5

    # As a toast that goes, or a click that is handled on a subshell.
    thread = threading.Thread(target=lambda: app.set_state(lambda _: handler()))
    thread.start()
    entered.wait(10)
    shell.end_cell()
    assert not leave.is_set()
    leave.set()
    thread.join(10)
    shell.end_cell()

    assert page.root.find("n").text == "[5]"


def test_without_a_shell_there_are_no_cells() -> None:
    app, _ = counting()
    show_after_cells(app)
