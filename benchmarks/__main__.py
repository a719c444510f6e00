"""Run the benchmarks: `python -m benchmarks [PART...]`; all parts by default."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import clicks, load, page, pipeline
from benchmarks.tables import machine

PARTS: dict[str, Callable[[], None]] = {
    "pipeline": pipeline.main,
    "clicks": clicks.main,
    "page": page.main,
    "load": load.main,
}


def main() -> int:
    """Run the parts that the command line names."""
    names = sys.argv[1:] or list(PARTS)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are: {', '.join(PARTS)}")
        return 2
    print(machine())
    for name in names:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
