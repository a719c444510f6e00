"""pip, as if it ran in a page: markers of requirements hold where they hold there.

pip itself knows a foreign platform by the tags of its wheels alone. Runs in a process
of its own: `python pip_for_pages.py ENVIRONMENT ARGUMENT...`, where the environment is
a file with JSON, what a page's Python answers to markers.
"""

from __future__ import annotations

import json
import runpy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

#: Not public: where pip's copy of `packaging` asks for what it runs on.
_MARKERS = "pip._vendor.packaging.markers"
_QUESTION = "default_environment"


def answer_as(environment: dict[str, str]) -> None:
    """Let pip take an environment for the one that it runs in.

    Raises:
        AttributeError: This pip asks in another way.
    """
    markers: Any = import_module(_MARKERS)
    getattr(markers, _QUESTION)
    setattr(markers, _QUESTION, lambda: dict(environment))


if __name__ == "__main__":
    answer_as(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    sys.argv = ["pip", *sys.argv[2:]]
    runpy.run_module("pip", run_name="__main__", alter_sys=True)
