"""Clicks on the counter per second on one core, against a bare tornado echo.

The server has one core to itself; each connection clicks again when it is answered.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median

from tornado.websocket import websocket_connect

from benchmarks.processes import Running, running
from benchmarks.tables import print_table
from benchmarks.visitors import Visitor
from scripts.jupyter_server import free_port

COUNTER = Path(__file__).parent.parent / "examples/counter/app.py"

CONNECTIONS = 32
SECONDS = 3.0
TURNS = 3

#: Opens a connection; what it returns clicks once and is done when that is answered.
Opener = Callable[[str], Awaitable[Callable[[], Awaitable[None]]]]


async def _open_echo(address: str) -> Callable[[], Awaitable[None]]:
    socket = await websocket_connect(address.replace("http", "ws", 1) + "echo")

    async def click() -> None:
        await socket.write_message("click")
        await socket.read_message()

    return click


async def _open_page(address: str) -> Callable[[], Awaitable[None]]:
    visitor = Visitor(address)
    await visitor.open()
    return visitor.click_through


async def _clicks_for(
    clicks: Sequence[Callable[[], Awaitable[None]]], seconds: float
) -> float:
    """Return how many clicks a second were answered."""
    end = time.perf_counter() + seconds
    count = 0

    async def again_and_again(click: Callable[[], Awaitable[None]]) -> None:
        nonlocal count
        while time.perf_counter() < end:
            await click()
            count += 1

    started = time.perf_counter()
    await asyncio.gather(*(again_and_again(click) for click in clicks))
    return count / (time.perf_counter() - started)


async def _measure(servers: dict[str, tuple[Running, Opener]]) -> None:
    clicks = {
        name: [await opener(server.address) for _ in range(CONNECTIONS)]
        for name, (server, opener) in servers.items()
    }
    rates: dict[str, list[float]] = {name: [] for name in servers}
    worked: dict[str, list[float]] = {name: [] for name in servers}
    for turn in range(TURNS + 1):
        for name, (server, _) in servers.items():
            before = server.cpu()
            started = time.perf_counter()
            rate = await _clicks_for(clicks[name], SECONDS if turn else 1.0)
            cpu = (server.cpu() - before) / (time.perf_counter() - started)
            if turn:
                rates[name].append(rate)
                worked[name].append(cpu / rate)
    floor = median(next(iter(rates.values())))
    print_table(
        f"Clicks on the counter, {CONNECTIONS} connections, a server on one core",
        ("", "per second", "CPU a click (ms)", "rate to the floor"),
        [
            (name, median(found), median(worked[name]) * 1000, median(found) / floor)
            for name, found in rates.items()
        ],
    )


def main() -> None:
    """Print the table of throughput."""
    ports = free_port(), free_port()
    echo = (sys.executable, "-m", "benchmarks.echo_page", str(ports[0]))
    options = (
        f"--port={ports[1]}",
        "--max-rate=1000000",
        "--TempestwebHosting.max_burst=1000000",
    )
    serve = (sys.executable, "-m", "tempestweb.cli", "serve", str(COUNTER), *options)
    with running(echo, ports[0]) as floor, running(serve, ports[1]) as served:
        cores = served.process.cpu_affinity()
        floor.process.cpu_affinity(cores[:1])
        served.process.cpu_affinity(cores[:1])
        asyncio.run(
            _measure(
                {
                    "bare tornado echo": (floor, _open_echo),
                    "tempestweb counter": (served, _open_page),
                }
            )
        )
