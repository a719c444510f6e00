"""What the handlers of one server share."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, Final, Protocol

from tempestweb.errors import AppError, TempestwebError
from tempestweb.problems import problem
from tempestweb.protocol import ErrorMessage, ErrorSource
from tempestweb.server.apps import AppSource
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.health import Metrics
from tempestweb.server.loops import Loops
from tempestweb.server.runner import Workers
from tempestweb.server.sessions import Sessions
from tempestweb.server.statics import StaticFiles
from tempestweb.server.tokens import Tokens

logger = logging.getLogger(__name__)

#: How often sessions are looked after, in seconds.
TICK: Final = 1.0

#: How long a server that shuts down waits for handlers, in seconds.
DRAIN_SECONDS: Final = 5.0

#: How long it waits for pages to take what they are sent last, in seconds.
HANG_UP_SECONDS: Final = 2.0


class Departing(Protocol):
    """A connection, as far as a server that shuts down needs to know it."""

    gone: asyncio.Event

    @property
    def is_over(self) -> bool:
        """Whether it takes no more frames."""

    @property
    def unread(self) -> int:
        """How many characters wait for the page to read them."""

    def stop_taking(self) -> None:
        """Take no more frames."""

    def shut_down(self) -> None:
        """Send what is to be sent, then hang up."""


class Stream(Departing, Protocol):
    """A connection that posts are for."""

    def take(self, frame: str | bytes | Mapping[str, Any]) -> None:
        """Take in a frame."""

    def lose(self) -> None:
        """Take note that the wire is gone."""


class Host:
    """One server's sessions and all that they need.

    Args:
        hosting: What is configured.
        secret: Signs resume tokens; made up if there is none.

    Attributes:
        is_stopping: Whether it takes no more visitors, for it shuts down.
    """

    def __init__(self, hosting: TempestwebHosting, secret: bytes = b"") -> None:
        self.hosting = hosting
        self.workers = Workers(hosting.max_workers)
        self.tokens = Tokens(secret or secrets.token_bytes(32))
        self.loops = Loops(hosting.max_loops)
        self.sessions = Sessions(hosting, self.tokens, self.workers, self.loops)
        self.statics = StaticFiles()
        self.metrics = Metrics(
            sessions=lambda: len(self.sessions),
            connections=lambda: self.sessions.connections,
            workers=lambda: self.workers.count,
        )
        #: What is connected to a session now; each can be told to go.
        self.connections: set[Departing] = set()
        #: Open event streams, by principal, app and comm.
        self.streams: dict[tuple[str, AppSource, str], Stream] = {}
        self.is_stopping = False

    @property
    def is_ready(self) -> bool:
        """Whether a new visitor would be served."""
        return not self.is_stopping and not self.sessions.is_full

    async def tick_forever(self) -> None:
        """Look after the sessions now and then, until cancelled."""
        while True:
            await asyncio.sleep(TICK)
            self.tick()

    async def stop(self) -> None:
        """Take no more visitors, finish what was begun, tell pages, end the apps."""
        self.is_stopping = True
        connections = set(self.connections)
        for connection in connections:
            connection.stop_taking()
        await _all_of(
            (session.queue.call(_nothing) for session in self.sessions), DRAIN_SECONDS
        )
        for connection in connections:
            connection.shut_down()
        await _all_of((each.gone.wait() for each in connections), HANG_UP_SECONDS)
        for session in self.sessions:
            self.sessions.end(session)
        self.loops.stop()

    def tick(self) -> None:
        """End sessions whose time is up; tell of handlers that are stuck."""
        self.sessions.expire()
        limit = self.hosting.stuck_after
        for session in self.sessions:
            stack = session.queue.stuck_stack(limit)
            if stack is not None:
                self._tell_stuck(session.queue.name, stack)
        for stack in self.loops.stuck_stacks(limit):
            self._tell_stuck("an async handler that does not await", stack)

    def _tell_stuck(self, name: str, stack: str) -> None:
        self.metrics.stuck.inc()
        logger.warning(
            "app.handler: %s runs for more than %g s; it is here:\n%s",
            name,
            self.hosting.stuck_after,
            stack.rstrip(),
        )

    def failure(self, error: BaseException, view: str | None = None) -> ErrorMessage:
        """Describe a failure outside of any session for the page, and log it."""
        is_of_app = isinstance(error, AppError) or not isinstance(
            error, TempestwebError
        )
        source: ErrorSource = "view" if is_of_app else "protocol"
        development = self.hosting.development
        return problem(error, source, development=development, view=view)


async def _all_of(
    awaitables: Iterable[Coroutine[Any, Any, object]], seconds: float
) -> None:
    """Wait for all of them, but no longer than that."""
    tasks = [asyncio.ensure_future(each) for each in awaitables]
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()


def _nothing() -> None:
    """Be the job that comes after all others."""
