"""Timing and printing, the same way in every benchmark."""

from __future__ import annotations

import gc
import os
import platform
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median


def machine() -> str:
    """Describe what the figures were measured on."""
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("tempestweb", "tempest-core", "pydantic")
    )
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, "
        f"Python {platform.python_version()}, {packages}"
    )


def milliseconds(call: Callable[[], object], seconds: float = 0.5) -> float:
    """Return the median time of a call, garbage collection aside.

    Args:
        call: What to time; each call must be worth the same.
        seconds: About how long to go on, after one call to warm up.
    """
    call()
    times: list[float] = []
    gc.collect()
    gc.disable()
    try:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 3:
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
    finally:
        gc.enable()
    return median(times) * 1000


#: Every table printed so far, for the record of the run.
tables: list[dict[str, object]] = []


def print_table(
    title: str, header: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Print a Markdown table, and note it for the record; numbers are right-aligned."""
    tables.append(
        {"title": title, "header": list(header), "rows": [list(row) for row in rows]}
    )
    print(f"\n### {title}\n\n{markdown(header, rows)}")


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a table in Markdown."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [
        max(len(header[i]), *(len(row[i]) for row in cells)) for i in range(len(header))
    ]
    head = " | ".join(h.ljust(w) for h, w in zip(header, widths, strict=True))
    line = "|".join("-" * (w + 1) + ":" for w in widths)
    body = [
        " | ".join(c.rjust(w) for c, w in zip(r, widths, strict=True)) for r in cells
    ]
    return "\n".join([f"| {head} |", f"|{line}|", *(f"| {text} |" for text in body)])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
