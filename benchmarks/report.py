"""Write docs/benchmarks.md: `python -m benchmarks.report`.

Takes the newest record of each part in `build/benchmarks`, so that parts may be run one
by one. Each says on which machine, with which versions and when it was measured.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.__main__ import PARTS, RECORDS
from benchmarks.plots import plots_of
from benchmarks.tables import markdown

DOCS: Final = Path(__file__).parent.parent / "docs"
INTRODUCTION: Final = Path(__file__).with_name("report.md")

HEADINGS: Final = {
    "peers": "Against other frameworks",
    "page": "A page of `tempestweb serve`",
    "throughput": "Throughput",
    "load": "Many sessions",
    "leaks": "What sessions leave behind",
    "scaling": "Long lists",
    "lists": "Lists that change",
    "pipeline": "From the view to bytes",
    "clicks": "JupyterLab",
    "wasm": "Static pages",
    "lite": "JupyterLite",
}


def newest(folder: Path) -> dict[str, tuple[str, str, list[dict[str, Any]]]]:
    """Return the newest tables of each part, with their machine and date."""
    found: dict[str, tuple[str, str, list[dict[str, Any]]]] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        parts = record["parts"]
        if isinstance(parts, list):
            # A record of before parts were told apart.
            continue
        taken = time.strptime(path.stem[:10], "%Y-%m-%d")
        date = time.strftime("%d %B %Y", taken).lstrip("0")
        for name, tables in parts.items():
            if tables:
                found[name] = (record["machine"], date, tables)
    return found


def report(found: dict[str, tuple[str, str, list[dict[str, Any]]]], docs: Path) -> str:
    """Return the text of the page; its plots are written beside it."""
    lines = [INTRODUCTION.read_text("utf-8").rstrip()]
    for name in (name for name in HEADINGS if name in found):
        machine, date, tables = found[name]
        lines += ["", f"## {HEADINGS[name]}", "", f"{date}; {machine}."]
        for table in tables:
            lines += ["", f"**{table['title']}**", ""]
            lines.append(markdown(table["header"], table["rows"]))
        for title, path in plots_of(name, tables, docs / "images"):
            lines += ["", f"![{title}]({path.relative_to(docs).as_posix()})"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page."""
    found = newest(RECORDS)
    if not found:
        print(f"no records in {RECORDS}: run `make bench` first")
        return 2
    missing = [name for name in PARTS if name not in found]
    if missing:
        print(f"left out, never run: {', '.join(missing)}")
    path = DOCS / "benchmarks.md"
    path.write_text(report(found, DOCS), "utf-8")
    print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
