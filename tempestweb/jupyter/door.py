"""Our own door into a kernel: a comm that a page opens to show the app of a file.

JupyterLab's extension opens it, for a panel with a kernel of its own. What travels on
it is what travels on the comm of a widget, each message as one JSON string.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import comm

from tempestweb.jupyter.asides import answer_beside
from tempestweb.jupyter.displays import begin_catching
from tempestweb.jupyter.file_app import FileApp
from tempestweb.jupyter.subshells import handle_where_sent, outlive_captured_cells
from tempestweb.protocol import Buffers, encode
from tempestweb.transports.comm import CommTransport
from tempestweb.transports.frames import TARGET

logger = logging.getLogger(__name__)

#: The apps of files that were opened in this kernel; each stays when no page shows it,
#: for the page may be being reloaded.
_apps: Final[dict[Path, FileApp]] = {}


def open_door() -> None:
    """Let pages open apps of files in this kernel; done again it changes nothing."""
    begin_catching()
    outlive_captured_cells()
    comm.get_comm_manager().register_target(TARGET, _enter)


def _enter(channel: Any, opening: Mapping[str, Any]) -> None:
    """Show the app that a page asks for with the message that opens its comm."""
    handle_where_sent(channel)
    request = _request_of(opening)
    if request is None:
        logger.warning(
            'tempestweb.door: a comm begins with {"kind": "file", ...}, not with %.80r',
            opening["content"]["data"],
        )
        channel.close()
        return
    visit = _Visit(channel, _app_of(**request))
    channel.on_msg(visit.take)
    channel.on_close(visit.end)
    visit.begin()


def _app_of(file: str, *, watch: bool) -> FileApp:
    path = Path(file).resolve()
    known = _apps.get(path)
    if known is None:
        known = _apps[path] = FileApp(path, watch=watch)
    return known


class _Visit:
    """One page that shows an app of a file."""

    def __init__(self, channel: Any, file_app: FileApp) -> None:
        self._channel = channel
        self._file_app = file_app
        self._transport = CommTransport(self._send, channel.close)

    def begin(self) -> None:
        self._send(encode({"kind": "file", "watched": self._file_app.is_watched}))
        self._file_app.app.connect(self._transport)

    def take(self, message: Mapping[str, Any]) -> None:
        content = _message_of(message)
        if content is None:
            return
        answer = answer_beside(content, self._file_app.app)
        if answer is not None:
            self._send(*answer)
        elif content == '{"kind":"renew"}':
            self._file_app.renew()
        else:
            self._transport.feed(content, message.get("buffers") or ())

    def end(self, _message: Mapping[str, Any]) -> None:
        self._file_app.app.disconnect(self._transport)

    def _send(self, message: str, buffers: Buffers = ()) -> None:
        self._channel.send({"message": message}, buffers=list(buffers))


def _message_of(received: Mapping[str, Any]) -> str | None:
    data = received["content"].get("data")
    message = data.get("message") if isinstance(data, dict) else None
    return message if isinstance(message, str) else None


def _request_of(opening: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        request = json.loads(_message_of(opening) or "")
    except ValueError:
        return None
    match request:
        case {"kind": "file", "file": str(file), "watch": bool(watch)}:
            return {"file": file, "watch": watch}
        case _:
            return None
