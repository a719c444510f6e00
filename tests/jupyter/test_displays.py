"""What handlers display in IPython's shell reaches the output of their app."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import IPython
import pytest

from tempestweb.capture import begin_catching, end_catching
from tempestweb.jupyter.displays import catch_displays
from tempestweb.outlet import Outlet

Message = dict[str, Any]


class Publisher(threading.local):
    """What ipykernel publishes displays with; its hooks are kept by thread."""

    def __init__(self) -> None:
        self.hooks: list[Callable[[Message], Message | None]] = []
        self.sent: list[Message] = []

    def register_hook(self, hook: Callable[[Message], Message | None]) -> None:
        """Have a function see each message before it is sent."""
        self.hooks.append(hook)

    def publish(self, kind: str, **content: Any) -> None:
        """Send a message, unless a hook takes it."""
        message: Message | None = {"msg_type": kind, "content": content}
        for hook in self.hooks:
            if message is not None:
                message = hook(message)
        if message is not None:
            self.sent.append(message)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Publisher:
    made = Publisher()
    shell = SimpleNamespace(display_pub=made)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    return made


def test_what_is_displayed_is_caught_only_where_somebody_catches(
    publisher: Publisher,
) -> None:
    outlet = Outlet(echoes=False)
    catch_displays()
    token = begin_catching(outlet)
    publisher.publish("display_data", data={"text/plain": "mine"}, metadata={})
    publisher.publish("clear_output", wait=False)
    end_catching(token)
    publisher.publish("display_data", data={"text/plain": "a cell's"}, metadata={})

    message = outlet.take()
    assert message is not None
    assert "mine" in message["entries"][0]["html"]
    assert [sent["msg_type"] for sent in publisher.sent] == [
        "clear_output",
        "display_data",
    ]


def test_a_thread_is_looked_after_once(publisher: Publisher) -> None:
    catch_displays()
    catch_displays()
    assert len(publisher.hooks) == 1
    others: list[int] = []

    def run() -> None:
        catch_displays()
        others.append(len(publisher.hooks))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert others == [1]


def test_a_shell_that_publishes_otherwise_is_left_alone(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured = SimpleNamespace(display_pub=object())
    monkeypatch.setattr(IPython, "get_ipython", lambda: captured)
    catch_displays()

    assert publisher.hooks == []
