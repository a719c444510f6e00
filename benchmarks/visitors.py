"""Visitors without a browser: they get a page and click, as its client would."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

_MOUNT = re.compile(r'id="tempestweb-mount"[^>]*>(.*?)</script>', re.S)


class Visitor:
    """One page that is open."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._n = 0
        self._mount: dict[str, Any] = {}
        self._button = 0
        self._socket: WebSocketClientConnection | None = None
        self._asked = 0.0
        self._answered = asyncio.Event()
        self.late: list[float] = []
        self.failures = 0

    async def open(self) -> None:
        """Get the page and connect as its client would."""
        client = AsyncHTTPClient()
        page = await client.fetch(self._address)
        text = page.body.decode()
        found = _MOUNT.search(text)
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

    async def click_through(self) -> None:
        """Click, and wait for the answer."""
        self._answered.clear()
        await self.click()
        await self._answered.wait()

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
                self._answered.set()
        elif message.get("kind") == "error":
            self.failures += 1

    async def _send(self, kind: str, data: dict[str, Any], **more: str) -> None:
        if self._socket is None:
            raise ValueError("not open")
        content = {"comm_id": "load", **more, "data": data}
        await self._socket.write_message(
            json.dumps({"msg_type": kind, "content": content})
        )
