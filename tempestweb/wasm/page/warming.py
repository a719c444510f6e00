"""Python on its way into a picture of its memory, and out of one again."""

from __future__ import annotations

import gc
import importlib
import json
import random
import sys


def warm(modules: str) -> None:
    """Import what an app needs, before the picture is taken.

    Args:
        modules: Their names, as JSON.
    """
    for name in json.loads(modules):
        importlib.import_module(name)
    gc.collect()
    # The picture has no files: nothing must be remembered of those that there are now.
    importlib.invalidate_caches()
    sys.path_importer_cache.clear()


def wake() -> None:
    """Make different what must not be the same in every page."""
    random.seed()
