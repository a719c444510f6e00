from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from tempestweb.server.proxy import setup
from tests.server.rig import Visitor
from tests.support.serving import serve_command


def test_the_proxy_finds_how_to_start_the_server() -> None:
    (found,) = entry_points(group="jupyter_serverproxy_servers", name="tempestweb")

    assert found.load() is setup


def test_what_the_proxy_starts_serves_below_its_base(
    tmp_path: Path,
) -> None:
    (tmp_path / "tally.py").write_text(
        "from tempest_core import Text\ndef view(app): return Text(content='here')\n"
    )
    values = {"port": "0", "base_url": "/user/ann/"}
    command = [word.format(**values) for word in setup()["command"]]

    with serve_command(command, folder=tmp_path) as served:
        visitor = Visitor(served.url)
        # The browser is somewhere else, and the proxy passes its host on.
        index = visitor.get(Host="hub.example")
        page = visitor.get("tally/", Host="hub.example")

    assert served.url.endswith("/user/ann/tempestweb/")
    assert index.status == 200
    assert page.mount["base"] == "/user/ann/tempestweb/tally/"


def test_a_folder_without_apps_is_served_all_the_same(tmp_path: Path) -> None:
    values = {"port": "0", "base_url": "/"}
    command = [word.format(**values) for word in setup()["command"]]

    with serve_command(command, folder=tmp_path) as served:
        assert Visitor(served.url).get().status == 200
