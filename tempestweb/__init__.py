"""tempestweb: typed Python apps that live in a notebook cell.

    state = make_state()        view(app) -> Widget        app.set_state(...)

Widgets, styles and events are those of `tempest_core`.
"""

from tempestweb.app import App
from tempestweb.dom.node import Node
from tempestweb.embedding.widget import Embed
from tempestweb.errors import (
    AppError,
    AppLoadError,
    DownloadError,
    DuplicateKeyError,
    HandlerError,
    HandlerSignatureError,
    ProtocolError,
    StyleError,
    TempestwebError,
    ViewError,
)
from tempestweb.extension import load_ipython_extension
from tempestweb.files import UploadedFile, UploadEvent
from tempestweb.gestures import PointerPanEvent
from tempestweb.memo import each, memo
from tempestweb.own_widgets import Maker, lowers

__all__ = [
    "App",
    "AppError",
    "AppLoadError",
    "DownloadError",
    "DuplicateKeyError",
    "Embed",
    "HandlerError",
    "HandlerSignatureError",
    "Maker",
    "Node",
    "PointerPanEvent",
    "ProtocolError",
    "StyleError",
    "TempestwebError",
    "UploadEvent",
    "UploadedFile",
    "ViewError",
    "each",
    "load_ipython_extension",
    "lowers",
    "memo",
]
