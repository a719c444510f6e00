"""`tempestweb serve APP [APP...]`: apps for browsers, from a server of our own."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from traitlets import Bool, Dict, Integer, TraitError, Unicode, default
from traitlets import List as ListTrait
from traitlets.config import Application

from tempestweb.cli import UsageError
from tempestweb.reports import headline
from tempestweb.server.apps import AppSource, find_sources, titles
from tempestweb.server.collecting import collecting_seldom
from tempestweb.server.config import TempestwebHosting
from tempestweb.server.standalone import Address, Server
from tempestweb.server.standalone import run as run_server

#: Read from the folder in which the command is called, if it is there.
CONFIG_NAME: Final = "tempestweb_config"


class ServeApp(Application):
    """Serves apps to browsers; each page gets a session of its own."""

    name = "tempestweb serve"
    description = """Serve apps to browsers.

    APP is a Python file with a `view`, a folder (with an app.py, or with several
    apps), or `package.module:view`. Several get an index page. Which apps there are
    is looked at once, when the server starts. What an app imports is looked for in
    its own folder first."""
    # traitlets takes the indentation away from all lines but the first.
    examples = """tempestweb serve app.py
tempestweb serve examples/ --port=9000
tempestweb serve shop.pages:view --base-url=/shop/ --trust-proxy-headers"""
    option_description = "See --help-all for what else can be configured."
    version = version("tempestweb")
    classes = [TempestwebHosting]  # noqa: RUF012 - as traitlets has it

    ip = Unicode("127.0.0.1", help="The interface to listen on; '' is all.").tag(
        config=True
    )
    port = Integer(8000, min=0, max=65535, help="The port; 0 is any free one.").tag(
        config=True
    )
    base_url = Unicode("/", help="The path of everything.").tag(config=True)
    certfile = Unicode("", help="The file of a TLS certificate (PEM).").tag(config=True)
    keyfile = Unicode("", help="The file of its private key (PEM).").tag(config=True)
    allow_origin = ListTrait(
        Unicode(),
        help="More origins whose pages may talk to the server, such as "
        "https://example.org; '*' is every one. Repeat it for several.",
    ).tag(config=True)
    trust_proxy_headers = Bool(
        False,
        help="Believe X-Forwarded-For, -Proto and -Prefix: only behind a proxy that "
        "sets them.",
    ).tag(config=True)
    allow_empty = Bool(
        False, help="Serve a folder although there is no app in it yet."
    ).tag(config=True)
    open_browser = Bool(False, help="Open a browser on the apps.").tag(config=True)
    config_file = Unicode(
        "",
        help="A configuration file; tempestweb_config.py of the current folder if not "
        "said, where there is one.",
    ).tag(config=True)

    aliases = {  # noqa: RUF012 - as traitlets has it
        "ip": "ServeApp.ip",
        "port": "ServeApp.port",
        "base-url": "ServeApp.base_url",
        "certfile": "ServeApp.certfile",
        "keyfile": "ServeApp.keyfile",
        "allow-origin": "ServeApp.allow_origin",
        "config": "ServeApp.config_file",
        "log-level": "Application.log_level",
        "session-ttl": "TempestwebHosting.session_ttl",
        "max-sessions": "TempestwebHosting.max_sessions",
        "max-message-size": "TempestwebHosting.max_message_size",
        "max-upload": "TempestwebHosting.max_upload",
        "max-rate": "TempestwebHosting.max_rate",
    }
    flags = {  # noqa: RUF012 - as traitlets has it
        "trust-proxy-headers": (
            {"ServeApp": {"trust_proxy_headers": True}},
            "Believe the headers of the proxy in front.",
        ),
        "allow-empty": (
            {"ServeApp": {"allow_empty": True}},
            "Serve a folder although there is no app in it yet.",
        ),
        "browser": ({"ServeApp": {"open_browser": True}}, "Open a browser."),
        "no-browser": ({"ServeApp": {"open_browser": False}}, "Open no browser."),
        "no-pwa": (
            {"TempestwebHosting": {"pwa": False}},
            "Pages that cannot be installed, and show nothing without the server.",
        ),
        "development": (
            {"TempestwebHosting": {"development": True}},
            "Show tracebacks in pages.",
        ),
    }
    logging_config = Dict(help="As in logging.config.dictConfig.").tag(config=True)

    @default("logging_config")
    def _default_logging_config(self) -> dict[str, Any]:
        ours = {"level": "DEBUG", "handlers": ["console"]}
        return {"loggers": {"tempestweb": ours, "tornado": ours}}

    @default("log_format")
    def _default_log_format(self) -> str:
        return "%(levelname)s %(name)s: %(message)s"

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Read the command line.

        Raises:
            UsageError: An option is unknown or has a wrong value.
        """
        words = list(argv or ())
        self._check_names(words)
        try:
            # traitlets would end the process with a message of its own.
            inspect.unwrap(Application.parse_command_line)(self, words)
            self._load_config_file()
        except TraitError as error:
            raise UsageError(_one_line(error), f"See {self.name} --help.") from error

    def address(self) -> Address:
        """Return where to listen.

        Raises:
            UsageError: What is configured does not go together.
        """
        if bool(self.certfile) != bool(self.keyfile):
            raise UsageError("--certfile and --keyfile go together", "Give both.")
        base = f"/{self.base_url.strip('/')}/".replace("//", "/")
        return Address(
            ip=self.ip,
            port=self.port,
            base=base,
            certificate=(self.certfile, self.keyfile) if self.certfile else None,
            allowed_origins=frozenset(self.allow_origin),
            trust_proxy=self.trust_proxy_headers,
        )

    def hosting(self) -> TempestwebHosting:
        """Return what is configured of sessions.

        Raises:
            UsageError: A value is not one that it may have.
        """
        try:
            return TempestwebHosting(parent=self)
        except TraitError as error:
            raise UsageError(_one_line(error), f"See {self.name} --help.") from error

    def sources(self) -> dict[str, AppSource]:
        """Return the apps that the command line names.

        Raises:
            UsageError: It names none.
            AppLoadError: One cannot be loaded.
        """
        if not self.extra_args:
            raise UsageError("no app was named", f"As in: {self.name} app.py")
        return find_sources(self.extra_args, allow_empty=self.allow_empty)

    def serve(self) -> int:
        """Serve until the process is told to end; return the exit status."""
        server = Server(self.sources(), self.address(), self.hosting())
        with collecting_seldom():
            asyncio.run(self.run_on_loop(server))
        return 0

    async def run_on_loop(self, server: Server) -> None:
        """Run the server; what else runs beside it is for subclasses."""
        await run_server(server, lambda: self.announce(server))

    def announce(self, server: Server) -> None:
        """Tell where the apps are."""
        for line in _announcement(server):
            print(line, flush=True)  # noqa: T201 - to a person
        if self.open_browser:
            # Only now: it takes a while to import.
            import webbrowser

            webbrowser.open(server.url)

    def _check_names(self, words: Sequence[str]) -> None:
        known = {"help", "help-all", "version", "h", "V", "debug"}
        known |= set(self.aliases) | set(self.flags)
        for word in words:
            if word == "--":
                return
            name = word.partition("=")[0]
            if name.startswith("-") and name != "-" and "." not in name:
                stripped = name.lstrip("-")
                if stripped not in known and not stripped.isdigit():
                    raise UsageError(
                        f"there is no option {name}", f"See {self.name} --help."
                    )

    def _load_config_file(self) -> None:
        if self.config_file and not Path(self.config_file).is_file():
            raise UsageError(
                f"there is no configuration file {self.config_file}",
                "Give its path, or leave --config out.",
            )
        path = Path(self.config_file or CONFIG_NAME).absolute()
        self.raise_config_file_errors = True
        try:
            inspect.unwrap(Application.load_config_file)(
                self, path.name, path=str(path.parent)
            )
        except TraitError:
            raise
        except Exception as error:
            raise UsageError(
                f"{path.name} fails when it is run: {headline(error)}",
                "Mend the configuration file.",
            ) from error


def run(arguments: Sequence[str]) -> int:
    """Serve; return the exit status."""
    app = ServeApp()
    app.parse_command_line(arguments)
    return app.serve()


def _announcement(server: Server) -> list[str]:
    if "" in server.sources:
        title = server.sources[""].describe().title
        return [f"{title}: {server.url}"]
    count = len(server.sources)
    return [
        f"{count} {'app' if count == 1 else 'apps'}: {server.url}",
        *(
            f"  {description.title}: {server.url}{address}"
            for address, description in titles(server.sources)
        ),
    ]


def _one_line(error: TraitError) -> str:
    # "The 'port' trait of a ServeApp instance expected ..."
    said = re.sub(
        r"(?:The value of t|T)he '(\w+)' trait of an? (\w+) instance",
        r"\2.\1",
        str(error),
    )
    return " ".join(said.split())
