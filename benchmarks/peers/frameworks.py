"""How each framework serves the two apps."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from benchmarks.peers.environments import FOLDER, environment, version

APPS: Final = Path(__file__).parent / "apps"
COUNTER: Final = APPS.parent.parent.parent / "examples/counter/app.py"

Kind = Literal["counter", "rows"]


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start a server.

    Attributes:
        command: What is run.
        folder: Where.
        environment: What it finds in its environment beside everything else.
    """

    command: Sequence[str]
    folder: Path = APPS
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Framework:
    """One contender.

    Attributes:
        name: What the tables call it.
        requirements: What its environment holds; nothing: it is this project.
        package: Whose version the tables name.
        launch: How it serves one of the apps, from its folder of commands, on a port.
    """

    name: str
    requirements: Sequence[str]
    package: str
    launch: Callable[[Path, Kind, int], Launch]

    def commands(self) -> Path:
        """Return the folder of its commands.

        Raises:
            NotInstalledError: It cannot be had here.
        """
        if not self.requirements:
            return Path(sys.executable).parent
        return environment(self.name.lower().replace(" ", "-"), self.requirements)

    def title(self) -> str:
        """Return its name and version."""
        return f"{self.name} {version(self.commands(), self.package)}"


def _ours(rows: str) -> Callable[[Path, Kind, int], Launch]:
    def launch(commands: Path, kind: Kind, port: int) -> Launch:
        file = COUNTER if kind == "counter" else APPS / rows
        command = (str(commands / "python"), "-m", "tempestweb.cli", "serve")
        return Launch((*command, str(file), f"--port={port}"))

    return launch


def _same_name(commands: Path, kind: Kind, port: int) -> Launch:
    """Let its own command make the server, as its users would."""
    project = FOLDER / "same-name-apps" / kind
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    shutil.copyfile(
        COUNTER if kind == "counter" else APPS / "rows.py", project / "app.py"
    )
    (project / "tempestweb.toml").write_text("", "utf-8")
    build = (str(commands / "tempestweb"), "build", "--mode", "server", "--path", ".")
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    uvicorn = (str(commands / "python"), "-m", "uvicorn", "server:app")
    return Launch(
        (*uvicorn, f"--port={port}", "--no-access-log"), project / "dist/server"
    )


def _nicegui(commands: Path, kind: Kind, port: int) -> Launch:
    return Launch((str(commands / "python"), f"nicegui_{kind}.py", str(port)))


def _solara(commands: Path, kind: Kind, port: int) -> Launch:
    command = (str(commands / "solara"), "run", f"solara_{kind}.py", f"--port={port}")
    return Launch((*command, "--host=127.0.0.1", "--production", "--no-open"))


def _panel(commands: Path, kind: Kind, port: int) -> Launch:
    command = (str(commands / "panel"), "serve", f"panel_{kind}.py", f"--port={port}")
    return Launch((*command, "--address=127.0.0.1"))


def _streamlit(commands: Path, kind: Kind, port: int) -> Launch:
    command = (str(commands / "streamlit"), "run", f"streamlit_{kind}.py")
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    return Launch((*command, *(f"--{name}={value}" for name, value in options.items())))


OURS: Final = Framework("this project", (), "tempestweb", _ours("rows.py"))
OURS_EACH: Final = Framework(
    "this project, each", (), "tempestweb", _ours("rows_each.py")
)
SAME_NAME: Final = Framework(
    "same name",
    ("tempestweb[server,cli]", "tempest-core==0.23.0"),
    "tempestweb",
    _same_name,
)

#: The newest one whose page needs no other host: its scripts come as a package, too.
_SOLARA: Final = tuple(
    f"{package}==1.58.2"
    for package in ("solara", "solara-ui", "solara-server", "solara-assets")
)

FRAMEWORKS: Final = (
    OURS,
    OURS_EACH,
    SAME_NAME,
    Framework("NiceGUI", ("nicegui",), "nicegui", _nicegui),
    Framework("Solara", _SOLARA, "solara", _solara),
    Framework("Panel", ("panel",), "panel", _panel),
    Framework("Streamlit", ("streamlit",), "streamlit", _streamlit),
)
