"""Many sessions at once: how late answers come, what a session weighs and costs.

`tempestweb serve` in one process, all visitors in another, on the same machine, so both
share its cores. Each visitor gets the page, takes its token from it and resumes over
WebSocket, as the page's client does.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from statistics import quantiles

from tornado.httpclient import AsyncHTTPClient

from benchmarks.processes import Running, running
from benchmarks.tables import print_table
from benchmarks.visitors import Visitor
from scripts.jupyter_server import free_port

COUNTER = Path(__file__).parent.parent / "examples/counter/app.py"

#: How many sessions are open, step by step.
STEPS = (1, 10, 100, 500, 1_000, 2_000)

#: So many of them click, at the most; each once a second, for so many seconds, and
#: longer when all are open.
CLICKING = 500
SECONDS = 8
LONG_SECONDS = 60

#: Then more and more of them click, until the 99th percentile is beyond so many ms.
MORE = (750, 1_000, 1_250, 1_500, 1_750, 2_000)
LATE_MILLISECONDS = 250.0

#: How long the idle ones are watched, in seconds.
IDLE_SECONDS = 4

#: Sessions that are opened and left, and how many of them at a time.
PASSING = 10_000
AT_A_TIME = 20


async def _grow(server: Running) -> None:
    """Open more and more sessions, and look at each step what they cost."""
    AsyncHTTPClient.configure(None, max_clients=50)
    # What the first pages load is no session's weight.
    await _open(server, 20)
    empty = server.memory()
    visitors: list[Visitor] = []
    rows: list[tuple[object, ...]] = []
    for step in STEPS:
        started = time.perf_counter()
        opened = await _open(server, step - len(visitors))
        taken = time.perf_counter() - started
        visitors += opened
        await asyncio.sleep(1)
        weight = (server.memory() - empty) / step
        idle = await _idle(server)
        seconds = LONG_SECONDS if step == STEPS[-1] else SECONDS
        late, failures, cpu = await _click(server, visitors[:CLICKING], seconds)
        cuts = quantiles(late, n=100) if len(late) > 1 else late * 100
        rows.append(
            (
                step,
                len(late),
                failures,
                cuts[49] * 1e3,
                cuts[98] * 1e3,
                cpu / len(late) * 1e3,
                weight,
                idle * 1e3,
                len(opened) / taken,
            )
        )
    print_table(
        f"Open sessions, of which up to {CLICKING} are clicked once a second",
        (
            "sessions",
            "answered",
            "failures",
            "p50 (ms)",
            "p99 (ms)",
            "CPU a click (ms)",
            "KB a session",
            "idle CPU (ms a second)",
            "opened per second",
        ),
        rows,
    )
    await _press(server, visitors)
    for visitor in visitors:
        visitor.close()


async def _press(server: Running, visitors: list[Visitor]) -> None:
    """Let more and more of the open sessions click, until answers come late."""
    rows: list[tuple[object, ...]] = []
    for clicking in MORE:
        late, failures, cpu = await _click(server, visitors[:clicking], SECONDS)
        cuts = quantiles(late, n=100)
        millis = cuts[49] * 1e3, cuts[98] * 1e3
        rows.append((clicking, len(late), failures, *millis, cpu / SECONDS * 100))
        if millis[1] > LATE_MILLISECONDS:
            break
    print_table(
        f"{len(visitors):,} open sessions, of which more and more are clicked once a "
        "second",
        ("clicks a second", "answered", "failures", "p50 (ms)", "p99 (ms)", "CPU (%)"),
        rows,
    )


async def _open(server: Running, count: int) -> list[Visitor]:
    visitors = [Visitor(server.address) for _ in range(count)]
    for first in range(0, count, 25):
        await asyncio.gather(*(v.open() for v in visitors[first : first + 25]))
    return visitors


async def _idle(server: Running) -> float:
    """Return the CPU seconds that the server needs a second when nobody clicks."""
    before = server.cpu()
    await asyncio.sleep(IDLE_SECONDS)
    return (server.cpu() - before) / IDLE_SECONDS


async def _click(
    server: Running, visitors: list[Visitor], seconds: int
) -> tuple[list[float], int, float]:
    """Let each visitor click once a second, spread evenly over the second.

    Returns:
        How late the answers came, how many failed, and the server's CPU seconds.
    """
    for visitor in visitors:
        visitor.late.clear()
    failures = sum(visitor.failures for visitor in visitors)
    before = server.cpu()
    loop = asyncio.get_running_loop()
    start = loop.time()
    total = seconds * len(visitors)
    for number in range(total):
        due = start + number / len(visitors)
        if due > loop.time():
            await asyncio.sleep(due - loop.time())
        await visitors[number % len(visitors)].click()
    cpu = server.cpu() - before
    await asyncio.sleep(1)
    late = [value for visitor in visitors for value in visitor.late]
    missing = total - len(late)
    return late, sum(v.failures for v in visitors) - failures + missing, cpu


async def _pass_by(server: Running) -> None:
    """Open and leave many sessions; look whether their memory is given back."""
    rows: list[tuple[object, ...]] = []
    count = 0
    step = PASSING // 5
    while count < PASSING:
        for _ in range(step // AT_A_TIME):
            for visitor in await _open(server, AT_A_TIME):
                await visitor.click_through()
                visitor.close()
            count += AT_A_TIME
        # Sessions that nobody is connected to end within two ticks of the server.
        await asyncio.sleep(3)
        rows.append((count, server.memory() / 1000))
    print_table(
        "Sessions that were opened, clicked and left: what the server weighs",
        ("sessions", "MB"),
        rows,
    )
    first, last = float(str(rows[0][1])), float(str(rows[-1][1]))
    kept = (last - first) * 1000 / (PASSING - step)
    print(f"\nKept of each session after the first {step:,}: {kept:.2f} KB.")


def _serving(port: int, *options: str) -> tuple[str, ...]:
    serve = (sys.executable, "-m", "tempestweb.cli", "serve", str(COUNTER))
    return (*serve, f"--port={port}", "--max-sessions=20000", *options)


def main() -> None:
    """Print the table of a loaded server."""
    port = free_port()
    with running(_serving(port), port) as server:
        asyncio.run(_grow(server))


def leaks() -> None:
    """Print what is left of many sessions."""
    port = free_port()
    options = ("--session-ttl=0", "--TempestwebHosting.unclaimed_ttl=30")
    with running(_serving(port, *options), port) as server:
        asyncio.run(_pass_by(server))
