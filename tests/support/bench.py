"""An app with one text and a button, and a transport that notes its threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from tempest_core import Button, Column, Text, Widget

from tempestweb.protocol import Buffers
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.rig import Rig

#: For threads and loops to do what they certainly do; no test waits that long.
SOON = 10.0


class Bench:
    """An app with one text, and a button that runs whatever a test wants.

    Attributes:
        said: What the text says.
    """

    def __init__(self, handler: Callable[..., Any] = lambda: None) -> None:
        self.said = ""
        self.handler = handler
        self.rig = Rig(self.view)
        self.driver = self.rig.driver

    def view(self) -> Widget:
        text = Text(content=self.said, key="text")
        return Column(children=[text, Button(label="go", key="go", on_click=self.run)])

    def run(self) -> Any:
        return self.handler()

    def say(self, text: str) -> None:
        """Change the state as `App.set_state` does."""
        with self.driver.lock:
            self.said = text
            self.driver.request_flush()


class Log(MemoryTransport):
    """A transport that notes on which thread it was used, and tells who waits."""

    def __init__(self, bench: Bench) -> None:
        self.client = Client(lambda text: self.deliver(text))
        super().__init__(self.client.take)
        self.threads: list[str] = []
        self.texts: list[str] = []
        self.arrived = threading.Condition()
        bench.driver.connect(self)
        self.client.hello()

    def send(self, message: str, buffers: Buffers = ()) -> None:
        super().send(message, buffers)
        with self.arrived:
            self.threads.append(threading.current_thread().name)
            self.texts.append(self.client.root.find("text").text)
            self.arrived.notify_all()

    def click(self) -> None:
        self.client.event("go", "click")

    def wait_for(self, text: str) -> None:
        """Wait until a text is shown."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: text in self.texts, SOON), self.texts

    def wait_for_error(self) -> dict[str, Any]:
        """Wait until a failure is told, and return it."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.client.errors, SOON)
        return self.client.errors[0]
