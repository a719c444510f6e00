"""Cells that run again and again, in a real kernel: nothing is lost, nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.kernel import CellError, Kernel, running

SET_UP = """\
import gc
import comm, ipywidgets, tempestweb
from tempest_core import Text
from tempestweb.jupyter.display import AppWidget
from tempestweb.session import Session

class State:
    n = 0

def view(app):
    return Text(content=f"n is {app.state.n}")

def comms():
    return len(comm.get_comm_manager().comms)

def sessions():
    gc.collect()
    return sum(isinstance(thing, Session) for thing in gc.get_objects())

def widgets():
    found = ipywidgets.widgets.widget._instances.values()
    return sum(isinstance(widget, AppWidget) for widget in found)
"""

COUNTS = "[comms(), sessions(), widgets(), len(gc.get_objects())]"

NEW_APP = "tempestweb.App(State(), view)"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with running(tmp_path_factory.mktemp("kernel")) as kernel:
        kernel.run(SET_UP, "set-up")
        yield kernel


@pytest.fixture
def kernel(shared: Kernel) -> Iterator[Kernel]:
    """The kernel, without the apps of other tests."""
    yield shared
    for name in "abc":
        shared.run("None", name)
    shared.run("%reset -f out", "set-up")
    shared.run("app = None; 0", "set-up")
    shared.run("0", "set-up")
    shared.run("0", "set-up")


def test_two_hundred_runs_of_a_cell_leave_one_app(kernel: Kernel) -> None:
    for _ in range(10):
        kernel.run(NEW_APP, "a")
    before = kernel.value(COUNTS)

    for _ in range(200):
        kernel.run(NEW_APP, "a")

    after = kernel.value(COUNTS)
    assert after[:3] == before[:3]
    assert after[2] == 1
    # An app with its comm is some 300 objects; IPython keeps a few for every cell.
    assert after[3] - before[3] < 200 * 30


def test_an_app_that_is_shown_again_keeps_its_comm(kernel: Kernel) -> None:
    kernel.run("app = tempestweb.App(State(), view)", "b")
    kernel.run("app", "a")
    before = kernel.value("list(comm.get_comm_manager().comms)")

    for _ in range(5):
        kernel.run("app", "a")

    assert kernel.value("list(comm.get_comm_manager().comms)") == before


def test_an_app_that_one_of_two_cells_shows_no_more_lives_in_the_other(
    kernel: Kernel,
) -> None:
    kernel.run("app = tempestweb.App(State(), view); display(app)", "a")
    kernel.run("app", "b")
    before = kernel.value("comms()")

    kernel.run("None", "a")
    assert kernel.value("comms()") == before
    kernel.run("None", "b")
    assert kernel.value("comms()") < before


def test_an_app_that_no_cell_shows_can_be_shown_again(kernel: Kernel) -> None:
    kernel.run("app = tempestweb.App(State(), view); app.state.n = 3; app", "a")
    kernel.run("None", "a")
    assert kernel.value("widgets()") == 0

    kernel.run("app", "b")

    assert kernel.value("widgets()") == 1
    assert kernel.value("app.state.n") == 3


def test_an_app_among_other_widgets_is_kept(kernel: Kernel) -> None:
    kernel.run("app = tempestweb.App(State(), view); app", "a")
    kernel.run("box = ipywidgets.HBox([app.widget])", "b")
    kernel.run("None", "a")

    assert kernel.value("box.children[0].comm is not None")
    kernel.run("box.close(); app.close(); del box", "b")


def test_an_app_that_nothing_but_its_output_holds_is_kept(kernel: Kernel) -> None:
    kernel.run("for _ in range(2): display(tempestweb.App(State(), view))", "a")
    before = kernel.value("sessions()")
    kernel.run("gc.collect()", "b")

    assert kernel.value("sessions()") == before
    assert kernel.value("widgets()") == 2


# ------------------------------------------------------------------------ magics

CELL = """\
%%tempestweb
class Tally:
    n = 1
def make_state(): return Tally()
def view(app): return Text(content=f"{WORD} {app.state.n}")
"""


@pytest.fixture
def magics(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext tempestweb\nWORD = 'one'", "set-up")
    return kernel


def text(kernel: Kernel, app: str) -> str:
    """Return what an app shows, as text."""
    shown: str = kernel.value(f"{app}.snapshot().text")
    return shown


def test_a_cell_is_an_app_and_keeps_its_state_when_it_runs_again(
    magics: Kernel,
) -> None:
    magics.run(CELL.replace("%%tempestweb", "%%tempestweb app"), "a")
    assert text(magics, "app") == "one 1"
    magics.run("app.set_state(lambda tally: setattr(tally, 'n', 7)); WORD = 'two'", "b")

    magics.run(CELL.replace("%%tempestweb", "%%tempestweb app"), "a")
    assert text(magics, "app") == "two 7"

    magics.run(CELL.replace("%%tempestweb", "%%tempestweb app --reset"), "a")
    assert text(magics, "app") == "two 1"


def test_a_cell_without_a_name_is_known_by_its_place(magics: Kernel) -> None:
    magics.run(CELL, "a")
    magics.run(CELL, "b")
    magics.run(
        "one, two = [it for it in Out.values() if isinstance(it, tempestweb.App)]", "c"
    )
    magics.run("one.set_state(lambda tally: setattr(tally, 'n', 5))", "c")

    magics.run(CELL, "a")

    assert magics.value("Out[max(Out)] is one and two is not one")
    assert text(magics, "one") == "one 5"
    magics.run("del one, two", "c")


def test_a_cell_leaves_other_views_of_the_notebook_alone(magics: Kernel) -> None:
    with pytest.raises(CellError, match="this cell has no function `view`"):
        magics.run("%%tempestweb\ndef make_state(): return 1", "a")
    with pytest.raises(CellError, match="ZeroDivisionError"):
        magics.run("%%tempestweb\n1 / 0", "a")

    assert magics.value("view.__code__.co_varnames") == ("app",)


def test_a_file_is_an_app(magics: Kernel) -> None:
    magics.run(
        "from pathlib import Path\n"
        "Path('my app.py').write_text('from tempest_core import Text\\n'"
        "'def view(app): return Text(content=\"of a file\")')",
        "b",
    )

    magics.run("app = %tempestweb 'my app.py'", "a")
    assert text(magics, "app") == "of a file"
    magics.run("%tempestweb 'my app.py' --watch", "a")
    assert text(magics, "Out[max(Out)]") == "of a file"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("%tempestweb", "the following arguments are required: file"),
        ("%tempestweb no.py", "there is no app file no.py"),
        ("%tempestweb app.py --wach", "unrecognized arguments: --wach"),
        ("%tempestweb 'app.py", "No closing quotation"),
        ("%%tempestweb 1a\n0", "expected a variable's name, got '1a'"),
        ("%%tempestweb --watch\n0", "unrecognized arguments: --watch"),
    ],
)
def test_a_mistake_is_told_in_one_line(magics: Kernel, cell: str, told: str) -> None:
    with pytest.raises(CellError) as caught:
        magics.run(cell, "a")

    assert told in str(caught.value)
    assert "tempestweb/jupyter" not in caught.value.traceback
