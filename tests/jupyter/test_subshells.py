"""What a page sends is handled where the page sent it, whatever used the comm last."""

from __future__ import annotations

import inspect
from importlib.metadata import version

import pytest
from ipykernel.comm import Comm
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.displaypub import CapturingDisplayPublisher

from tempestweb.jupyter.subshells import (
    PARENT,
    ROUTE,
    handle_where_sent,
    outlive_captured_cells,
)


@pytest.fixture
def comm() -> Comm:
    """A comm without a kernel, that a cell was the last to use."""
    made = Comm(primary=False, comm_id="comm", show_warning=False)  # type: ignore[no-untyped-call]  # ipykernel
    made._reply_subshell_id = None  # noqa: SLF001 - what a cell that sends sets
    return made


def test_ipykernel_still_asks_a_comm_for_the_subshell_of_a_message(comm: Comm) -> None:
    major, minor = (int(part) for part in version("ipykernel").split(".")[:2])
    if (major, minor) < (7, 4):
        pytest.skip("ipykernel before 7.4 sends messages where the page asks for")
    route = getattr(comm, ROUTE, None)
    assert route is not None, "ipykernel has changed: see jupyter/subshells.py"
    # Its own answer is the main shell, as that used the comm last.
    assert route({"method": "custom"}, "subshell-1") is None


def test_a_message_goes_to_the_subshell_that_the_page_sent_it_to(comm: Comm) -> None:
    handle_where_sent(comm)

    assert getattr(comm, ROUTE)({"method": "custom"}, "subshell-1") == "subshell-1"
    assert getattr(comm, ROUTE)({"method": "custom"}, None) is None


def test_a_comm_of_another_kind_is_left_alone() -> None:
    other = object()
    handle_where_sent(other)

    assert not hasattr(other, ROUTE)


def test_a_captured_cell_takes_the_parents_that_ipykernel_gives_it() -> None:
    outlive_captured_cells()
    outlive_captured_cells()
    publisher = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]  # IPython
    # What ipykernel's shell calls for every message, on whatever object is there.
    getattr(publisher, PARENT)({"header": {}})

    assert publisher.outputs == []
    assert f"display_pub.{PARENT}(parent)" in inspect.getsource(
        ZMQInteractiveShell.set_parent
    )
