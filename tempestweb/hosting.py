"""What a host decides about the apps it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tempestweb.protocol import PIECE
from tempestweb.scheduling import Scheduler
from tempestweb.session import SessionOptions
from tempestweb.transfers import MAX_UPLOAD


@dataclass(frozen=True, slots=True)
class HostOptions:
    """How a host wants its apps to run.

    Attributes:
        development: Whether errors carry their traceback to the page.
        token: With it a view may come back to the session; see `SessionOptions`.
        window: The most patches a view may leave unacknowledged; None: no limit.
        schedule: How to call something later; None: what suits the platform.
        has_address: Whether the page's address is the app's, and follows where it
            navigates.
        epoch: The first epoch; 0: a random one. A page that was rendered ahead of its
            session names the epoch of what it shows.
        async_loop: Returns the running loop for async handlers that are called where
            none runs; None: one for all apps of the process.
        echoes_output: Whether what the app prints goes to the process's own streams
            as well as to the page; in production it goes nowhere else.
        max_upload: How many bytes a user may give at once.
        piece: How many bytes of a file one message may carry.
    """

    development: bool = True
    token: str = ""
    window: int | None = None
    schedule: Scheduler | None = None
    has_address: bool = False
    epoch: int = 0
    async_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
    echoes_output: bool = False
    max_upload: int = MAX_UPLOAD
    piece: int = PIECE

    @property
    def session(self) -> SessionOptions:
        """What of it concerns the session."""
        return SessionOptions(
            development=self.development, token=self.token, window=self.window
        )
