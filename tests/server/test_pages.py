from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no annotations
import pytest

from tempestweb.server.standalone import Address
from tests.server.rig import COUNTER, Running, Visitor, WriteApp, running

LIMIT = 30_000
"""All that the counter's page loads, in bytes."""


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


def test_the_page_shows_the_app_before_any_script_runs(visitor: Visitor) -> None:
    page = visitor.get()

    assert page.status == 200
    assert "Count: 0" in page.html
    assert "<noscript>" in page.text


def test_the_page_is_called_what_the_app_says(write_app: WriteApp) -> None:
    app = write_app(
        'TITLE = "Tom & Co"\ndef view(app): return Text(content="")',
        docstring="A <shop>.\n\nMore.",
    )
    with running(app) as server:
        page = server.visitor().get()

    assert "<title>Tom &amp; Co</title>" in page.text
    assert '<meta name="description" content="A &lt;shop&gt;.">' in page.text


def test_an_app_without_a_title_is_called_by_its_folder(visitor: Visitor) -> None:
    assert "<title>Counter</title>" in visitor.get().text


def test_the_page_tells_its_client_all_it_needs(visitor: Visitor) -> None:
    mount = visitor.get().mount

    assert set(mount) == {
        *("view", "epoch", "seq", "runs", "ack", "token", "css"),
        *("comm", "sse", "base", "isFormer", "sessionCookie", "schemeCookie"),
        "pwa",
    }
    assert (mount["comm"], mount["sse"], mount["base"]) == ("/comm", "/sse", "/")


def test_what_an_app_says_cannot_end_the_page_s_script(write_app: WriteApp) -> None:
    app = write_app(
        "def view(app):\n"
        "    family = '</style></script><script>alert(1)</script>'\n"
        "    style = Style(font_family=family)\n"
        "    return Text(content='</div></script><b>', style=style)"
    )
    with running(app) as server:
        page = server.visitor().get()

    assert page.status == 200
    assert "<script>alert" not in page.text
    # The base sheet, the app's rules, those for the dark.
    assert page.text.count("</style>") == 3
    assert page.text.count("</script>") == 3
    assert page.mount["css"]


def test_a_visitor_who_comes_again_is_sent_a_link_to_the_sheet(
    visitor: Visitor,
) -> None:
    pages = [visitor.get().text for _ in range(2)]

    assert [page.count('rel="stylesheet"') for page in pages] == [0, 1]
    assert [page.count("<style") for page in pages] == [3, 2]


def test_the_counter_loads_in_three_requests_and_few_bytes(visitor: Visitor) -> None:
    page = visitor.get(Accept_Encoding="gzip")
    text = gzip.decompress(page.body).decode()
    links = re.findall(r'(?:href|src)="(/[^"]+)"', text)
    files = [visitor.request("GET", link, headers=GZIP) for link in links]

    # The WebSocket is the fourth; the sheet is in the page.
    assert len(links) == 2
    assert all(file.status == 200 for file in files)
    assert len(page.body) + sum(len(file.body) for file in files) < LIMIT


GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("deflate", None, bytes),
    ],
)
def test_a_page_comes_in_the_best_encoding_that_is_accepted(
    visitor: Visitor,
    accepted: str,
    encoding: str | None,
    decode: Callable[[bytes], bytes],
) -> None:
    page = visitor.get(Accept_Encoding=accepted)

    assert page.headers["Content-Encoding"] == encoding
    assert decode(page.body).lower().startswith(b"<!doctype html>")


def test_a_page_allows_no_script_but_the_server_s_own(visitor: Visitor) -> None:
    page = visitor.get()
    policy = page.headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == "'self'"
    nonce = re.search(r"'nonce-([^']+)'", directives["style-src"])
    assert nonce is not None
    assert f'<style nonce="{nonce.group(1)}">' in page.text
    assert "unsafe-inline" not in directives["style-src"]


def test_no_two_pages_have_one_nonce(visitor: Visitor) -> None:
    policies = [visitor.get().headers["Content-Security-Policy"] for _ in range(2)]

    assert policies[0] != policies[1]


def test_a_page_is_neither_sniffed_nor_kept_nor_told_of(visitor: Visitor) -> None:
    headers = visitor.get().headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


def test_the_visitor_s_cookie_is_out_of_reach_of_scripts(visitor: Visitor) -> None:
    cookie = visitor.get().headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_every_address_below_the_app_is_the_same_page(write_app: WriteApp) -> None:
    app = write_app("def view(app): return Text(content=app.nav.top.name)")
    with running(app) as server:
        page = server.visitor().get("shop/item?id=3")

    assert page.status == 200
    assert "/shop/item" in page.html
    assert page.mount["base"] == "/"


def test_what_browsers_ask_for_by_themselves_makes_no_session(
    server: Running, visitor: Visitor
) -> None:
    answers = [
        visitor.get("favicon.ico"),
        visitor.get("picture.png", Sec_Fetch_Dest="image"),
        visitor.request("HEAD", "/favicon.ico"),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404]
    assert len(server.host.sessions) == 0


def test_head_answers_without_a_session(server: Running, visitor: Visitor) -> None:
    assert visitor.request("HEAD", "/").status == 200
    assert len(server.host.sessions) == 0


def test_several_apps_have_an_index_and_an_address_each(write_app: WriteApp) -> None:
    other = write_app(
        'def view(app): return Text(content="hello")', docstring="Says hello."
    )
    with running(COUNTER, other) as server:
        visitor = server.visitor()
        index = visitor.get()
        hello = visitor.get("made/")
        count = visitor.get("counter/deep/er")
        bare = visitor.get("made?x=1")
        missing = visitor.get("nothing/")

    assert '<a href="made/">Made</a><p>Says hello.</p>' in index.text
    assert "hello" in hello.html
    assert count.mount["comm"] == "/counter/comm"
    assert (bare.status, bare.headers["Location"]) == (302, "/made/?x=1")
    assert missing.status == 404
    assert "There is no such page" in missing.text


def test_everything_is_below_the_base_url() -> None:
    with running(address=Address(port=0, base="/deep/down/")) as server:
        visitor = server.visitor()
        visitor.get()
        page = visitor.get()
        bare = visitor.request("GET", "/deep/down")
        outside = visitor.request("GET", "/")
        tab = visitor.open()
        tab.click("up")

    assert page.mount["base"] == "/deep/down/"
    assert 'href="/deep/down/_tempestweb/static/base.css?v=' in page.text
    assert bare.headers["Location"] == "/deep/down/"
    assert outside.status == 404
    assert tab.text("count") == "Count: 1"


@pytest.mark.parametrize("header", ["X-Forwarded-Prefix", "X-Forwarded-Context"])
def test_a_trusted_proxy_says_what_it_took_off_the_path(header: str) -> None:
    with running(address=Address(port=0, trust_proxy=True)) as server:
        page = server.visitor().request("GET", "/", headers={header: "/user/a/proxy/1"})

    assert page.mount["comm"] == "/user/a/proxy/1/comm"
    assert 'src="/user/a/proxy/1/_tempestweb/static/page.js' in page.text


@pytest.mark.parametrize("prefix", ["//evil.example", "https://evil.example", "/a b"])
def test_a_prefix_that_is_no_path_is_not_believed(prefix: str) -> None:
    with running(address=Address(port=0, trust_proxy=True)) as server:
        page = server.visitor().get(X_Forwarded_Prefix=prefix)

    assert page.mount["comm"] == "/comm"


def test_nobody_else_says_where_the_server_is(visitor: Visitor) -> None:
    assert visitor.get(X_Forwarded_Prefix="/elsewhere").mount["comm"] == "/comm"


def test_an_app_that_cannot_be_loaded_costs_a_page_only(
    write_app: WriteApp, tmp_path: Path
) -> None:
    write_app("def view(app): return Text(content='hello')")
    write_app("def view(app): return\nx = 1 / 0", "broken.py")
    with running(tmp_path) as server:
        broken = server.visitor().get("broken/")
        good = server.visitor().get("made/")

    assert broken.status == 500
    assert "The server's log has it under" in broken.text
    assert "ZeroDivisionError" not in broken.text
    assert good.status == 200


def test_in_development_the_page_says_what_is_wrong(write_app: WriteApp) -> None:
    app = write_app(
        "def make_state(): return 1 / 0\ndef view(app): return Text(content='')"
    )
    with running(app, development=True) as server:
        page = server.visitor().get()

    assert page.status == 500
    assert "division by zero" in page.text
    assert "made.py" in page.text


def test_a_failed_start_leaves_no_session(write_app: WriteApp) -> None:
    app = write_app(
        "def make_state(): return 1 / 0\ndef view(app): return Text(content='')"
    )
    with running(app) as server:
        server.visitor().get()

        assert len(server.host.sessions) == 0


DARK = "prefers-color-scheme:dark"


def test_a_page_of_unknown_scheme_has_the_colours_of_both(visitor: Visitor) -> None:
    page = visitor.get()
    scene = re.search(r'class="tw-scene (tw-\w+)"', page.html)

    assert scene is not None
    assert f"@media ({DARK}){{.{scene.group(1)}{{color-scheme:dark" in page.text
    assert page.headers["Accept-CH"] == "Sec-CH-Prefers-Color-Scheme"
    assert "Sec-CH-Prefers-Color-Scheme" in page.headers["Vary"]


@pytest.mark.parametrize(("scheme", "is_dark"), [("dark", True), ("light", False)])
@pytest.mark.parametrize("teller", ["hint", "cookie"])
def test_a_page_of_known_scheme_has_its_colours_from_the_start(
    visitor: Visitor, teller: str, scheme: str, is_dark: bool
) -> None:
    if teller == "hint":
        page = visitor.get(Sec_CH_Prefers_Color_Scheme=f'"{scheme}"')
    else:
        visitor.cookies["tempestweb-scheme"] = scheme
        page = visitor.get()

    assert ("color-scheme:dark" in page.text) is is_dark
    assert DARK not in page.text


def test_nonsense_about_the_scheme_is_not_believed(visitor: Visitor) -> None:
    visitor.cookies["tempestweb-scheme"] = "</style>"

    assert DARK in visitor.get().text


def test_an_app_with_colours_of_its_own_keeps_them(write_app: WriteApp) -> None:
    app = write_app(
        "def view(app):\n"
        "    if app.theme.mode is not ThemeMode.LIGHT:\n"
        "        app.set_theme(Theme(mode=ThemeMode.LIGHT))\n"
        "    return Text(content='here')"
    )
    with running(app) as server:
        page = server.visitor().get()

    assert DARK not in page.text
