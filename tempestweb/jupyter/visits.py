"""Where a page shows an app: what travels between them over a comm, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tempestweb.jupyter.asides import answer_beside
from tempestweb.jupyter.keeping import SnapshotKeeper
from tempestweb.protocol import Buffers, encode
from tempestweb.reports import headline
from tempestweb.snapshots import Snapshot
from tempestweb.transports.comm import CommTransport

if TYPE_CHECKING:
    from tempestweb.app import App


class Visit:
    """One comm that shows an app, for as long as it is open.

    Each message is one JSON string, as on every other transport; some are for no
    session, and are answered here.

    Args:
        app: The app.
        send: Sends one message and its buffers over the comm.
        close: Ends the comm.
    """

    def __init__(
        self,
        app: App[Any],
        send: Callable[[str, Buffers], None],
        close: Callable[[], None],
    ) -> None:
        self._app = app
        self._send = send
        # Not on the clock at any rate: it would stand still while a handler runs.
        self._keeper = SnapshotKeeper(
            lambda: pictures_of(app), self._send_pictures, app.call_when_free
        )
        self._transport = CommTransport(self._send_text, close)

    def begin(self) -> None:
        """Show the app to whoever says hello on the comm."""
        self._app.connect(self._transport)

    def take(self, content: object, buffers: Buffers = ()) -> None:
        """Take in what the page has sent."""
        if not isinstance(content, str):
            return
        answer = answer_beside(content, self._app)
        if answer is not None:
            self._send(*answer)
        elif content == '{"kind":"snapshots"}':
            self._keeper.start()
        else:
            self._transport.feed(content, buffers)

    def end(self) -> None:
        """Show the app here no more; the comm is for its owner to close."""
        self._keeper.stop()
        self._app.disconnect(self._transport)

    def _send_text(self, message: str, buffers: Buffers) -> None:
        self._send(message, buffers)
        self._keeper.note()

    def _send_pictures(self, pictures: Snapshot) -> None:
        html, text = pictures.html, pictures.text
        self._send(encode({"kind": "snapshot", "html": html, "text": text}), ())


def pictures_of(app: App[Any]) -> Snapshot:
    """Take a picture of an app whose text tells the state too."""
    snapshot = app.snapshot()
    try:
        state = repr(app.state)
    except Exception as error:  # noqa: BLE001 - the app's own code
        state = f"{type(app.state).__name__}, of which repr() fails: {headline(error)}"
    short = state if len(state) <= 200 else f"{state[:200]}…"
    text = f"<tempestweb app, state {short}>\n{snapshot.text}".rstrip()
    return Snapshot(snapshot.html, text)
