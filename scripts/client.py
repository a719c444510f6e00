"""Build the client: the JavaScript that the wheel carries.

It goes to `tempestweb/static`, and JupyterLab's extension to `tempestweb/labextension`.

`python -m scripts.client` builds it if a source is newer than the outputs. Standard
library only: the package's build uses it before anything is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import node

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "tempestweb" / "client"
BEHAVIOURS = sorted(
    path.name
    for folder in ("behaviours", "libraries")
    for path in (CLIENT / folder).glob("*.js")
    if path.stem != "index"
)
OUTPUTS = tuple(
    ROOT / "tempestweb" / name
    for name in (
        *("static/runtime.js", "static/bootstrap.js", "static/page.js"),
        *("static/early.js", "static/base.css", "static/runtime.hash"),
        *("static/behaviours.json", *(f"static/behaviour-{n}" for n in BEHAVIOURS)),
        *("static/wasm.js", "static/worker.js", "static/scheme.js", "static/wasm.css"),
        *("static/service-worker.js", "static/lite.js", "static/lite-worker.js"),
        *("static/lite-kernel.js", "static/lite-pyodide.js"),
        *("static/restore.js", "static/offline-worker.js"),
        "labextension/package.json",
    )
)
BUILD_SCRIPT = ROOT / "scripts" / "build-client.mjs"
LOCK_FILE = ROOT / "package-lock.json"
NPM_MARK = ROOT / "node_modules" / ".package-lock.json"
"""npm writes this file last, so it is as new as the installed packages."""


class ClientBuildError(Exception):
    """The client could not be built; says why and what to do."""


def is_built() -> bool:
    """Tell whether every output exists, whatever its age."""
    return all(output.is_file() for output in OUTPUTS)


def is_fresh() -> bool:
    """Tell whether every output is at least as new as every source."""
    if not is_built():
        return False
    oldest = min(output.stat().st_mtime_ns for output in OUTPUTS)
    return all(source.stat().st_mtime_ns <= oldest for source in _sources())


def build() -> None:
    """Build the client from its sources; fetch the build's npm packages if needed.

    Raises:
        ClientBuildError: Node.js is missing, or a step failed.
    """
    found = node.find()
    if found is None:
        raise ClientBuildError(
            f"building tempestweb's client needs Node.js {node.MINIMUM_MAJOR} or "
            f"newer with npm: install it, or `pip install '{node.REQUIREMENT}'`"
        )
    if not _has_npm_packages():
        # Development tools (type checker, linter) are not needed for a build.
        _run(found, "npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit")
    _run(found, "node", str(BUILD_SCRIPT))
    if not is_built():
        names = ", ".join(output.name for output in OUTPUTS if not output.is_file())
        raise ClientBuildError(f"{BUILD_SCRIPT.name} ran but did not write {names}")


def _run(found: node.Node, *command: str) -> None:
    status = found.run(command, cwd=ROOT)
    if status != 0:
        raise ClientBuildError(
            f"building tempestweb's client failed: `{' '.join(command)}` in {ROOT} "
            f"ended with status {status}; its own message is above"
        )


def _has_npm_packages() -> bool:
    return (
        NPM_MARK.is_file()
        and NPM_MARK.stat().st_mtime_ns >= LOCK_FILE.stat().st_mtime_ns
    )


def _sources() -> Iterator[Path]:
    # What the client bundles from the other side of the project.
    yield from (ROOT / "tempestweb" / "dom" / "lower").glob("*.css")
    yield from (BUILD_SCRIPT, LOCK_FILE, CLIENT)
    # Folders too: theirs is the time at which a file in them was removed.
    yield from CLIENT.rglob("*")
    yield from (ROOT / "labextension").rglob("*")
    yield from (ROOT / "tempestweb" / "cli" / "templates").glob("*/app.py")


def main() -> int:
    """Run the command line; return the exit status."""
    if is_fresh():
        return 0
    try:
        build()
    except ClientBuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
