from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

from tempestweb import cli

PATIENCE = 30.0


def run(*arguments: str, folder: Path | None = None) -> tuple[int, str, str]:
    """Run the program; return its status and what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", "tempestweb.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_program_is_installed_under_its_name() -> None:
    (script,) = entry_points(group="console_scripts", name="tempestweb")

    assert script.load() is cli.main


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"tempestweb {version('tempestweb')}\n"


def test_it_tells_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0

    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in cli.COMMANDS)


def test_it_tells_what_it_can_do_when_it_is_told_nothing() -> None:
    assert cli.main([]) == 2


def test_every_command_explains_itself() -> None:
    for name in cli.COMMANDS:
        status, told, complaint = run(name, "--help")

        assert (status, complaint) == (0, "")
        assert len(told) > 100


def test_an_unknown_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sevre"]) == 2
    assert "no command 'sevre'" in capsys.readouterr().err


def test_a_missing_package_is_told_with_what_to_install() -> None:
    code = (
        "import sys; sys.modules['tornado'] = None\n"
        "from tempestweb.cli import main; sys.exit(main(['serve', 'app.py']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr == (
        "tempestweb: serve needs the package tornado: "
        "pip install 'tempestweb[server]'\n"
    )


@pytest.mark.parametrize("module", ["tempestweb.cli", "tempestweb.server", "tornado"])
def test_importing_the_package_loads_none_of_it(module: str) -> None:
    code = f"import tempestweb, sys; sys.exit({module!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_asking_for_the_version_loads_no_server() -> None:
    code = (
        "import sys; from tempestweb.cli import main; main(['--version'])\n"
        "sys.exit('tornado' in sys.modules or 'traitlets' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
