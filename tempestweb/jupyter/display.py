"""An app in a notebook: an output that is an anywidget, and its entrance for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import anywidget

from tempestweb.jupyter.bundle import client_bundle
from tempestweb.jupyter.cells import running_shell, show_after_cells
from tempestweb.jupyter.door import Entrance, open_door
from tempestweb.jupyter.outputs import cell_outputs, forget_results
from tempestweb.jupyter.subshells import handle_where_sent
from tempestweb.jupyter.visits import Visit, pictures_of
from tempestweb.protocol import Buffers

if TYPE_CHECKING:
    from tempestweb.app import App

#: Tells the notebook's extension that an output is an app's.
MIME: Final = "application/vnd.tempestweb.v1+json"


class AppWidget(anywidget.AnyWidget):
    """The one widget of an app; a notebook may show it in any number of outputs.

    Its synced state is the bootstrap and nothing else. What it shows travels in custom
    messages, each one JSON string, as on every other transport. JupyterLab with our
    extension leaves all that alone: there an output enters by the door, and asks for
    the app by the widget's id.
    """

    _esm = client_bundle().bootstrap

    def __init__(self, app: App[Any]) -> None:
        # First: ipywidgets closes also what failed to open.
        self._visit = Visit(app, self._send_text, self.close)
        self._entrance = Entrance(app)
        super().__init__()
        self.on_msg(self._take)
        handle_where_sent(self.comm)
        self._visit.begin()
        self._entrance.open(self.model_id)

    def _send_text(self, message: str, buffers: Buffers) -> None:
        self.send(message, list(buffers))

    def _take(
        self, _widget: object, content: object, buffers: list[memoryview]
    ) -> None:
        self._visit.take(content, buffers)

    def close(self) -> None:
        """End the comms; what shows the app in a page is told."""
        self._visit.end()
        self._entrance.close()
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
        open_door()
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
        pictures = pictures_of(self._app)
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
            self._widget.close()
            self._widget = None
        shell = running_shell()
        if shell is not None:
            forget_results(shell, self._app)
