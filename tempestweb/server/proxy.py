"""What jupyter-server-proxy needs to start `tempestweb serve` on a folder."""

from __future__ import annotations

import sys
from typing import Any


def setup() -> dict[str, Any]:
    """Return how the server is started, and how it is reached."""
    return {
        "command": [
            *(sys.executable, "-m", "tempestweb.cli", "serve", "."),
            "--port={port}",
            "--base-url={base_url}tempestweb/",
            "--trust-proxy-headers",
            "--allow-empty",
        ],
        # Pages hold addresses from the root: the server has to know its own.
        "absolute_url": True,
        "timeout": 30,
        "new_browser_tab": True,
        "launcher_entry": {"title": "tempestweb"},
    }
