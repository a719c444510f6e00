"""The command line: `tempestweb <command>`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Final, NoReturn, Protocol, cast

from tempestweb.errors import TempestwebError

#: Each command, the module that is it, and what it does.
COMMANDS: Final = {
    "serve": ("tempestweb.cli.serve", "serve apps to browsers"),
    "dev": ("tempestweb.cli.dev", "serve an app and reload it when it is saved"),
    "build": ("tempestweb.cli.build", "make a static page that needs no server"),
    "new": ("tempestweb.cli.new", "begin an app from a template"),
}

#: Other modules for a command, by the `--mode` that it is called with.
MODES: Final = {
    ("dev", "wasm"): "tempestweb.cli.dev_page",
    ("build", "lite"): "tempestweb.cli.build_site",
}

#: The packages that a command may lack, and the extra of this one that brings them.
EXTRAS: Final = {
    "tornado": "server",
    "prometheus_client": "server",
    "packaging": "wasm",
    "platformdirs": "wasm",
}

#: What a command returns that was called in a wrong way.
MISUSE: Final = 2


class Command(Protocol):
    """What the module of a command has."""

    def run(self, arguments: Sequence[str]) -> int:
        """Do it; return the exit status."""


class UsageError(TempestwebError):
    """A command was called in a way that makes no sense."""

    code = "tempestweb.usage"


class Parser(argparse.ArgumentParser):
    """Reads the options of a command, and complains as the program does."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong.

        Raises:
            UsageError: Always.
        """
        raise UsageError(message, f"See {self.prog} --help.")

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace | None:
        """Read a command line; return None if it only asked for help."""
        try:
            return self.parse_args(list(arguments))
        except SystemExit:
            return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; return its exit status.

    Whatever a person can mend is told in one line on stderr, with status 2.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else "--help"
    if name in {"--version", "-V"}:
        print(f"tempestweb {version('tempestweb')}")  # noqa: T201 - what was asked for
        return 0
    if name in {"--help", "-h", "help"}:
        print(usage())  # noqa: T201 - what was asked for
        return 0 if words else MISUSE
    if name not in COMMANDS:
        return complain(f"there is no command {name!r}; see tempestweb --help")
    try:
        module = MODES.get((name, _mode(words)), COMMANDS[name][0])
        command = cast("Command", import_module(module))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        extra = EXTRAS.get(package)
        if extra is None:
            raise
        return complain(
            f"{name} needs the package {package}: pip install 'tempestweb[{extra}]'"
        )
    try:
        return command.run(words[1:])
    except TempestwebError as error:
        title = error.title.rstrip(".")
        return complain(" ".join(f"{title}. {error.hint}".split()))
    except KeyboardInterrupt:
        return 130


def _mode(words: Sequence[str]) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--mode":
            return following
        if word.startswith("--mode="):
            return word.partition("=")[2]
    return ""


def complain(text: str) -> int:
    """Tell what is wrong, in one line; return the exit status for it."""
    print(f"tempestweb: {text}", file=sys.stderr)  # noqa: T201 - to a person
    return MISUSE


def usage() -> str:
    """Return what the program can do."""
    lines = [f"  {name:8}{text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join(
        [
            "usage: tempestweb <command> [options]",
            "",
            *lines,
            "",
            "tempestweb <command> --help tells more; tempestweb --version the version.",
        ]
    )
