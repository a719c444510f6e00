"""A static host for benchmarks, which counts what it sends."""

from __future__ import annotations

import functools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO


class _Handler(SimpleHTTPRequestHandler):
    """Files may be kept, as those of a static host that was told that they may."""

    def __init__(self, *args: object, sent: Counter[str], folder: Path) -> None:
        self._sent = sent
        super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]  # the server's own

    def end_headers(self) -> None:
        """Let browsers keep everything."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]  # bytes here
        """Send a file, and count it."""
        data = source.read()
        self._sent[self.path.partition("?")[0].lstrip("/")] += len(data)
        outputfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Serve a folder; give its address, and the bytes sent of each file."""
    sent: Counter[str] = Counter()
    handler = functools.partial(_Handler, sent=sent, folder=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()
    server.server_close()
