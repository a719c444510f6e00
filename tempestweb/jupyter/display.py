"""An app in a notebook: an anywidget output whose custom messages are the transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget

from tempestweb.capture import preparations
from tempestweb.jupyter.bundle import client_bundle
from tempestweb.jupyter.cells import show_after_cells
from tempestweb.jupyter.displays import catch_displays
from tempestweb.jupyter.modules import answer_for
from tempestweb.jupyter.subshells import handle_where_sent, outlive_captured_cells
from tempestweb.protocol import Buffers
from tempestweb.transports.comm import CommTransport

if TYPE_CHECKING:
    from tempestweb.app import App

preparations.append(catch_displays)
outlive_captured_cells()


class AppWidget(anywidget.AnyWidget):
    """The one widget of an app; a notebook may show it in any number of outputs.

    Its synced state is the bootstrap and nothing else. What it shows travels in custom
    messages, each one JSON string, as on every other transport.
    """

    _esm = client_bundle().bootstrap

    def __init__(self, app: App[Any]) -> None:
        super().__init__()
        self._transport = CommTransport(self._send_text, self.close)
        self.on_msg(self._take)
        handle_where_sent(self.comm)
        app.connect(self._transport)

    def _send_text(self, message: str, buffers: Buffers) -> None:
        self.send(message, list(buffers))

    def _take(
        self, _widget: object, content: object, buffers: list[memoryview]
    ) -> None:
        if not isinstance(content, str):
            return
        answer = answer_for(content)
        if answer is not None:
            self.send(*answer)
            return
        self._transport.feed(content, buffers)


class AppDisplay:
    """How a notebook displays an app.

    Args:
        app: What to display.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.widget = AppWidget(app)
        show_after_cells(app)

    def mime_bundle(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the output's representations and their metadata."""
        represent = self.widget._repr_mimebundle_
        # A closed widget has none.
        bundle = represent(**kwargs) if represent is not None else None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/plain": self._text()}, metadata

    def _text(self) -> str:
        state = repr(self._app.state)
        short = state if len(state) <= 200 else f"{state[:200]}…"
        return f"<tempestweb app, state {short}>"
