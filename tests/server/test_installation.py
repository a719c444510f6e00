from __future__ import annotations

import json
import struct

import pytest

from tempestweb.server.standalone import Address
from tests.server.rig import Running, Visitor, running

FOLDER = "_tempestweb/"
FILES = ("service-worker.js", "offline.html", "manifest.webmanifest", "icon-192.png")


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


def test_the_manifest_has_what_browsers_ask_of_an_app_to_install(
    visitor: Visitor,
) -> None:
    pwa = visitor.get().mount["pwa"]
    answer = visitor.request("GET", pwa["manifest"])
    manifest = json.loads(answer.body)

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert manifest["name"] == "Counter"
    assert {manifest[name] for name in ("id", "start_url", "scope")} == {"/"}
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    image = visitor.request("GET", pwa["icon"])
    assert image.headers["Content-Type"] == "image/png"
    assert struct.unpack(">II", image.body[16:24]) == (192, 192)


def test_behind_a_prefix_everything_is_named_with_it() -> None:
    with running(address=Address(port=0, base="/apps/", trust_proxy=True)) as server:
        visitor = server.visitor()
        there = {"X_Forwarded_Prefix": "/outside"}
        pwa = visitor.get(**there).mount["pwa"]
        worker = visitor.get(f"{FOLDER}service-worker.js", **there)
        page = visitor.get(f"{FOLDER}offline.html", **there)
        manifest = json.loads(
            visitor.get(f"{FOLDER}manifest.webmanifest", **there).body
        )

    root = "/outside/apps/"
    assert pwa["worker"] == f"{root}{FOLDER}service-worker.js"
    assert worker.headers["Service-Worker-Allowed"] == root
    assert manifest["start_url"] == root
    for text in (worker.text, page.text):
        assert f"{root}{FOLDER}static/page.js?v=" in text


def test_nothing_that_a_worker_keeps_is_made_for_one_visitor(server: Running) -> None:
    first, second = server.visitor(), server.visitor()
    secret = first.get().mount["token"]
    for name in ("service-worker.js", "manifest.webmanifest", "icon-192.png"):
        one, other = first.get(FOLDER + name), second.get(FOLDER + name)
        assert one.body == other.body
    page = first.get(f"{FOLDER}offline.html")
    assert secret.partition(".")[0] not in page.text
    assert "Set-Cookie" not in page.headers


def test_the_page_without_a_server_keeps_to_the_rules_of_all_pages(
    visitor: Visitor,
) -> None:
    page = visitor.get(f"{FOLDER}offline.html")
    policy = page.headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'<style nonce="{nonce}"' in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("name", FILES)
def test_a_server_told_so_has_none_of_it(name: str) -> None:
    with running(pwa=False) as server:
        visitor = server.visitor()
        assert visitor.get().mount["pwa"] is None
        assert visitor.get(FOLDER + name).status == 404


def test_there_is_no_other_icon(visitor: Visitor) -> None:
    assert visitor.get(f"{FOLDER}icon-64.png").status == 404
