"""A real IPython kernel without a front end: cells that run, and what they leave."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

SECONDS = 30.0


class CellError(Exception):
    """A cell failed.

    Attributes:
        traceback: What the front end would show.
    """

    def __init__(self, name: str, value: str, traceback: str) -> None:
        super().__init__(f"{name}: {value}")
        self.traceback = traceback


@dataclass(frozen=True, slots=True)
class Kernel:
    """A running kernel."""

    client: BlockingKernelClient

    def run(self, code: str, cell: str = "cell") -> None:
        """Run a cell, as a front end that gives its cells ids.

        Raises:
            CellError: It failed.
        """
        self._execute({"code": code}, cell)

    def value(self, expression: str) -> Any:
        """Return the value of an expression, which must be a literal."""
        content = {"code": "", "silent": True, "user_expressions": {"it": expression}}
        it = self._execute(content, "")["user_expressions"]["it"]
        assert it["status"] == "ok", it
        return ast.literal_eval(it["data"]["text/plain"])

    def _execute(self, content: dict[str, Any], cell: str) -> dict[str, Any]:
        metadata = {"cellId": cell} if cell else {}
        # A failure would else abort what is sent within the next moment.
        content = {"stop_on_error": False, **content}
        message = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(message)
        while True:
            reply = self.client.get_shell_msg(timeout=SECONDS)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                break
        answer: dict[str, Any] = reply["content"]
        if answer["status"] != "ok":
            raise CellError(
                answer["ename"], answer["evalue"], "\n".join(answer["traceback"])
            )
        return answer


@contextmanager
def running(folder: Path) -> Iterator[Kernel]:
    """Run a kernel in a folder while the block runs."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
