"""Many sessions at once: how late answers come, and what a session weighs.

`tempestweb serve` in one process, all visitors in another, on the same machine, so both
share its cores. Each visitor gets the page, takes its token from it and resumes over
WebSocket, as the page's client does.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.tables import print_table
from scripts.jupyter_server import free_port

COUNTER = Path(__file__).parent.parent / "examples/counter/app.py"
MOUNT = re.compile(r'id="tempestweb-mount"[^>]*>(.*?)</script>', re.S)

#: Visitors that click, of all that are there; each once a second.
SESSIONS = 2_000
CLICKING = 500
SECONDS = 60
STEPS = (500, 1_000, 1_500, 2_000)


class Visitor:
    """One page that is open."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._n = 0
        self._mount: dict[str, Any] = {}
        self._button = 0
        self._socket: WebSocketClientConnection | None = None
        self._asked = 0.0
        self.late: list[float] = []
        self.failures = 0

    async def open(self) -> None:
        """Get the page and connect as its client would."""
        client = AsyncHTTPClient()
        page = await client.fetch(self._address)
        text = page.body.decode()
        found = MOUNT.search(text)
        if found is None:
            raise ValueError("the page holds no mount")
        self._mount = json.loads(found[1])
        # The third from the end of the counter's elements is no guess: document order.
        self._button = self._mount["runs"][0][1]
        cookies = page.headers.get_list("Set-Cookie")
        cookie = "; ".join(value.split(";")[0] for value in cookies)
        url = self._address.replace("http", "ws", 1) + "comm"
        request = HTTPRequest(
            url, headers={"Cookie": cookie, "Origin": self._address.rstrip("/")}
        )
        self._socket = await websocket_connect(request, on_message_callback=self._take)
        hello = {name: self._mount[name] for name in ("view", "epoch", "seq", "token")}
        await self._send(
            "comm_open",
            {"kind": "hello", "version": 1, "environment": {}, **hello},
            target_name="tempestweb",
        )

    async def click(self) -> None:
        """Click the last button of the page."""
        self._n += 1
        self._asked = time.perf_counter()
        data = {"id": self._button, "type": "click", "payload": {}}
        names = ("view", "epoch", "seq")
        event = {"kind": "event", "n": self._n, "data": data}
        event |= {name: self._mount[name] for name in names}
        await self._send("comm_msg", event)

    def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            self._socket.close()

    def _take(self, frame: str | bytes | None) -> None:
        if frame is None:
            self.failures += 1
            return
        message = json.loads(frame)["content"].get("data", {})
        if message.get("kind") == "patches":
            self._mount["seq"] = message["seq"]
            if message["ack"].get(self._mount["view"]) == self._n and self._asked:
                self.late.append(time.perf_counter() - self._asked)
                self._asked = 0.0
        elif message.get("kind") == "error":
            self.failures += 1

    async def _send(self, kind: str, data: dict[str, Any], **more: str) -> None:
        if self._socket is None:
            raise ValueError("not open")
        content = {"comm_id": "load", **more, "data": data}
        await self._socket.write_message(
            json.dumps({"msg_type": kind, "content": content})
        )


async def _measure(address: str, pid: int) -> None:
    AsyncHTTPClient.configure(None, max_clients=50)
    before = _memory(pid)
    visitors = [Visitor(address) for _ in range(SESSIONS)]
    started = time.perf_counter()
    for first in range(0, SESSIONS, 25):
        await asyncio.gather(*(v.open() for v in visitors[first : first + 25]))
    opened = time.perf_counter() - started
    await asyncio.sleep(5)
    weight = (_memory(pid) - before) / SESSIONS
    rows: list[tuple[int, int, float, float, int]] = []
    for clicking in (CLICKING, *STEPS):
        late, failures = await _click(visitors[:clicking], SECONDS if not rows else 15)
        cuts = quantiles(late, n=100)
        rows.append((clicking, len(late), cuts[49] * 1e3, cuts[98] * 1e3, failures))
    print_table(
        f"{SESSIONS:,} open sessions, some clicked once a second (ms)",
        ("clicking", "answers", "p50", "p99", "failures"),
        rows,
    )
    print(
        f"\nMemory per idle session: {weight:.1f} KB. "
        f"Pages opened and resumed: {SESSIONS / opened:.0f} a second."
    )
    for visitor in visitors:
        visitor.close()


async def _click(visitors: list[Visitor], seconds: int) -> tuple[list[float], int]:
    """Let each visitor click once a second, spread evenly over the second."""
    for visitor in visitors:
        visitor.late.clear()
    failures = sum(visitor.failures for visitor in visitors)
    start = asyncio.get_running_loop().time()
    loop = asyncio.get_running_loop()
    total = seconds * len(visitors)
    for number in range(total):
        due = start + number / len(visitors)
        if due > loop.time():
            await asyncio.sleep(due - loop.time())
        await visitors[number % len(visitors)].click()
    await asyncio.sleep(3)
    late = [value for visitor in visitors for value in visitor.late]
    missing = total - len(late)
    return late, sum(v.failures for v in visitors) - failures + missing


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return float(found[1]) if found else 0.0


async def _serve_and_measure() -> None:
    port = free_port()
    command = (
        *(sys.executable, "-m", "tempestweb.cli", "serve", str(COUNTER)),
        *(f"--port={port}", "--max-sessions=5000"),
    )
    address = f"http://127.0.0.1:{port}/"
    server = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                await AsyncHTTPClient().fetch(f"{address}healthz")
                break
            except OSError:
                await asyncio.sleep(0.05)
        # What the first page loads is no session's weight.
        first = Visitor(address)
        await first.open()
        first.close()
        await _measure(address, server.pid)
    finally:
        server.terminate()
        await server.wait()


def main() -> None:
    """Print the table of a loaded server."""
    asyncio.run(_serve_and_measure())
