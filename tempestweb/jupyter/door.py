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

from tempestweb.jupyter.displays import begin_catching
from tempestweb.jupyter.file_app import FileApp
from tempestweb.jupyter.subshells import handle_where_sent, outlive_captured_cells
from tempestweb.jupyter.visits import Visit
from tempestweb.protocol import Buffers, encode
from tempestweb.scheduling import default_scheduler
from tempestweb.transports.frames import TARGET

if TYPE_CHECKING:
    from tempestweb.app import App

logger = logging.getLogger(__name__)

#: An output that is gone closes its comm itself, and JupyterLab complains of a comm
#: that is closed twice: only what is left after so many seconds is closed here.
CLOSE_AFTER: Final = 5.0

#: The apps of files that were opened in this kernel; each stays when no page shows it,
#: for the page may be being reloaded.
_apps: Final[dict[Path, FileApp]] = {}


class Entrance:
    """Where the outputs of an app enter, each with a comm of its own.

    Attributes:
        app: The app.
    """

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._channels: dict[str, _Channel] = {}

    def open(self, name: str) -> None:
        """Let those in that ask for a name."""
        _entrances[name] = self

    def enter(self, comm_: Any) -> None:
        """Show the app on a comm."""
        channel = self._channels[comm_.comm_id] = _Channel(comm_, self.app)
        comm_.on_close(lambda _message: self._leave(comm_.comm_id))
        channel.visit.begin()

    def close(self) -> None:
        """Let nobody in any more, and show the app no more to who is here."""
        for name in [name for name, other in _entrances.items() if other is self]:
            del _entrances[name]
        later = default_scheduler()
        while self._channels:
            _, channel = self._channels.popitem()
            channel.visit.end()
            later(CLOSE_AFTER, channel.close)

    def _leave(self, comm_id: str) -> None:
        channel = self._channels.pop(comm_id, None)
        if channel is not None:
            channel.visit.end()


#: By the name that outputs ask for.
_entrances: Final[WeakValueDictionary[str, Entrance]] = WeakValueDictionary()


class _Channel:
    """A comm that a page has opened, and the app that it shows."""

    def __init__(self, comm_: Any, app: App[Any]) -> None:
        self.visit = Visit(app, self.send, comm_.close)
        self.close = comm_.close
        self._comm = comm_
        comm_.on_msg(self._take)

    def send(self, message: str, buffers: Buffers = ()) -> None:
        self._comm.send({"message": message}, buffers=list(buffers))

    def _take(self, received: Mapping[str, Any]) -> None:
        content = _message_of(received)
        if content is not None:
            self.take(content, received.get("buffers") or ())

    def take(self, content: str, buffers: Buffers) -> None:
        self.visit.take(content, buffers)


class _FileChannel(_Channel):
    """A comm that shows the app of a file."""

    def __init__(self, comm_: Any, file_app: FileApp) -> None:
        super().__init__(comm_, file_app.app)
        self._file_app = file_app
        comm_.on_close(lambda _message: self.visit.end())
        self.send(encode({"kind": "file", "watched": file_app.is_watched}))
        self.visit.begin()

    def take(self, content: str, buffers: Buffers) -> None:
        if content == '{"kind":"renew"}':
            self._file_app.renew()
        else:
            super().take(content, buffers)


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
            _FileChannel(comm_, _app_of(file, watch=watch))
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
                opening["content"]["data"],
            )
            comm_.close()


def _app_of(file: str, *, watch: bool) -> FileApp:
    path = Path(file).resolve()
    known = _apps.get(path)
    if known is None:
        known = _apps[path] = FileApp(path, watch=watch)
    return known


def _message_of(received: Mapping[str, Any]) -> str | None:
    data = received["content"].get("data")
    message = data.get("message") if isinstance(data, dict) else None
    return message if isinstance(message, str) else None


def _request_of(opening: Mapping[str, Any]) -> Any:
    try:
        return json.loads(_message_of(opening) or "")
    except ValueError:
        return None
