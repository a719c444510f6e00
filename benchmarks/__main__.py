"""Run the benchmarks: `python -m benchmarks [PART...]`; all parts by default.

The tables are written to `build/benchmarks/` too, as JSON named by the time; `python -m
benchmarks.compare` compares two such records.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    against,
    clicks,
    lists,
    lite,
    load,
    page,
    pipeline,
    scaling,
    throughput,
    wasm,
)
from benchmarks.tables import machine, tables

RECORDS = Path(__file__).parent.parent / "build/benchmarks"

PARTS: dict[str, Callable[[], None]] = {
    "pipeline": pipeline.main,
    "lists": lists.main,
    "scaling": scaling.main,
    "clicks": clicks.main,
    "page": page.main,
    "throughput": throughput.main,
    "load": load.main,
    "leaks": load.leaks,
    "peers": against.main,
    "wasm": wasm.main,
    "lite": lite.main,
}


def main() -> int:
    """Run the parts that the command line names."""
    names = sys.argv[1:] or list(PARTS)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are: {', '.join(PARTS)}")
        return 2
    print(machine())
    parts: dict[str, list[dict[str, object]]] = {}
    for name in names:
        count = len(tables)
        PARTS[name]()
        parts[name] = tables[count:]
    RECORDS.mkdir(parents=True, exist_ok=True)
    path = RECORDS / time.strftime("%Y-%m-%d-%H%M%S.json")
    record = {"machine": machine(), "parts": parts, "tables": tables}
    path.write_text(json.dumps(record, indent=1), "utf-8")
    print(f"\nRecorded in {path}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
