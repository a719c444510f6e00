"""The sessions of a server: who has one, how long it waits, when it ends."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from tempestweb.app import App
from tempestweb.errors import TempestwebError
from tempestweb.hosting import HostOptions
from tempestweb.protocol import PIECE
from tempestweb.scheduling import thread_scheduler
from tempestweb.server.apps import AppSource
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.loops import Loops, LoopThread
from tempestweb.server.runner import JobQueue, Workers
from tempestweb.server.tokens import Tokens, claimed_session_id, new_session_id

logger = logging.getLogger(__name__)

#: A view that leaves so many patches unacknowledged is sent one mount instead.
_WINDOW = 128


class ServerFullError(TempestwebError):
    """There are as many sessions as the server may have."""

    code = "tempestweb.full"


class TokenRefusedError(TempestwebError):
    """A token is for a session of somebody else, or of another app."""

    code = "client.token"


class HostedSession:
    """One session: its app, its queue, and whether anybody is connected.

    Everything but `start` and `close` is used on the server's loop only.

    Attributes:
        id: What tokens name.
        principal: Whose it is.
        source: The app it was made of.
        token: What its views come back with.
        queue: All that touches the app goes through it.
        app: The app, once it was started.
        connections: How many connections show it.
        since: When the last of them went, or the session was made.
        is_claimed: Whether there ever was one.
    """

    def __init__(
        self,
        source: AppSource,
        principal: str,
        token: str,
        queue: JobQueue,
        loops: Loops,
        now: float,
    ) -> None:
        self.id = claimed_session_id(token)
        self.principal = principal
        self.source = source
        self.token = token
        self.queue = queue
        self.app: App[Any] | None = None
        self.connections = 0
        self.since = now
        self.is_claimed = False
        self._loops = loops
        self._loop_thread: LoopThread | None = None
        self._ending = threading.Lock()
        self._is_over = False

    def start(self, hosting: TempestwebHosting) -> App[Any]:
        """Return the app, made if there was none; runs in the session's queue.

        It is closed already where the session ended while it was made.

        Raises:
            Exception: Whatever the app's file or its `make_state` raises.
        """
        if self.app is None:
            loaded = self.source.get()
            options = HostOptions(
                development=hosting.development,
                token=self.token,
                window=_WINDOW,
                has_address=True,
                async_loop=self._async_loop,
                schedule=self._schedule,
                echoes_output=True,
                max_upload=hosting.max_upload,
                # A message has more in it than the piece.
                piece=min(PIECE, hosting.max_message_size // 2),
            )
            app = App(loaded.new_state(), loaded.view, host=options)
            with self._ending:
                self.app = app
                is_late = self._is_over
            if is_late:
                app.close()
        return self.app

    def close(self) -> None:
        """End the app; done again it changes nothing."""
        with self._ending:
            self._is_over = True
            app = self.app
        if app is not None:
            app.close()
        with self._ending:
            thread, self._loop_thread = self._loop_thread, None
        if thread is not None:
            self._loops.leave(thread)

    def _async_loop(self) -> asyncio.AbstractEventLoop:
        # Always the same one: what an app awaits in two handlers belongs to one loop.
        if self._loop_thread is None:
            self._loop_thread = self._loops.take()
        return self._loop_thread.loop

    def _schedule(
        self, delay: float, callback: Callable[[], None]
    ) -> Callable[[], None]:
        """Call something of the app later, in its queue: it may take its time."""
        return thread_scheduler(delay, lambda: self.queue.put_anyway(callback))


class Sessions:
    """The registry; used on the server's loop only.

    Args:
        hosting: How many there may be, and for how long.
        tokens: Issues and checks their tokens.
        workers: Where they run.
        loops: Where their async handlers run.
        clock: Seconds that never go back.
    """

    def __init__(
        self,
        hosting: TempestwebHosting,
        tokens: Tokens,
        workers: Workers,
        loops: Loops,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hosting = hosting
        self._tokens = tokens
        self._workers = workers
        self._loops = loops
        self._clock = clock
        self._sessions: dict[str, HostedSession] = {}

    def __len__(self) -> int:
        """Count the sessions."""
        return len(self._sessions)

    def __iter__(self) -> Iterator[HostedSession]:
        """Iterate over the sessions as they are now."""
        return iter(list(self._sessions.values()))

    @property
    def is_full(self) -> bool:
        """Whether there is no place for one more."""
        return len(self._sessions) >= self._hosting.max_sessions

    @property
    def connections(self) -> int:
        """How many connections all sessions have."""
        return sum(session.connections for session in self._sessions.values())

    def create(self, source: AppSource, principal: str) -> HostedSession:
        """Make a session; its app is made when it is started.

        Raises:
            ServerFullError: There is no place for it.
        """
        self.expire()
        if self.is_full:
            raise ServerFullError(
                "This server has as many visitors as it can take.",
                "Try again in a few minutes.",
            )
        session_id = new_session_id()
        queue = JobQueue(
            f"session {session_id[:6]} of {source.path.name}",
            self._workers,
            self._hosting.max_queue,
        )
        token = self._tokens.issue(session_id, principal)
        session = HostedSession(
            source, principal, token, queue, self._loops, self._clock()
        )
        self._sessions[session_id] = session
        return session

    def find(
        self, token: str, source: AppSource, principal: str | None
    ) -> HostedSession | None:
        """Return the session that a token is for; None if it is gone.

        Args:
            token: What the client presents.
            source: The app that it asks for.
            principal: Who it is; None for somebody never seen before.

        Raises:
            TokenRefusedError: The session is somebody else's, or another app's.
        """
        session = self._sessions.get(claimed_session_id(token))
        if session is None or principal is None:
            return None
        if not self._tokens.is_valid(token, principal) or session.source is not source:
            raise TokenRefusedError(
                "This page belongs to a session of somebody else.",
                "Open the app anew, from its address.",
            )
        return session

    def of_page(
        self, session_id: str, source: AppSource, principal: str
    ) -> HostedSession | None:
        """Return the session that a page is reloaded of; None if there is none.

        Args:
            session_id: Which one, as the page says.
            source: The app that is asked for.
            principal: Who asks; nobody is given a session of somebody else.
        """
        session = self._sessions.get(session_id)
        if session is None or session.source is not source:
            return None
        if not session.is_claimed or session.principal != principal:
            return None
        # It waits for the page that is made of it as for any other.
        session.since = self._clock()
        return session

    def drop_unused(self, token: str, source: AppSource, principal: str) -> None:
        """End a session that was made for a page and is not wanted by it."""
        session = self._sessions.get(claimed_session_id(token))
        if session is None or session.is_claimed or session.source is not source:
            return
        if self._tokens.is_valid(token, principal):
            self.end(session)

    def attach(self, session: HostedSession) -> None:
        """Count a connection."""
        session.connections += 1
        session.is_claimed = True

    def detach(self, session: HostedSession) -> None:
        """Count a connection that is gone; from the last on, time runs."""
        session.connections -= 1
        session.since = self._clock()

    def expire(self) -> None:
        """End the sessions whose time is up."""
        now = self._clock()
        for session in self:
            ttl = self._hosting.unclaimed_ttl
            if session.is_claimed:
                ttl = self._hosting.session_ttl
            if not session.connections and now - session.since >= ttl:
                self.end(session)

    def end(self, session: HostedSession) -> None:
        """End a session and forget it."""
        self._sessions.pop(session.id, None)
        # Not in its queue: what is stuck there must not keep it.
        self._workers.run(session.close)
