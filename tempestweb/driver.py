"""The driver joins a session to its transports: threads, loops, frames.

Everything that touches a session goes through one lock, so a session may be driven from
a kernel's main thread, from its subshells and from the user's own threads. Handlers of
one session never run at the same time; an async handler gives way to others at its
awaits, as coroutines do.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
import time
from collections.abc import (
    Callable,
    Generator,
    Iterable,
    Mapping,
)
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from tempestweb.actions import Action, Call, Send
from tempestweb.async_handlers import AsyncHandlers
from tempestweb.callers import begin_call, caller, end_call
from tempestweb.dom.node import Listener
from tempestweb.downloads import Content
from tempestweb.errors import (
    APP_RAISES,
    AppError,
    DownloadError,
    HandlerError,
    ProtocolError,
)
from tempestweb.free_calls import FreeCalls
from tempestweb.handlers import call_handler
from tempestweb.jobs import Jobs
from tempestweb.parsing import parse_client_message
from tempestweb.protocol import (
    VERSION,
    Buffers,
    Environment,
    Hello,
    Mount,
    SessionMessage,
    Transport,
    encode,
)
from tempestweb.reports import headline
from tempestweb.routes import Routes
from tempestweb.scheduling import Scheduler, default_scheduler
from tempestweb.session import Session
from tempestweb.snapshots import Snapshot, snapshot_of
from tempestweb.transfers import Answer, Transfers

logger = logging.getLogger(__name__)

#: The least time between two frames that no handler asked for, in seconds.
FRAME: Final = 0.016

#: What is printed waits for so long to be sent together, in seconds.
OUTPUT_FRAME: Final = 0.1


class Driver:
    """Runs one session.

    Args:
        session: What to run.
        schedule: How to call something later; the default suits the platform.
        clock: Seconds that never go back.
        surround: Entered around whatever runs code of the app, such as its theme.
        async_loop: Returns the running loop for async handlers that are called where
            none runs; None: one for all apps of the process.
        transfers: The session's files that are on their way.
    """

    def __init__(
        self,
        session: Session,
        *,
        schedule: Scheduler | None = None,
        clock: Callable[[], float] = time.monotonic,
        surround: Callable[[], AbstractContextManager[None]] = nullcontext,
        async_loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
        transfers: Transfers | None = None,
    ) -> None:
        self.session = session
        self._async_handlers = AsyncHandlers(
            step=self._step, loop=async_loop, finished=self.flush
        )
        self._transfers = transfers or Transfers()
        # The view that was heard of last.
        self._latest = ""
        self._surround = surround
        self.lock = threading.RLock()
        #: Calls that hold up nobody's clock.
        self.free_calls = FreeCalls(self.lock, schedule or default_scheduler())
        self._clock = clock
        self._routes = Routes(self._leave_to_come_back)
        # Of app code that runs under the lock: how deep, and on which thread.
        self._running = 0
        self._running_on: int | None = None
        self._first_step_flushes = False
        self._last_flush = float("-inf")
        self._cancel_trailing: Callable[[], None] | None = None
        self._is_closed = False
        #: Work beside the handlers.
        self.jobs = Jobs(
            lock=self.lock,
            surround=surround,
            in_steps=self._async_handlers.in_steps,
            is_in_app_code=lambda: self._running_on == threading.get_ident(),
            failed=lambda error, name: self._report(error, None, name),
        )

    @property
    def is_closed(self) -> bool:
        """Whether the session was ended."""
        return self._is_closed

    def connect(self, transport: Transport) -> None:
        """Show the session through one more transport."""
        self._routes.add(transport)
        transport.receive(lambda sent, buffers: self._receive(transport, sent, buffers))

    def disconnect(self, transport: Transport) -> None:
        """Forget a transport; its views may come back through another one."""
        with self.lock:
            self._routes.remove(transport)

    def _leave_to_come_back(self, view: str) -> None:
        for gone in self.session.detach(view):
            self._transfers.leave(gone)

    def first_mount(self, view: str, environment: Environment) -> Mount:
        """Mount a view that has no transport yet, for a page that is served with it.

        The page's client resumes that view. Others are brought up to date first.
        """
        hello: Hello = {
            "kind": "hello",
            "view": view,
            "version": VERSION,
            "environment": environment,
        }
        with self.lock:
            actions = self._ask(lambda: self.session.receive(hello))
            self._leave_to_come_back(view)
            self._perform(actions)
        mounts = [
            action.message
            for action in actions
            if isinstance(action, Send) and action.message["kind"] == "mount"
        ]
        return mounts[-1]

    def effect(self, name: str, data: dict[str, Any]) -> None:
        """Have every view do something once."""
        with self.lock:
            self._perform(self.session.effect(name, data))

    def download(self, content: Content) -> None:
        """Give a file to the user whose event is handled, or who did something last.

        Raises:
            DownloadError: There is nobody.
        """
        with self.lock:
            view = caller(self) or self._latest
            if not self.session.knows(view):
                content.source.close()
                raise DownloadError(
                    f"nobody is there to take {content.name}",
                    "Display the app first; its user gets the file in that page.",
                )
            self._answer([self._transfers.offer(view, content)])

    def announce(self, error: BaseException) -> None:
        """Show every view that the app cannot be renewed; what it shows stays."""
        with self.lock:
            self._perform(self.session.announce(error))

    def retract(self) -> None:
        """Take back what was announced: the app was renewed."""
        with self.lock:
            self.session.retract()

    def snapshot(self) -> Snapshot:
        """Take a picture of the current state; nobody needs to look for that."""
        with self.lock:
            if not self._running and not self._is_closed and self.session.is_dirty:
                self._flush()
            error = self.session.view_error
            return snapshot_of(self.session.tree.root, error["title"] if error else "")

    def request_flush(self) -> None:
        """Show a changed state: at once, or when the current frame is over."""
        with self.lock:
            self.session.invalidate()
            if self._running or self._is_closed or not self.session.has_views:
                return
            wait = self._last_flush + FRAME - self._clock()
            if wait <= 0:
                self._flush()
            elif self._cancel_trailing is None:
                self._cancel_trailing = self.free_calls.later(wait, self.flush)

    def flush(self) -> None:
        """Show the current state now, if it was not shown yet."""
        with self.lock:
            if not self._is_closed:
                self._flush_if_due()

    def send_output_soon(self) -> None:
        """Send what the app's code has printed, with what it prints right after it."""
        self.free_calls.later(OUTPUT_FRAME, self._send_output)

    def _send_output(self) -> None:
        if not self._is_closed:
            self._perform(self.session.output())

    def flush_if_free(self) -> None:
        """Do as `flush` does, unless a handler runs on another thread: that will."""
        self.free_calls.now(self.flush)

    def call_later(self, delay: float, callback: Callable[[], None]) -> None:
        """Call a function of the app after some seconds, as a handler would be."""

        def code() -> None:
            with self._surround():
                callback()

        def call() -> None:
            if not self._is_closed:
                self._run(code)

        self.free_calls.later(delay, call)

    def close(self) -> None:
        """End the session: cancel its tasks, close its transports."""
        with self.lock:
            self._is_closed = True
            self._drop_trailing()
            self.jobs.close()
            self._async_handlers.close()
            self._routes.close()
            self._transfers.close()

    def _receive(
        self, transport: Transport, sent: str | Mapping[str, Any], buffers: Buffers
    ) -> None:
        with self.lock:
            if self._is_closed:
                return
            try:
                message = parse_client_message(sent)
            except ProtocolError as error:
                answer = self.session.failure(error, "protocol")
                self._routes.send_through(transport, encode(answer))
                return
            is_hello = message["kind"] == "hello"
            self._routes.lead(message["view"], transport, anew=is_hello)
            match message["kind"]:
                case "offer" | "taken" | "piece" | "drop":
                    if self.session.knows(message["view"]):
                        self._answer(self._transfers.receive(message, buffers))
                case _:
                    self._take_message(message)

    def _take_message(self, message: SessionMessage) -> None:
        view = self._latest = message["view"]
        # Entered once for the handler and the frame after it.
        with self._surround():
            self._perform(self._ask(lambda: self.session.receive(message)))
        if message["kind"] == "hello":
            self._answer(self._transfers.greet(view))
        elif message["kind"] == "bye":
            self._routes.forget(view)
            self._transfers.leave(view)

    def _answer(self, answers: Iterable[Answer]) -> None:
        for message, buffers in answers:
            self._routes.send(message, (message["view"],), buffers)

    def _perform(self, actions: Iterable[Action]) -> None:
        for action in actions:
            match action:
                case Send():
                    self._routes.send(action.message, action.views)
                case Call():
                    self._call(action)

    def _call(self, call: Call) -> None:
        # In the surroundings of the message that it answers.
        self._run(lambda: self._call_handler(call), call.view, call.listener)

    def _call_handler(self, call: Call) -> None:
        token = begin_call(self, call.view)
        try:
            result = call_handler(call.listener, call.event)
            if result is not None and inspect.isawaitable(result):
                self._async_handlers.start(
                    result, lambda error: self._fail(error, call)
                )
                # What it does before its first `await` goes with the acknowledgement.
                self._first_step_flushes = True
        finally:
            end_call(token)

    def _fail(self, error: BaseException, call: Call) -> None:
        with self.lock:
            self._report(error, call.view, call.listener.name)

    def _run(
        self,
        code: Callable[[], None],
        view: str | None = None,
        listener: Listener | None = None,
    ) -> None:
        """Run app code: under the lock, flushed at its end, its failure shown."""
        with self.lock:
            self._enter()
            failure: BaseException | None = None
            try:
                code()
            except APP_RAISES as error:
                failure = error
            finally:
                self._leave()
                if self._first_step_flushes:
                    self._first_step_flushes = False
                else:
                    self._flush_if_due()
            if failure is not None:
                self._report(failure, view, "" if listener is None else listener.name)

    def _report(self, error: BaseException, view: str | None, name: str) -> None:
        if not isinstance(error, AppError):
            wrapped = HandlerError(
                f"{name or 'a callback'} failed: {headline(error)}",
                "The app keeps the state it had when the handler failed.",
            )
            wrapped.__cause__ = error
            error = wrapped
        views = None if view is None else (view,)
        self._perform([Send(self.session.failure(error, "handler", view), views)])

    def _flush_if_due(self) -> None:
        if not self._running and self.session.is_flush_due:
            self._flush()

    def _flush(self) -> None:
        self._drop_trailing()
        try:
            actions = self._ask(self.session.flush)
        finally:
            self._last_flush = self._clock()
        self._perform(actions)

    def _ask(self, render: Callable[[], list[Action]]) -> list[Action]:
        """Let the session render; a view that sets state is not run in its middle."""
        self._enter()
        try:
            return render()
        finally:
            self._leave()

    @contextmanager
    def _step(self) -> Generator[None]:
        """Hold the lock while app code runs, and show what it changed afterwards."""
        with self.lock:
            self._enter()
            try:
                with self._surround():
                    yield
            finally:
                self._leave()
                self._flush_if_due()

    def _enter(self) -> None:
        self._running += 1
        self._running_on = threading.get_ident()

    def _leave(self) -> None:
        self._running -= 1
        if not self._running:
            self._running_on = None

    def _drop_trailing(self) -> None:
        if self._cancel_trailing is not None:
            self._cancel_trailing()
            self._cancel_trailing = None
