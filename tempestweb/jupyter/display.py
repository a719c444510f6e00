"""An app in a notebook: an anywidget output whose custom messages are the transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import anywidget

from tempestweb.jupyter.asides import answer_beside
from tempestweb.jupyter.bundle import client_bundle
from tempestweb.jupyter.cells import running_shell, show_after_cells
from tempestweb.jupyter.displays import begin_catching
from tempestweb.jupyter.keeping import SnapshotKeeper
from tempestweb.jupyter.outputs import cell_outputs, forget_results
from tempestweb.jupyter.subshells import handle_where_sent, outlive_captured_cells
from tempestweb.protocol import Buffers, encode
from tempestweb.reports import headline
from tempestweb.snapshots import Snapshot
from tempestweb.transports.comm import CommTransport

if TYPE_CHECKING:
    from tempestweb.app import App

begin_catching()
outlive_captured_cells()

#: Tells the notebook's extension that an output is an app's.
MIME: Final = "application/vnd.tempestweb.v1+json"


class AppWidget(anywidget.AnyWidget):
    """The one widget of an app; a notebook may show it in any number of outputs.

    Its synced state is the bootstrap and nothing else. What it shows travels in custom
    messages, each one JSON string, as on every other transport.

    Attributes:
        transport: What those messages are to the app.
    """

    _esm = client_bundle().bootstrap

    def __init__(self, app: App[Any]) -> None:
        # First: ipywidgets closes also what failed to open.
        self._app = app
        self._keeper = SnapshotKeeper(lambda: _pictures(app), self._send_pictures)
        super().__init__()
        self.transport = CommTransport(self._send_text, self.close)
        self.on_msg(self._take)
        handle_where_sent(self.comm)
        app.connect(self.transport)

    def _send_text(self, message: str, buffers: Buffers) -> None:
        self.send(message, list(buffers))
        self._keeper.note()

    def _send_pictures(self, pictures: Snapshot) -> None:
        html, text = pictures.html, pictures.text
        self.send(encode({"kind": "snapshot", "html": html, "text": text}))

    def _take(
        self, _widget: object, content: object, buffers: list[memoryview]
    ) -> None:
        if not isinstance(content, str):
            return
        answer = answer_beside(content, self._app)
        if answer is not None:
            self.send(*answer)
        elif content == '{"kind":"snapshots"}':
            self._keeper.start()
        else:
            self.transport.feed(content, buffers)

    def close(self) -> None:
        """End the comm; what shows the app in a page is told."""
        self._keeper.stop()
        layout = self.layout
        super().close()
        # Every widget has one, with a comm of its own, and ipywidgets leaves it open.
        if layout is not None:
            layout.close()


class AppDisplay:
    """How a notebook displays an app.

    Args:
        app: What to display.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._widget: AppWidget | None = AppWidget(app)
        self._is_lent = False
        show_after_cells(app)

    @property
    def widget(self) -> AppWidget:
        """The widget that all outputs of the app share, for a place among others.

        From then on it is kept: what shows it there is not known here.
        """
        self._is_lent = True
        return self._shared()

    def _shared(self) -> AppWidget:
        if self._widget is None:
            self._widget = AppWidget(self._app)
        return self._widget

    def mime_bundle(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the output's representations and their metadata.

        The picture and the text are for where no Python is behind the output.
        """
        outputs = cell_outputs()
        if outputs is not None:
            outputs.add(self)
        represent = self._shared()._repr_mimebundle_
        # A closed widget has none.
        bundle = represent(**kwargs) if represent is not None else None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        pictures = _pictures(self._app)
        if data:
            data = {MIME: {"version": 1}, **data}
        data |= {"text/html": pictures.html, "text/plain": pictures.text}
        return data, metadata

    def release(self) -> None:
        """Close the widget: no output shows it any more.

        The app lives on for whoever has it, and can be displayed again. IPython's
        history is not somebody who has it.
        """
        if self._widget is not None and not self._is_lent:
            self._app.disconnect(self._widget.transport)
            self._widget.close()
            self._widget = None
        shell = running_shell()
        if shell is not None:
            forget_results(shell, self._app)


def _pictures(app: App[Any]) -> Snapshot:
    """Take a picture of an app whose text tells the state too."""
    snapshot = app.snapshot()
    try:
        state = repr(app.state)
    except Exception as error:  # noqa: BLE001 - the app's own code
        state = f"{type(app.state).__name__}, of which repr() fails: {headline(error)}"
    short = state if len(state) <= 200 else f"{state[:200]}…"
    text = f"<tempestweb app, state {short}>\n{snapshot.text}".rstrip()
    return Snapshot(snapshot.html, text)
