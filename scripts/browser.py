"""Find a Chromium for the browser tests, or install one.

`python -m scripts.browser` makes sure that there is one and prints its path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM_COMMANDS = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What every Chromium of the tests is started with.

`--no-sandbox` is not among them: Playwright adds it where `needs_no_sandbox` says so.
"""


class BrowserNotFoundError(Exception):
    """There is no Chromium; says how to get one."""


def needs_no_sandbox() -> bool:
    """Tell whether Chromium must run without its sandbox, as it must for root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def find() -> Path:
    """Find the system's Chromium, else the one that Playwright downloaded.

    Raises:
        BrowserNotFoundError: Neither is there.
    """
    for command in SYSTEM_COMMANDS:
        path = shutil.which(command)
        if path is not None:
            return Path(path)
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    if downloaded.is_file():
        return downloaded
    raise BrowserNotFoundError(
        f"no browser for the tests: none of {', '.join(SYSTEM_COMMANDS)} is on PATH, "
        "and Playwright has downloaded none; "
        "`.venv/bin/python -m scripts.browser` installs one"
    )


def ensure() -> Path:
    """Find a Chromium, and install one if there is none.

    Raises:
        BrowserNotFoundError: There is none, and it cannot be installed.
    """
    try:
        return find()
    except BrowserNotFoundError:
        print("No Chromium for the browser tests yet: installing one", file=sys.stderr)
    try:
        install()
    except (OSError, subprocess.CalledProcessError) as error:
        raise BrowserNotFoundError(
            f"Chromium could not be installed: {error}; install it by hand, then retry"
        ) from error
    return find()


def install() -> None:
    """Install Chromium: as root with apt-get where there is one, else by Playwright.

    Raises:
        subprocess.CalledProcessError: No way of installing it succeeded.
    """
    if needs_no_sandbox() and shutil.which("apt-get") is not None:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            _run("apt-get", "update", environment=quiet)
            _run(
                *("apt-get", "install", "--yes", "--no-install-recommends"),
                *("chromium", "fonts-dejavu-core"),
                environment=quiet,
            )
        except subprocess.CalledProcessError as error:
            # Ubuntu's package of that name is a snap, which containers cannot install.
            print(f"{error}; trying Playwright's download", file=sys.stderr)
        else:
            return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def _run(*command: str, environment: Mapping[str, str] | None = None) -> None:
    # Standard output is kept for the path.
    subprocess.run(command, check=True, env=environment, stdout=sys.stderr)


def main() -> int:
    """Run the command line; return the exit status."""
    try:
        print(ensure())
    except BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
