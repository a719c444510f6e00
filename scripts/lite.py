"""Build the project's JupyterLite site: the examples, and what `jupyterlite/` adds.

With `--data` it has the packages of the notebook with data too. No package index has
them for Python in a page: they come from Pyodide's own host.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tempestweb import cli

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build" / "lite"
DATA = ROOT / "examples" / "data" / "requirements.txt"


def gather(folder: Path) -> None:
    """Put into a folder what the site shows, and how it is set up."""
    leave_out = shutil.ignore_patterns("__pycache__", ".*")
    for source in (ROOT / "examples", ROOT / "jupyterlite"):
        shutil.copytree(source, folder, ignore=leave_out, dirs_exist_ok=True)


def main() -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", action="store_true")
    needs = [f"--requirements={DATA}"] if parser.parse_args().data else []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "notebooks")
        gather(folder)
        return cli.main(
            ["build", "--mode=lite", str(folder), f"--output={SITE}", *needs]
        )


if __name__ == "__main__":
    sys.exit(main())
