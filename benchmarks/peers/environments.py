"""An environment of its own for each peer, under `build/peers`; made once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent.parent / "build/peers"

#: How long the installation of one may take, in seconds.
INSTALL_SECONDS: Final = 300


class NotInstalledError(Exception):
    """A peer cannot be had here; says why in one line."""


def environment(name: str, requirements: Sequence[str]) -> Path:
    """Return the folder of a peer's commands; install it where that was not done yet.

    Args:
        name: What the environment is called.
        requirements: What it holds; others make it anew.

    Raises:
        NotInstalledError: pip failed, or took too long.
    """
    folder = FOLDER / name
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = folder / "installed.txt"
    wanted = "\n".join(requirements)
    if done.is_file() and done.read_text("utf-8") == wanted:
        return commands
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder)
    python = commands / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    try:
        result = subprocess.run(
            [*pip, "--disable-pip-version-check", *requirements],
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"not installed in {INSTALL_SECONDS} s") from error
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if "ERROR" in line]
        raise NotInstalledError(lines[-1] if lines else result.stderr[-200:])
    done.write_text(wanted, "utf-8")
    return commands


def version(commands: Path, package: str) -> str:
    """Return which version of a package an environment holds."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    asked = subprocess.run(
        [commands / "python", "-c", code], capture_output=True, text=True, check=True
    )
    return asked.stdout.strip()
