"""The end of a cell: what it changed is shown before the kernel says that it ended."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

if TYPE_CHECKING:
    from tempestweb.app import App

_apps: Final[WeakSet[App[Any]]] = WeakSet()
#: The shells that tell of their cells' ends; in tests there are several.
_shells: Final[WeakSet[Any]] = WeakSet()


def show_after_cells(app: App[Any]) -> None:
    """Have what a cell changed in an app shown when the cell ends.

    While it runs, changes are shown too, but the last may wait for a frame to be over.
    """
    shell = running_shell()
    if shell is None:
        return
    _apps.add(app)
    if shell not in _shells:
        _shells.add(shell)
        shell.events.register("post_execute", _show_all)


def running_shell() -> Any:
    """Return IPython's shell; None outside of IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _show_all() -> None:
    for app in list(_apps):
        app.show_changes()
