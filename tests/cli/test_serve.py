from __future__ import annotations

import re
import socket
import ssl
import urllib.request
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.server.rig import COUNTER, Visitor
from tests.support.serving import serve

#: A certificate for this machine, which signs itself, and its key.
TLS = Path("tests/fixtures/tls").resolve()

APP = "from tempest_core import Text\ndef view(app): return Text(content='here')\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "no app was named"),
        (["nowhere.py"], "there is no app file nowhere.py"),
        (["nowhere/app.py"], "there is no app file nowhere/app.py"),
        (["no_such:view"], "the module no_such cannot be imported"),
        (["app.py", "--port=many"], r": ServeApp\.port .* int, .*'many'\. See"),
        (["app.py", "--port=70000"], r"ServeApp\.port .* 65535"),
        (["app.py", "--port=-1"], r"ServeApp\.port .* 0"),
        (["app.py", "--session-ttl=long"], r"Hosting\.session_ttl"),
        (["app.py", "--max-sessions=0"], r": TempestwebHosting\.max_sessions"),
        (["app.py", "--prot=1"], "no option --prot"),
        (["app.py", "--certfile=a.pem"], "--certfile and --keyfile go together"),
        (
            ["app.py", "--certfile=a.pem", "--keyfile=b.pem", "--port=0"],
            "certificate a.pem cannot be used",
        ),
        (["app.py", "--config=none.py"], "no configuration file none.py"),
        (["app.py", "--ip=999.1.1.1"], "cannot listen on 999.1.1.1:8000"),
        (["syntax.py"], "syntax.py, line 2 is not Python"),
        (["raising.py"], r"raising.py fails when it is run: ZeroDivisionError"),
        (["broken.module:view"], "No module named 'broken'\\. Name it"),
        (["viewless.py"], "viewless.py has no function `view`"),
        (["empty"], "there is no app in the folder empty"),
        (["app.py", "other/app.py", "third/other.py"], "two apps are called other"),
        (["app.py", "app.py"], "app.py is named twice"),
    ],
)
def test_what_a_user_can_mend_is_one_line_and_status_2(
    tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    files = {
        "app.py": APP,
        "other/app.py": APP,
        "third/other.py": APP,
        "syntax.py": "x = 1\ndef view(app:\n",
        "raising.py": "1 / 0\n",
        "viewless.py": "x = 1\n",
        "empty/readme.txt": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    status, told, wrong = run("serve", *arguments, folder=tmp_path)

    assert (status, told) == (2, "")
    assert len(wrong.splitlines()) == 1, wrong
    assert wrong.startswith("tempestweb: ")
    assert re.search(complaint, wrong), wrong


def test_a_port_that_is_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, wrong = run("serve", str(COUNTER), f"--port={port}")

    assert status == 2
    assert wrong == (
        f"tempestweb: port {port} on 127.0.0.1 is in use. "
        "Choose another with --port, or --port=0 for any free one.\n"
    )


def test_several_apps_are_listed_when_the_server_starts(tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text(APP)
    with serve(COUNTER, tmp_path / "hello.py") as served:
        assert served.announced == f"2 apps: {served.url}"
        served.wait_for_log(f"  Counter: {served.url}counter/")
        served.wait_for_log(f"  Hello: {served.url}hello/")


def test_a_configuration_file_is_read_where_the_server_starts(tmp_path: Path) -> None:
    (tmp_path / "tempestweb_config.py").write_text(
        "c = get_config()\n"
        "c.ServeApp.base_url = 'deep'\n"
        "c.TempestwebHosting.max_sessions = 1\n"
    )
    with serve(COUNTER, folder=tmp_path) as served:
        visitor = Visitor(served.url)
        statuses = [visitor.get().status, visitor.get().status]

    assert served.url.endswith("/deep/")
    assert statuses == [200, 503]


def test_the_command_line_comes_before_the_configuration_file(tmp_path: Path) -> None:
    config = tmp_path / "mine.py"
    config.write_text("c = get_config()\nc.ServeApp.base_url = '/file/'\n")
    with serve(COUNTER, f"--config={config}", "--base-url=/line") as served:
        assert served.url.endswith("/line/")


def test_a_configuration_file_that_fails_is_told(tmp_path: Path) -> None:
    config = tmp_path / "mine.py"
    config.write_text("1 / 0\n")
    status, _, wrong = run("serve", str(COUNTER), f"--config={config}")

    assert status == 2
    assert len(wrong.splitlines()) == 1, wrong
    assert "mine.py" in wrong


def test_the_app_runs_over_tls() -> None:
    certificate = TLS / "certificate.pem"
    pair = (f"--certfile={certificate}", f"--keyfile={TLS / 'key.pem'}")
    context = ssl.create_default_context(cafile=certificate)
    with (
        serve(COUNTER, *pair) as served,
        urllib.request.urlopen(served.url, context=context) as answer,
    ):
        headers = answer.headers

    assert served.url.startswith("https://")
    assert "Secure" in headers["Set-Cookie"]
    assert "wss://" in headers["Content-Security-Policy"]
