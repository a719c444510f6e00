"""Which apps the outputs of a notebook's cells show, and which no output shows more."""

from __future__ import annotations

import weakref
from typing import Any, Final, Protocol

from tempestweb.jupyter.cells import running_shell


class Output(Protocol):
    """What a cell has put into its output."""

    def release(self) -> None:
        """Let go of what showed it: there is no output of it any more."""


class CellOutputs:
    """Follows what cells show. A cell that runs again loses what it showed before.

    What a cell shows once more when it runs again is kept as it is. What was shown
    outside of any cell, or by a front end whose cells have no ids, is kept for ever.

    Args:
        shell: The notebook's IPython shell.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._shown: dict[str, list[Output]] = {}
        self._leaving: dict[str, list[Output]] = {}
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)

    def add(self, output: Output) -> None:
        """Note that the running cell shows something."""
        shown = self._shown.setdefault(running_cell(self._shell), [])
        if output not in shown:
            shown.append(output)

    def _before(self, info: Any) -> None:
        cell = _cell_of(info)
        if cell and cell in self._shown:
            self._leaving[cell] = self._shown.pop(cell)

    def _after(self, result: Any) -> None:
        cell = _cell_of(result.info)
        for output in self._leaving.pop(cell, []):
            if not any(output in shown for shown in self._shown.values()):
                output.release()


def _cell_of(info: Any) -> str:
    return getattr(info, "cell_id", None) or ""


def forget_results(shell: Any, value: object) -> None:
    """Take an object out of IPython's history of results, `Out` and `_1`, `_2`, ...

    What was displayed is kept there for ever, and with it all that it holds. The last
    three results, `_` to `___`, are IPython's to replace.
    """
    results = shell.user_ns.get("_oh", {})
    for number in [n for n, result in results.items() if result is value]:
        del results[number]
        # It knows the names that it made up from those of the user by their value.
        for names in (shell.user_ns, shell.user_ns_hidden):
            if names.get(f"_{number}") is value:
                del names[f"_{number}"]


def running_cell(shell: Any) -> str:
    """Return the id of the cell that runs; empty where none runs, or it has none."""
    get_parent = getattr(shell, "get_parent", None)
    if get_parent is None:
        return ""
    metadata = (get_parent() or {}).get("metadata") or {}
    return str(metadata.get("cellId") or "")


def cell_outputs() -> CellOutputs | None:
    """Return what follows the cells of this process; None outside of a notebook."""
    shell = running_shell()
    if shell is None:
        return None
    if shell not in _outputs:
        _outputs[shell] = CellOutputs(shell)
    return _outputs[shell]


_outputs: Final[weakref.WeakKeyDictionary[Any, CellOutputs]] = (
    weakref.WeakKeyDictionary()
)
