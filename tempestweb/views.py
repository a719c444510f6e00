"""What a session knows of the places where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tempestweb.protocol import ACK_EVERY

#: So many views that nothing reaches are remembered: most tabs that were closed never
#: come back, and a session may live for weeks.
MOST_GONE: Final = 32


@dataclass(slots=True)
class View:
    """One place where a session is shown.

    Attributes:
        n: The last event taken in.
        acked: The last `seq` it is known to have applied.
        stopped_at: The last `seq` it was sent before it was left behind; None while it
            keeps up.
        is_connected: Whether anything reaches it.
    """

    n: int = 0
    acked: int = 0
    stopped_at: int | None = None
    is_connected: bool = False


class Views:
    """The views of one session, by id.

    Args:
        window: So many patches a view may leave unacknowledged; beyond, it is left
            behind until it has caught up. None: no limit.
        come_back: Whether a view that lost its connection is remembered.
    """

    def __init__(self, window: int | None, *, come_back: bool) -> None:
        self._window = window
        self._come_back = come_back
        self._views: dict[str, View] = {}
        self._acks: dict[str, int] = {}

    @property
    def is_any_connected(self) -> bool:
        """Whether anybody looks."""
        return any(view.is_connected for view in self._views.values())

    @property
    def has_acks(self) -> bool:
        """Whether some event's acknowledgement was not sent yet."""
        return bool(self._acks)

    def __len__(self) -> int:
        """Count the views, connected or not."""
        return len(self._views)

    def get(self, name: str) -> View | None:
        """Return a view that is known."""
        return self._views.get(name)

    def add(self, name: str) -> View:
        """Return a view, made if it was not known, with nothing left to acknowledge."""
        self._acks.pop(name, None)
        return self._views.setdefault(name, View())

    def connect(self, name: str, seq: int) -> None:
        """Note that a view is reached, and shows what it was sent up to `seq`."""
        view = self._views[name]
        view.is_connected, view.stopped_at, view.acked = True, None, seq

    def detach(self, name: str) -> list[str]:
        """Note that nothing reaches a view any more.

        Returns:
            The views that are forgotten for it: itself where none comes back, and
            those that have been gone longest where too many are.
        """
        view = self._views.pop(name, None)
        if view is None:
            return []
        view.is_connected = False
        # Last: those that are gone stand in the order in which they went.
        self._views[name] = view
        gone = [each for each, view in self._views.items() if not view.is_connected]
        forgotten = gone[:-MOST_GONE] if self._come_back else [name]
        for each in forgotten:
            self.remove(each)
        return forgotten

    def remove(self, name: str) -> None:
        """Forget a view."""
        self._views.pop(name, None)
        self._acks.pop(name, None)

    def take_in(self, name: str, n: int) -> None:
        """Note that an event was taken in, to be acknowledged with the next patches."""
        self._views[name].n = self._acks[name] = n

    def take_acks(self) -> dict[str, int]:
        """Return what is to be acknowledged, by view."""
        acks, self._acks = self._acks, {}
        return acks

    @property
    def applied(self) -> int:
        """The last `seq` that every view is known to have applied."""
        return min([view.acked for view in self._views.values()], default=0)

    def apply(self, name: str, seq: int) -> bool:
        """Note what a view has applied; tell whether it has just caught up."""
        view = self._views.get(name)
        if view is None:
            return False
        view.acked = max(view.acked, seq)
        # It need not acknowledge the very last ones.
        return view.stopped_at is not None and seq + ACK_EVERY > view.stopped_at

    def reached(self, seq: int) -> tuple[str, ...] | None:
        """Name the views that are sent the patches of `seq`; None: all there are.

        A view that would exceed its window is left behind here.
        """
        names: list[str] = []
        for name, view in self._views.items():
            if self._window is not None and seq - view.acked > self._window:
                view.stopped_at = (
                    seq - 1 if view.stopped_at is None else view.stopped_at
                )
            if view.is_connected and view.stopped_at is None:
                names.append(name)
        return None if len(names) == len(self._views) else tuple(names)
