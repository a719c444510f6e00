"""A real server in a thread, and visitors that come to it over real sockets."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import secrets
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar
from urllib.parse import urlsplit

import websocket

from tempestweb.server.apps import find_sources
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.standalone import Address, Server
from tests.support.reference import Client, Document

T = TypeVar("T")

#: The deadline of everything that is waited for, in seconds. Shorter than the time
#: between two pings, which would else count as something that came.
PATIENCE = 15.0

COUNTER = Path("examples/counter/app.py").resolve()


class WriteApp(Protocol):
    """Writes an app file."""

    def __call__(self, source: str, name: str = "made.py", docstring: str = "") -> Path:
        """Write it; return where it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def mount(self) -> dict[str, Any]:
        """What a page tells its client."""
        begin = '<script type="application/json" id="tempestweb-mount">'
        found = re.search(f"{begin}(.*?)</script>", self.text, re.DOTALL)
        assert found is not None, self.text
        mount: dict[str, Any] = json.loads(found.group(1))
        return mount

    @property
    def html(self) -> str:
        """What a page shows of the app."""
        found = re.search(
            r'<div class="tempestweb" data-tw-state="connecting">(.*)</div>\n<script',
            self.text,
        )
        assert found is not None, self.text
        return found.group(1)


class Visitor:
    """Somebody with a browser: keeps cookies, opens pages.

    Args:
        url: Where the server is.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.root = parts.path or "/"
        self.origin = f"http://{parts.netloc}"
        self.cookies: dict[str, str] = {}
        self._sockets: list[websocket.WebSocket] = []

    def get(self, path: str = "", **headers: str) -> Answer:
        """Get a path below the server's base."""
        return self.request("GET", self.root + path, headers=headers)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make a request as a browser would, without following redirects."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            named = {k.replace("_", "-"): v for k, v in (headers or {}).items()}
            connection.request(
                method, path, body=body, headers=self._cookie_header() | named
            )
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        self.take_cookies(answer.headers)
        return answer

    def take_cookies(self, headers: http.client.HTTPMessage) -> None:
        """Keep what an answer sets."""
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.coded_value

    def socket(
        self, path: str = "comm", *, origin: str | None = None, **options: Any
    ) -> websocket.WebSocket:
        """Open a WebSocket at a path below the server's base."""
        socket = websocket.create_connection(
            f"ws://{self.host}:{self.port}{self.root}{path}",
            timeout=PATIENCE,
            origin=origin or self.origin,
            cookie="; ".join(f"{k}={v}" for k, v in self.cookies.items()) or None,
            **options,
        )
        self._sockets.append(socket)
        for line in _header_list(socket, "set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.coded_value
        return socket

    def leave(self) -> None:
        """Close all that is open, without a word."""
        for socket in self._sockets:
            drop(socket)

    def open(self, path: str = "", app: str = "") -> Tab:
        """Open a page and let its client resume what it shows.

        Args:
            path: The page's path below the server's base.
            app: The app's part of it, with a slash at its end.
        """
        answer = self.get(path)
        assert answer.status == 200, answer.text
        tab = Tab(self, f"{app}comm")
        tab.adopt(answer)
        tab.connect()
        tab.hello_again()
        return tab

    def _cookie_header(self) -> dict[str, str]:
        if not self.cookies:
            return {}
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}


class Tab(Client):
    """One page with its client, connected over a WebSocket or not.

    Args:
        visitor: Whose page it is.
        comm: The path of its endpoint.
        view: Its view's id.
    """

    def __init__(
        self, visitor: Visitor, comm: str = "comm", view: str | None = None
    ) -> None:
        super().__init__(self._send_message, view or secrets.token_hex(6))
        self.visitor = visitor
        self.token: str | None = None
        self.verdicts: list[str] = []
        self.is_ended = False
        self._path = comm
        self._wire: websocket.WebSocket | None = None
        self.comm_id = ""
        self._is_open = False

    @property
    def wire(self) -> websocket.WebSocket:
        """The WebSocket."""
        assert self._wire is not None
        return self._wire

    def adopt(self, page: Answer) -> None:
        """Take over what a page shows."""
        mount = page.mount
        self.view, self.token = mount["view"], mount["token"]
        self.epoch, self.seq = mount["epoch"], mount["seq"]
        self.document = Document(page.html, mount["runs"])
        self.rules.update(mount["css"])

    def connect(self, **options: Any) -> Self:
        """Open a WebSocket; nothing is said yet."""
        self._wire = self.visitor.socket(self._path, **options)
        self.begin_comm()
        return self

    def begin_comm(self) -> None:
        """Have the next frame open a new comm."""
        self.comm_id = secrets.token_hex(6)
        self._is_open = False

    def send_raw(self, data: bytes) -> None:
        """Send bytes that need not be a frame."""
        assert self.wire.sock is not None
        self.wire.sock.sendall(data)

    def cut(self) -> None:
        """Lose the connection without a word."""
        drop(self.wire)

    def hello_again(self, **environment: Any) -> None:
        """Introduce the view with its token, and with its place if it shows a tree."""
        place = {"epoch": self.epoch, "seq": self.seq} if self.document else {}
        token = {"token": self.token} if self.token else {}
        self.tell("hello", version=1, environment=environment, **token, **place)
        count = len(self.verdicts)
        self.wait(lambda: len(self.verdicts) > count)

    def join(self) -> Self:
        """Connect and introduce the view, with its token if it has one."""
        self.connect()
        self.hello_again()
        return self

    def click(self, key: str) -> None:
        """Click, and wait for the answer."""
        self.event(key, "click", x=1, y=1)
        self.idle()

    def idle(self) -> None:
        """Wait until every event is taken in."""
        self.wait(lambda: self.acked >= self.n and not self.waits_for_mount)

    def text(self, key: str) -> str:
        """Return what the element with a key says."""
        return self.root.find(key).all_text

    def wait(self, condition: Callable[[], object]) -> None:
        """Take in frames until something is so."""
        while not condition():
            self.read()

    def read(self) -> None:
        """Take in one frame."""
        frame = json.loads(self.wire.recv())
        assert frame["content"]["comm_id"] == self.comm_id
        if frame["msg_type"] == "comm_close":
            self.is_ended = True
        else:
            self.take(frame["content"]["data"])

    def close_code(self) -> int:
        """Take in frames until the server hangs up; return why it did."""
        while True:
            opcode, data = self.wire.recv_data()
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(data[:2], "big")
            frame = json.loads(data)
            if frame["msg_type"] == "comm_msg":
                self.take(frame["content"]["data"])
            else:
                self.is_ended = True

    def _send_message(self, text: str) -> None:
        # Without a connection it is lost, as on a bad one.
        if self.wire.connected:
            self.wire.send(self.frame(text))

    def frame(self, text: str) -> str:
        """Put a message into the frame that is due."""
        kind = "comm_msg" if self._is_open else "comm_open"
        content = {"comm_id": self.comm_id, "data": json.loads(text)}
        if not self._is_open:
            content["target_name"] = "tempestweb"
        self._is_open = True
        return json.dumps({"msg_type": kind, "content": content})

    def _take_mount(self, message: dict[str, Any]) -> None:
        self.verdicts.append(message["verdict"])
        self.token = message.get("token", self.token)
        if message["verdict"] == "refused":
            return
        if message["verdict"] == "resumed":
            # Nothing but what was missed: the rest is as in a mount.
            assert self.document is not None
            self.seq = message["seq"]
            self._acknowledge(message["ack"])
            for event in list(self._pending):
                self.tell("event", **event)
            return
        super()._take_mount(message)


class Running:
    """A server that runs on a loop in a thread of its own.

    Args:
        server: What runs.
        loop: Where.
    """

    def __init__(self, server: Server, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self.host = server.host
        self._loop = loop
        self._visitors: list[Visitor] = []

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url

    def visitor(self) -> Visitor:
        """Return somebody new."""
        visitor = Visitor(self.url)
        self._visitors.append(visitor)
        return visitor

    def leave(self) -> None:
        """Let all visitors go."""
        for visitor in self._visitors:
            visitor.leave()

    def do(self, function: Callable[[], T]) -> T:
        """Call a function on the server's loop."""

        async def call() -> T:
            return function()

        return self.wait(call())

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the server's loop."""
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(PATIENCE)

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so that the server's loop brings about."""

        async def poll() -> None:
            while not condition():  # noqa: ASYNC110 - of all that may bring it about
                await asyncio.sleep(0)

        self.wait(asyncio.wait_for(poll(), PATIENCE))


@contextmanager
def running(
    *apps: Path | str, address: Address | None = None, **hosting: Any
) -> Iterator[Running]:
    """Run a server of apps; `hosting` is what is configured."""
    sources = find_sources(map(str, apps or (COUNTER,)))
    server = Server(sources, address or Address(port=0), TempestwebHosting(**hosting))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="server")
    thread.start()
    live = Running(server, loop)
    try:
        live.do(server.start)
        yield live
    finally:
        live.leave()
        live.wait(server.stop())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


def drop(socket: websocket.WebSocket) -> None:
    """Lose a connection without a word."""
    socket.shutdown()  # type: ignore[no-untyped-call]  # it has no annotations


def _header_list(socket: websocket.WebSocket, name: str) -> list[str]:
    headers = socket.getheaders() or {}
    value = headers.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
