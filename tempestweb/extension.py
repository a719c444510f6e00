"""What `%load_ext tempestweb` calls."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Give a notebook the magics `%tempestweb` and `%%tempestweb`."""
    # Hosts lie above this module, and `import tempestweb` loads none of them.
    shell.register_magics(import_module("tempestweb.jupyter.magics").TempestwebMagics)
