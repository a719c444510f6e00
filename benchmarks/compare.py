"""Compare two records of benchmarks: `python -m benchmarks.compare [OLD NEW]`.

Without names it takes the two newest. Lists every figure that got worse by more than a
fifth; ends with 1 if there is any. Figures of two runs differ by what else the machine
did, so columns of ratios, which have their floor in the same run, say more than times.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.__main__ import RECORDS

#: Worse by more than this is worth a look.
TOLERANCE = 1.2

#: What the first cell of a row, or these columns, say is not a figure.
_SETTINGS = frozenset({"clicks", "rows", "sessions", "wanted, at most"})

#: Here more is better.
_MORE_IS_BETTER = frozenset(
    {"per second", "answered", "opened per second", "rate to the floor"}
)

Figures = dict[tuple[str, str, str], float]


def figures(record: dict[str, Any]) -> Figures:
    """List the figures of a record by table, row and column."""
    return dict(_figures(record))


def _figures(record: dict[str, Any]) -> Iterator[tuple[tuple[str, str, str], float]]:
    for table in record["tables"]:
        for row in table["rows"]:
            for column, value in zip(table["header"][1:], row[1:], strict=True):
                if isinstance(value, int | float) and column not in _SETTINGS:
                    yield (table["title"], str(row[0]), column), float(value)


def slower(old: Figures, new: Figures) -> list[tuple[str, str, str, float, float]]:
    """List what got worse by more than a fifth: table, row, column, before, now."""
    worse = []
    for place, before in old.items():
        now = new.get(place)
        if now is None or before <= 0 or now <= 0:
            continue
        ratio = before / now if place[2] in _MORE_IS_BETTER else now / before
        if ratio > TOLERANCE:
            worse.append((*place, before, now))
    return worse


def main() -> int:
    """Print what got slower."""
    names = sys.argv[1:]
    if not names:
        names = [str(path) for path in sorted(RECORDS.glob("*.json"))[-2:]]
    if len(names) != 2:
        print("two records are needed: python -m benchmarks.compare OLD.json NEW.json")
        return 2
    try:
        old, new = (json.loads(Path(name).read_text("utf-8")) for name in names)
        before, now = figures(old), figures(new)
    except (OSError, ValueError, KeyError) as error:
        print(f"not a record of benchmarks: {error}")
        return 2
    if old["machine"] != new["machine"]:
        print(f"Not the same machine:\n  {old['machine']}\n  {new['machine']}")
    missing = [place for place in before if place not in now]
    for title, row, column in missing:
        print(f"gone: {title}: {row}, {column}")
    worse = slower(before, now)
    for title, row, column, was, is_ in worse:
        print(f"slower: {title}: {row}, {column}: {was:.3f} to {is_:.3f}")
    if not worse:
        print(f"nothing got worse by more than {TOLERANCE - 1:.0%}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
