"""Jupyter's kernel WebSockets without TCP's delay; the one place that touches them.

Three small frames answer a click in a notebook, and the second waits until the first is
acknowledged, some 40 ms later: `jupyter_server` never sets TCP_NODELAY.
"""

from __future__ import annotations

import functools
import inspect
import logging
from typing import Any

from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

logger = logging.getLogger(__name__)

_MARK = "__tempestweb_nodelay__"


def send_kernel_messages_at_once() -> bool:
    """Let every kernel WebSocket that opens from now on send its frames at once.

    Returns:
        Whether this version of jupyter_server has what that takes.
    """
    original = getattr(KernelWebsocketHandler, "open", None)
    if hasattr(original, _MARK):
        return True
    if not inspect.iscoroutinefunction(original) or not callable(
        getattr(KernelWebsocketHandler, "set_nodelay", None)
    ):
        logger.warning(
            "tempestweb.nodelay: this version of jupyter_server opens kernel "
            "WebSockets in another way; clicks in notebooks take some 40 ms longer"
        )
        return False

    @functools.wraps(original)
    async def open_at_once(self: KernelWebsocketHandler, *args: Any, **kw: Any) -> None:
        self.set_nodelay(True)
        await original(self, *args, **kw)

    setattr(open_at_once, _MARK, True)
    setattr(KernelWebsocketHandler, "open", open_at_once)  # noqa: B010 - for mypy
    return True
