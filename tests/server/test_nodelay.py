"""The adapter to jupyter_server's kernel WebSockets; fails when those change."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.websocket import WebSocketHandler

from tempestweb.server.nodelay import send_kernel_messages_at_once


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    original = KernelWebsocketHandler.open
    monkeypatch.setattr(KernelWebsocketHandler, "open", inspect.unwrap(original))
    yield
    monkeypatch.undo()


def test_jupyter_server_opens_kernel_websockets_as_the_adapter_expects() -> None:
    assert inspect.iscoroutinefunction(KernelWebsocketHandler.open)
    assert list(inspect.signature(KernelWebsocketHandler.open).parameters) == [
        "self",
        "kernel_id",
    ]
    assert KernelWebsocketHandler.set_nodelay is WebSocketHandler.set_nodelay


def test_a_kernel_websocket_sends_at_once_and_then_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[object] = []

    async def opened(self: Any, kernel_id: str) -> None:
        del self
        done.append(kernel_id)

    monkeypatch.setattr(KernelWebsocketHandler, "open", opened)

    def set_nodelay(self: Any, value: bool) -> None:
        del self
        done.append(value)

    monkeypatch.setattr(KernelWebsocketHandler, "set_nodelay", set_nodelay)

    assert send_kernel_messages_at_once()
    handler: Any = KernelWebsocketHandler.__new__(KernelWebsocketHandler)
    asyncio.run(handler.open("kernel-1"))

    assert done == [True, "kernel-1"]


def test_it_is_done_once() -> None:
    assert send_kernel_messages_at_once()
    first = KernelWebsocketHandler.open
    assert send_kernel_messages_at_once()

    assert KernelWebsocketHandler.open is first


def test_another_jupyter_server_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def opened(self: Any) -> None:
        del self

    monkeypatch.setattr(KernelWebsocketHandler, "open", opened)

    with caplog.at_level(logging.WARNING):
        assert not send_kernel_messages_at_once()

    assert KernelWebsocketHandler.open is opened  # type: ignore[comparison-overlap]  # patched
    assert "in another way" in caplog.text
