"""The trial run of an app at build time, in Pyodide where there is Node.js."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tempestweb.errors import BuildError
from tempestweb.wasm.page.probe import Findings
from tempestweb.wasm.project import Project
from tempestweb.wasm.workshop import Workshop

_PROBE: Final = "tempestweb.wasm.page.probe"


def try_app(
    workshop: Workshop,
    stdlib: Path,
    packages: Sequence[Path],
    project: Project,
    notes: list[str],
) -> Findings:
    """Run an app as far as its first view.

    Args:
        workshop: What there is to run it in.
        stdlib: The standard library, compiled if that could be done.
        packages: All packages, likewise.
        project: The app.
        notes: Told what could not be found out.

    Raises:
        BuildError: The app fails.
    """
    if workshop.node is None:
        return _in_this_python(project, notes)
    with tempfile.TemporaryDirectory() as place:
        archive, result = Path(place, "app.zip"), Path(place, "findings.json")
        archive.write_bytes(project.archive())
        job = {
            "stdlib": str(stdlib.resolve()),
            "archives": [str(package.resolve()) for package in packages],
            "app": str(archive),
            "entry": f"/app/{project.entry}",
            "result": str(result),
        }
        workshop.run("probe.mjs", job)
        findings: Findings = json.loads(result.read_text("utf-8"))
    if findings["error"]:
        raise BuildError(*findings["error"])
    return findings


def _in_this_python(project: Project, notes: list[str]) -> Findings:
    """Run the app in a process of this Python, which may lack what the page has."""
    command = [sys.executable, "-m", _PROBE, str(project.folder / project.entry)]
    answer = subprocess.run(command, capture_output=True, check=False)
    if answer.returncode != 0:
        raise BuildError(
            "the trial run of the app failed: " + answer.stderr.decode(errors="replace")
        )
    findings: Findings = json.loads(answer.stdout)
    # Which modules this Python has used says nothing about the page's.
    findings["modules"] = findings["names"] = []
    if findings["error"]:
        notes.append(
            "The app does not run in this Python, so its page begins empty, until "
            f"Python has started there: {findings['error'][0]}. With Node.js the build "
            "would run it as the page does: pip install 'tempestweb[wasm]'."
        )
    return findings
