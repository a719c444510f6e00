"""A live app and its clients in one process, and time that only tests move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tempest_core import Theme, ThemeMode, Widget

from tempestweb.driver import Driver
from tempestweb.protocol import Transport
from tempestweb.scenes import Scene
from tempestweb.session import Session, SessionOptions
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.trees import expected

LIGHT = Theme(mode=ThemeMode.LIGHT)


class Connectable(Protocol):
    """An app or a driver."""

    def connect(self, transport: Transport) -> None:
        """Show the session through one more transport."""


def show(
    live: Connectable, view: str = "view-1", /, **environment: Any
) -> tuple[Client, MemoryTransport]:
    """Open one more view, over a transport of its own."""
    client = Client(lambda text: transport.deliver(text), view)
    transport = MemoryTransport(client.take)
    live.connect(transport)
    client.hello(**environment)
    return client, transport


class Rig:
    """A session, its driver, and views of it.

    Args:
        view: Builds the widget tree.
        options: What the host wants.
    """

    def __init__(
        self, view: Callable[[], Widget], options: SessionOptions | None = None
    ) -> None:
        self.view = view
        self.later = Later()
        self.session = Session(self._scene, epoch=7, options=options)
        self.driver = Driver(
            self.session, schedule=self.later.schedule, clock=self.later.clock
        )

    def show(self, view: str = "view-1", **environment: Any) -> Client:
        """Open one more view."""
        client, _ = show(self.driver, view, **environment)
        return client

    def changed(self) -> None:
        """Say that the state changed, in a frame of its own."""
        self.later.advance(1.0)
        self.driver.request_flush()

    def _scene(self) -> Scene:
        return Scene(root=self.view(), overlays=(), theme=LIGHT, dark=False)


class Later:
    """A scheduler and a clock that stand still until told."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, Callable[[], None]]] = []

    def clock(self) -> float:
        """Tell the time, in seconds."""
        return self.now

    def schedule(
        self, delay: float, callback: Callable[[], None]
    ) -> Callable[[], None]:
        """Call a function when the time has come."""
        entry = (self.now + delay, callback)
        self._due.append(entry)

        def cancel() -> None:
            if entry in self._due:
                self._due.remove(entry)

        return cancel

    @property
    def waiting(self) -> int:
        """How many calls are to come."""
        return len(self._due)

    def advance(self, seconds: float) -> None:
        """Let time pass, and make the calls that come due, in order."""
        end = self.now + seconds
        while self._due:
            entry = min(self._due, key=lambda entry: entry[0])
            if entry[0] > end:
                break
            self._due.remove(entry)
            self.now = max(self.now, entry[0])
            entry[1]()
        self.now = max(self.now, end)


def assert_in_step(client: Client, session: Session) -> None:
    """Check that a view shows the session's tree, under the session's node ids."""
    tree = session.tree
    assert client.document is not None
    assert client.root == expected(tree.root)
    elements = list(client.root.walk())
    numbers = [node.id for node in tree.root.walk()]
    shown = client.document.ids
    assert [shown[number] for number in numbers] == elements
    assert all(shown[n] is e for n, e in zip(numbers, elements, strict=True))
    assert set(shown) == set(tree.nodes) == set(numbers)
    assert client.rules >= set(tree.rules())
