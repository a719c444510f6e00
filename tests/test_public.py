"""The package root: the whole public surface, and light to import."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import tempestweb

HEAVY = ["IPython", "anywidget", "ipykernel", "ipywidgets", "tornado"]


def test_all_is_exactly_what_the_package_root_defines() -> None:
    defined = [
        name
        for name, value in vars(tempestweb).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    ]

    assert sorted(defined) == sorted(tempestweb.__all__)


@pytest.mark.parametrize("module", HEAVY)
def test_importing_the_package_loads_no_host(module: str) -> None:
    code = f"import tempestweb, sys; sys.exit({module!r} in sys.modules)"

    result = subprocess.run([sys.executable, "-c", code], check=False)

    assert result.returncode == 0
