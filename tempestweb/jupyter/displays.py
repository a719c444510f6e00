"""What code of an app displays in IPython's shell: caught as what it prints is."""

from __future__ import annotations

import threading
from typing import Any

from tempestweb.capture import current_catcher, preparations
from tempestweb.jupyter.cells import running_shell


class _Registered(threading.local):
    """Whose publications are looked at on this thread: hooks are kept by thread."""

    publisher: Any = None


_registered = _Registered()


def begin_catching() -> None:
    """Have what apps display from now on caught; done again it changes nothing."""
    if catch_displays not in preparations:
        preparations.append(catch_displays)


def catch_displays() -> None:
    """Have what this thread displays from now on caught where somebody catches it."""
    publisher: Any = getattr(running_shell(), "display_pub", None)
    if publisher is _registered.publisher or not hasattr(publisher, "register_hook"):
        return
    _registered.publisher = publisher
    publisher.register_hook(_catch)


def _catch(message: dict[str, Any]) -> dict[str, Any] | None:
    """Take a message that is to be published; None: nobody else is to."""
    catcher = current_catcher()
    content = message["content"]
    if catcher is None or "data" not in content:
        return message
    catcher.display(content["data"], content["metadata"])
    return None
