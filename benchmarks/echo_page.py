"""The floor for a page: a bare tornado server whose WebSocket echoes a count."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

PAGE = Path(__file__).with_name("echo_page.html")


class _Page(RequestHandler):
    def get(self) -> None:
        """Answer with the page."""
        self.finish(PAGE.read_text("utf-8"))


class _Echo(WebSocketHandler):
    count = 0

    def open(self) -> None:
        """Send what comes at once."""
        self.set_nodelay(True)

    def on_message(self, message: str | bytes) -> None:
        """Answer a click."""
        del message
        self.count += 1
        self.write_message(str(self.count))


async def _run(port: int) -> None:
    Application([("/", _Page), ("/echo", _Echo)]).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1])))
