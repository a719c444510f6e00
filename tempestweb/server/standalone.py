"""A server of our own: listens, tells where, and goes without losing anything."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import ssl
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Final

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from tempestweb.errors import TempestwebError
from tempestweb.server.application import make_application
from tempestweb.server.apps import AppSource
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.host import Host
from tempestweb.server.security import Origins

logger = logging.getLogger(__name__)

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class ListenError(TempestwebError):
    """The server cannot listen where it was told to."""

    code = "tempestweb.listen"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens.

    Attributes:
        ip: The interface's address or name; "" is all of them.
        port: The port; 0 is any free one.
        base: The path of everything; begins and ends with a slash.
        certificate: The files of a TLS certificate and its key; None is plain HTTP.
        allowed_origins: More origins whose pages may talk to it.
        trust_proxy: Whether `X-Forwarded-*` headers are believed.
    """

    ip: str = "127.0.0.1"
    port: int = 8000
    base: str = "/"
    certificate: tuple[str, str] | None = None
    allowed_origins: frozenset[str] = field(default_factory=frozenset)
    trust_proxy: bool = False


class Server:
    """A running server; make it, `start` it on a loop, `stop` it there.

    Args:
        sources: The apps by name.
        address: Where it listens.
        hosting: What is configured.
    """

    def __init__(
        self,
        sources: MutableMapping[str, AppSource],
        address: Address,
        hosting: TempestwebHosting,
    ) -> None:
        self.sources = sources
        self.host = Host(hosting)
        self._address = address
        self._server: HTTPServer | None = None
        self._ticker: asyncio.Task[None] | None = None
        self.port = address.port

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        scheme = "https" if self._address.certificate else "http"
        ip = self._address.ip
        name = "127.0.0.1" if ip in {"", "0.0.0.0", "::"} else ip
        name = f"[{name}]" if ":" in name else name
        return f"{scheme}://{name}:{self.port}{self._address.base}"

    def start(self) -> None:
        """Listen.

        Raises:
            ListenError: The port is taken, or the certificate is none.
        """
        address = self._address
        try:
            sockets = bind_sockets(address.port, address.ip)
        except (OSError, OverflowError) as error:
            raise _listen_error(address, error) from error
        self.port = sockets[0].getsockname()[1]
        is_local = address.ip in _LOOPBACK and not address.trust_proxy
        application = make_application(
            self.host,
            self.sources,
            base=address.base,
            port=self.port,
            origins=Origins(address.allowed_origins, is_local=is_local),
            trust_proxy=address.trust_proxy,
        )
        self._server = HTTPServer(
            application,
            xheaders=address.trust_proxy,
            ssl_options=_tls(address.certificate),
            max_body_size=self.host.hosting.max_message_size,
            idle_connection_timeout=75.0,
            body_timeout=30.0,
            # Each read of a socket fills a new buffer of so many bytes with zeros; the
            # 64 KB of tornado would be 3 us of every click.
            chunk_size=16 * 1024,
        )
        self._server.add_sockets(sockets)
        ticking = self.host.tick_forever()
        self._ticker = asyncio.get_running_loop().create_task(ticking)

    async def stop(self) -> None:
        """Take no more visitors, finish what was begun, tell pages, end the apps."""
        if self._server is not None:
            self._server.stop()
        await self.host.stop()
        if self._ticker is not None:
            self._ticker.cancel()
        if self._server is not None:
            await self._server.close_all_connections()


async def run(server: Server, ready: Callable[[], None]) -> None:
    """Run a server until the process is told to end (SIGINT, SIGTERM).

    Args:
        server: What to run.
        ready: Called when it listens.

    Raises:
        ListenError: It cannot listen.
    """
    loop = asyncio.get_running_loop()
    is_over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, is_over.set)
        except NotImplementedError:
            # Windows has no such handlers on a loop.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(is_over.set))
    server.start()
    ready()
    await is_over.wait()
    logger.info("shutting down")
    await server.stop()


def _tls(certificate: tuple[str, str] | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(*certificate)
    except (OSError, ssl.SSLError) as error:
        raise ListenError(
            f"the certificate {certificate[0]} cannot be used: {error}",
            "Give --certfile and --keyfile, both PEM files that belong together.",
        ) from error
    return context


def _listen_error(address: Address, error: OSError | OverflowError) -> ListenError:
    place = f"{address.ip or '*'}:{address.port}"
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return ListenError(
            f"port {address.port} on {address.ip or '*'} is in use",
            "Choose another with --port, or --port=0 for any free one.",
        )
    if number == errno.EACCES:
        return ListenError(
            f"this user may not listen on {place}", "Choose a --port from 1024 on."
        )
    return ListenError(f"cannot listen on {place}: {error}", "Look at --ip and --port.")
