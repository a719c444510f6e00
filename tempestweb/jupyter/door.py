"""Our own door into a kernel: a comm that a page opens to show an app.

JupyterLab's extension opens it: for an output whose app is in this kernel, and for the
app of a file in a panel. What travels on it is what travels on the comm of a widget,
each message as one JSON string.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

import comm

from tempestweb.jupyter.channels import Channel, Channels, message_of
from tempestweb.jupyter.displays import begin_catching
from tempestweb.jupyter.file_app import FileApp
from tempestweb.jupyter.subshells import handle_where_sent, outlive_captured_cells
from tempestweb.protocol import encode
from tempestweb.transports.frames import TARGET

if TYPE_CHECKING:
    from tempestweb.app import App

logger = logging.getLogger(__name__)


class Entrance:
    """Where the outputs of an app enter, each with a comm of its own.

    Attributes:
        app: The app.
    """

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._channels = Channels()

    def open(self, name: str) -> None:
        """Let those in that ask for a name."""
        _entrances[name] = self

    def enter(self, comm_: Any) -> None:
        """Show the app on a comm."""
        self._channels.add(comm_, Channel(comm_, self.app))

    def close(self) -> None:
        """Let nobody in any more, and show the app no more to who is here."""
        for name in [name for name, other in _entrances.items() if other is self]:
            del _entrances[name]
        self._channels.end()


#: By the name that outputs ask for.
_entrances: Final[WeakValueDictionary[str, Entrance]] = WeakValueDictionary()


class _OpenFile:
    """The app of a file that was opened in this kernel."""

    def __init__(self, path: Path, *, watch: bool) -> None:
        self.file_app = FileApp(path, watch=watch)
        self._channels = Channels()

    def enter(self, comm_: Any) -> None:
        file_app = self.file_app

        def take(content: str) -> bool:
            is_for_file = content == '{"kind":"renew"}'
            if is_for_file:
                file_app.renew()
            return is_for_file

        channel = Channel(comm_, file_app.app, take)
        channel.send(encode({"kind": "file", "watched": file_app.is_watched}))
        self._channels.add(comm_, channel)


#: Each stays when no page shows it, for the page may be being reloaded.
_files: Final[dict[Path, _OpenFile]] = {}


def open_door() -> None:
    """Let pages open apps in this kernel; done again it changes nothing."""
    begin_catching()
    outlive_captured_cells()
    comm.get_comm_manager().register_target(TARGET, _enter)


def _enter(comm_: Any, opening: Mapping[str, Any]) -> None:
    """Show the app that a page asks for with the message that opens its comm."""
    handle_where_sent(comm_)
    match _request_of(opening):
        case {"kind": "file", "file": str(file), "watch": bool(watch)}:
            _opened(file, watch=watch).enter(comm_)
        case {"kind": "app", "app": str(name)}:
            entrance = _entrances.get(name)
            if entrance is None:
                # Its cell ran again meanwhile, or the kernel is another one now.
                comm_.close()
            else:
                entrance.enter(comm_)
        case _:
            logger.warning(
                'tempestweb.door: a comm begins with {"kind": "app" or "file", ...}, '
                "not with %.80r",
                opening["content"].get("data"),
            )
            comm_.close()


def _opened(file: str, *, watch: bool) -> _OpenFile:
    path = Path(file).resolve()
    known = _files.get(path)
    if known is None:
        known = _files[path] = _OpenFile(path, watch=watch)
    return known


def _request_of(opening: Mapping[str, Any]) -> Any:
    try:
        return json.loads(message_of(opening) or "")
    except ValueError:
        return None
