"""The extension in a real Jupyter server, as installing the package enables it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import websocket

from scripts.jupyter_server import JupyterServer, serve
from tempestweb.server.extension import FileApps
from tests.server.rig import COUNTER, Tab, Visitor, WriteApp
from tests.server.test_stream import Stream

FILE = "tempestweb/files/apps/tally.py/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("jupyter")
    (root / "apps").mkdir()
    (root / "apps" / "tally.py").write_bytes(COUNTER.read_bytes())
    (root / "apps" / "script.py").write_text("raise SystemExit('it was run')")
    (root / ".hidden").mkdir()
    (root / ".hidden" / "app.py").write_bytes(COUNTER.read_bytes())
    (root.parent / "outside.py").write_bytes(COUNTER.read_bytes())
    return root


@pytest.fixture(scope="module")
def jupyter(root: Path) -> Iterator[JupyterServer]:
    apps = [f"--TempestwebExtension.apps={COUNTER}"]
    with serve(root, arguments=[*apps, "--ServerApp.base_url=/base/"]) as server:
        yield server


@pytest.fixture
def stranger(jupyter: JupyterServer) -> Iterator[Visitor]:
    visitor = Visitor(f"{jupyter.address}/base/")
    yield visitor
    visitor.leave()


@pytest.fixture
def user(jupyter: JupyterServer, stranger: Visitor) -> Visitor:
    """Somebody who has logged in, and whom a cookie tells."""
    (token,) = parse_qs(urlsplit(jupyter.url("x")).query)["token"]
    assert stranger.get(f"lab?token={token}").status == 200
    return stranger


def test_the_list_of_apps_has_those_that_are_configured(user: Visitor) -> None:
    index = user.get("tempestweb/")

    assert index.status == 200
    assert '<a href="counter/">Counter</a>' in index.text


@pytest.mark.parametrize("path", ["tempestweb/counter/", FILE])
def test_an_app_runs(user: Visitor, path: str) -> None:
    tab = user.open(path, path)
    tab.click("up")

    assert tab.verdicts == ["resumed"]
    assert tab.text("count") == "Count: 1"


def test_an_app_runs_without_websockets(user: Visitor) -> None:
    class JupyterStream(Stream):
        path = property(lambda self: f"/base/{FILE}sse?comm_id={self.comm_id}")

    stream = JupyterStream(user)
    stream.adopt(user.get(FILE))
    stream.connect()
    unsigned = stream.post("[]")
    signed = {"X-XSRFToken": user.cookies["_xsrf"].strip('"')}
    hello = {"kind": "hello", "view": stream.view, "version": 1, "environment": {}}
    place = {"token": stream.token, "epoch": stream.epoch, "seq": stream.seq}
    posted = stream.post(f"[{stream.frame(json.dumps(hello | place))}]", signed)
    stream.wait(lambda: stream.verdicts)
    stream.cut()

    assert unsigned.status == 403
    assert posted.status == 204
    assert stream.verdicts == ["resumed"]


def test_a_reloaded_page_keeps_its_state(user: Visitor) -> None:
    tab = user.open(FILE, FILE)
    tab.click("up")
    tab.cut()
    again = Tab(user, f"{FILE}comm")
    again.token = tab.token
    again.join()

    assert again.verdicts == ["same"]
    assert again.text("count") == "Count: 1"


def test_the_client_s_files_are_served(user: Visitor) -> None:
    file = user.get("tempestweb/_tempestweb/static/page.js")

    assert file.status == 200
    assert file.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["tempestweb/", "tempestweb/counter/", FILE, "tempestweb/no/such/thing"],
)
def test_a_stranger_is_asked_to_log_in(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status == 302
    assert answer.headers["Location"].startswith("/base/login?next=")


@pytest.mark.parametrize("path", ["tempestweb/counter/comm", f"{FILE}comm"])
def test_a_stranger_gets_no_websocket(stranger: Visitor, path: str) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        stranger.socket(path)

    assert refused.value.status_code == 403


def test_a_stranger_neither_listens_nor_posts(stranger: Visitor) -> None:
    listening = stranger.get(f"{FILE}sse?comm_id=comm-1")
    posting = stranger.request("POST", f"/base/{FILE}sse?comm_id=comm-1", body="[]")

    assert (listening.status, posting.status) == (403, 403)


def test_another_origin_gets_no_websocket(user: Visitor) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        user.socket(f"{FILE}comm", origin="http://evil.example")

    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "apps/script.py",
        "apps/none.py",
        ".hidden/app.py",
        "..%2foutside.py",
        "%2e%2e/outside.py",
        "apps",
    ],
)
def test_what_is_no_app_of_the_user_s_is_not_run(user: Visitor, path: str) -> None:
    assert user.get(f"tempestweb/files/{path}/").status == 404


def test_a_changed_file_is_what_a_new_page_shows(user: Visitor, root: Path) -> None:
    file = root / "apps" / "changing.py"
    file.write_bytes(COUNTER.read_bytes())
    tab = user.open(
        "tempestweb/files/apps/changing.py/", "tempestweb/files/apps/changing.py/"
    )
    tab.click("up")
    file.write_text(file.read_text().replace("Count: ", "Tally is "))
    fresh = user.get("tempestweb/files/apps/changing.py/")
    tab.click("up")

    assert "Tally is 0" in fresh.html
    assert tab.text("count") == "Count: 2"


def test_an_app_that_fails_is_told_to_its_author(user: Visitor, root: Path) -> None:
    (root / "apps" / "broken.py").write_text("def view(app): ...\n1 / 0\n")

    page = user.get("tempestweb/files/apps/broken.py/")

    assert page.status == 500
    assert "broken.py fails when it is run: ZeroDivisionError" in page.text


def test_links_that_lead_out_of_the_folder_are_not_followed(
    write_app: WriteApp, tmp_path: Path
) -> None:
    outside = write_app("def view(app): ...", "outside/app.py")
    inside = write_app("def view(app): ...", "root/app.py")
    (tmp_path / "root" / "link.py").symlink_to(outside)
    apps = FileApps(tmp_path / "root")

    assert apps.find("link.py") is None
    assert apps.find("app.py") is apps.find("app.py")
    found = apps.find("app.py")
    assert found is not None
    assert found.path == inside
    assert apps.find("\0.py") is None


def test_hidden_files_are_found_where_they_may_be(write_app: WriteApp) -> None:
    app = write_app("def view(app): ...", ".config/app.py")
    root = app.parent.parent

    assert FileApps(root).find(".config/app.py") is None
    assert FileApps(root, allow_hidden=True).find(".config/app.py") is not None
