"""Build the project's JupyterLite site: the examples, and what `jupyterlite/` adds.

With `--data` it has the notebook that needs pandas too, and its packages. No package
index has them for Python in a page: they come from Pyodide's own host.
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

#: What is of no use without the packages that those requirements name.
NEEDS_DATA = ("stations.*", DATA.name)


def gather(folder: Path, *, with_data: bool) -> None:
    """Put into a folder what the site shows, and how it is set up.

    Args:
        folder: Where to; it is made if need be.
        with_data: Whether the site has pandas, and so the notebook that needs it.
    """
    needless = () if with_data else NEEDS_DATA
    leave_out = shutil.ignore_patterns("__pycache__", ".*", *needless)
    for source in (ROOT / "examples", ROOT / "jupyterlite"):
        shutil.copytree(source, folder, ignore=leave_out, dirs_exist_ok=True)


def main() -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", action="store_true")
    with_data = parser.parse_args().data
    needs = [f"--requirements={DATA}"] if with_data else []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "notebooks")
        gather(folder, with_data=with_data)
        return cli.main(
            ["build", "--mode=lite", str(folder), f"--output={SITE}", *needs]
        )


if __name__ == "__main__":
    sys.exit(main())
