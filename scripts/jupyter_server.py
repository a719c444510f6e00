"""A Jupyter server of our own: JupyterLab and Notebook 7, apart from the user's set-up.

The demo and the browser tests use it. Its configuration, data, kernels' files and
workspaces live in a temporary folder, so it behaves alike on every machine.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import quote

FrontEnd = Literal["lab", "notebook"]

PAGES: Mapping[FrontEnd, tuple[str, str]] = {
    # JupyterLab would else restore the tabs of the page before.
    "lab": ("/lab/tree/", "&reset"),
    "notebook": ("/notebooks/", ""),
}
"""What comes before a notebook's path, and what after the token."""

START_SECONDS = 60.0
"""How long a server may take to listen; a cold disk needs about ten."""

STOP_SECONDS = 20.0
"""How long a server may take to end its kernels and itself."""

PROBE_SECONDS = 0.05
"""How often a starting server is asked whether it listens."""

NO_NEWS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
}
"""JupyterLab settings that keep it from asking about news and looking for updates."""

SERVER_CONFIGURATION = {
    "LabApp": {
        "news_url": None,
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
    }
}

LAB_EXTENSION = Path(__file__).resolve().parent.parent / "tempestweb" / "labextension"

PAGE_CONFIGURATION = {"buildAvailable": False, "buildCheck": False}
"""Keeps JupyterLab from asking Node.js whether it should be built anew."""


class JupyterServerError(Exception):
    """The server did not start; carries its log."""


class JupyterServer:
    """A running server; made by `serve`."""

    def __init__(
        self, process: subprocess.Popen[str], *, port: int, token: str
    ) -> None:
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.log: list[str] = []
        self._process = process
        self._token = token
        self._has_ended = threading.Event()
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The operating system's number for the server's process."""
        return self._process.pid

    def url(self, path: str, front_end: FrontEnd = "lab") -> str:
        """Return the address at which a front end opens a notebook.

        Args:
            path: The notebook's path below the server's folder, with `/`.
            front_end: Which of the two opens it.
        """
        page, end = PAGES[front_end]
        return f"{self.address}{page}{quote(path)}?token={self._token}{end}"

    def request(self, path: str, method: str = "GET") -> Any:
        """Call Jupyter's REST API; return the decoded answer, None if it is empty."""
        request = urllib.request.Request(
            self.address + path,
            method=method,
            headers={"Authorization": f"token {self._token}"},
        )
        with urllib.request.urlopen(request, timeout=STOP_SECONDS) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def wait_until_listening(self) -> None:
        """Wait for the port to be open.

        Raises:
            JupyterServerError: The server ended, or is too slow.
        """
        deadline = time.monotonic() + START_SECONDS
        # Its log says that it runs some time before it listens.
        while not self._has_ended.wait(PROBE_SECONDS) and time.monotonic() < deadline:
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
        raise JupyterServerError("Jupyter did not start:\n" + "".join(self.log))

    def wait(self) -> int:
        """Wait for the server to end by itself; return its exit status."""
        return self._process.wait()

    def stop(self) -> None:
        """End the server, which ends its kernels."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(STOP_SECONDS)

    def _read_log(self) -> None:
        stream = self._process.stdout
        if stream is None:
            raise TypeError("the server's process must be started with a pipe")
        with stream:
            for line in stream:
                self.log.append(line)
        self._has_ended.set()


@contextlib.contextmanager
def serve(
    folder: Path,
    *,
    port: int | None = None,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    arguments: Sequence[str] = (),
) -> Iterator[JupyterServer]:
    """Run a server on 127.0.0.1 while the block runs.

    Args:
        folder: What its file browser shows; notebooks are addressed below it.
        port: A free port; any free one if None.
        settings: JupyterLab settings by plug-in, over `NO_NEWS`. Notebook 7 reads
            them too.
        arguments: More arguments for `jupyter lab`.

    Raises:
        JupyterServerError: It did not start.
    """
    port = free_port() if port is None else port
    token = secrets.token_hex(16)
    with TemporaryDirectory(
        prefix="tempestweb-jupyter-", ignore_cleanup_errors=True
    ) as home:
        environment = _isolated(Path(home), {**NO_NEWS, **(settings or {})})
        command = [
            *(sys.executable, "-m", "jupyter", "lab", "--no-browser"),
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}",
            f"--IdentityProvider.token={token}",
            *(["--allow-root"] if _is_root() else []),
            *arguments,
        ]
        # A session of its own: Ctrl+C in a terminal reaches only the program that
        # holds this block, which then ends the server.
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        server = JupyterServer(process, port=port, token=token)
        try:
            server.wait_until_listening()
            yield server
        finally:
            server.stop()


def free_port(preferred: int = 0) -> int:
    """Return a port of 127.0.0.1 that was free just now: `preferred` if it was."""
    with socket.socket() as candidate:
        try:
            candidate.bind(("127.0.0.1", preferred))
        except OSError:
            candidate.bind(("127.0.0.1", 0))
        port: int = candidate.getsockname()[1]
    return port


def _isolated(home: Path, settings: Mapping[str, Any]) -> dict[str, str]:
    configuration = home / "config"
    (configuration / "labconfig").mkdir(parents=True)
    for name, content in (
        ("jupyter_server_config.json", SERVER_CONFIGURATION),
        ("labconfig/default_setting_overrides.json", settings),
        ("labconfig/page_config.json", PAGE_CONFIGURATION),
    ):
        (configuration / name).write_text(json.dumps(content), encoding="utf-8")
    extensions = home / "data" / "labextensions"
    extensions.mkdir(parents=True)
    # As it is now: an editable installation has a copy of when it was made.
    (extensions / "tempestweb").symlink_to(LAB_EXTENSION, target_is_directory=True)
    folders = {
        "JUPYTER_CONFIG_DIR": configuration,
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    environment = os.environ | {name: str(folder) for name, folder in folders.items()}
    # Else what is installed in a virtual environment goes before that folder of data.
    return environment | {"JUPYTER_PREFER_ENV_PATH": "0"}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
