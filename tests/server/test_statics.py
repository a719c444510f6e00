from __future__ import annotations

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no annotations
import pytest

from tempestweb.errors import TempestwebError
from tempestweb.server.statics import StaticFiles, accepts, compressed
from tests.server.rig import Running, Visitor

STATIC = "_tempestweb/static/"


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


def test_a_file_of_the_version_asked_for_is_kept_for_good(
    server: Running, visitor: Visitor
) -> None:
    url = server.host.statics.url("page.js")

    file = visitor.get(STATIC + url)

    assert "immutable" in file.headers["Cache-Control"]
    assert file.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("query", ["", "?v=old"])
def test_a_file_of_another_version_is_asked_for_again(
    visitor: Visitor, query: str
) -> None:
    file = visitor.get(f"{STATIC}page.js{query}")

    assert file.headers["Cache-Control"] == "no-cache"


def test_a_file_that_is_known_is_not_sent_again(visitor: Visitor) -> None:
    first = visitor.get(f"{STATIC}base.css")
    again = visitor.get(f"{STATIC}base.css", If_None_Match=first.headers["Etag"])

    assert again.status == 304
    assert again.body == b""


def test_a_file_is_compressed_for_who_takes_it(visitor: Visitor) -> None:
    plain = visitor.get(f"{STATIC}page.js")
    small = visitor.get(f"{STATIC}page.js", Accept_Encoding="gzip")

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert small.headers["Etag"] != plain.headers["Etag"]
    assert "Accept-Encoding" in small.headers["Vary"]


def test_who_takes_brotli_is_sent_less(visitor: Visitor) -> None:
    plain = visitor.get(f"{STATIC}page.js")
    gzipped = visitor.get(f"{STATIC}page.js", Accept_Encoding="gzip")
    small = visitor.get(f"{STATIC}page.js", Accept_Encoding="gzip, deflate, br")

    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.body) == plain.body
    assert len(small.body) < len(gzipped.body)
    assert len({a.headers["Etag"] for a in (plain, gzipped, small)}) == 3


@pytest.mark.parametrize(
    "path", ["nothing.js", "..%2f__init__.py", "%2e%2e/app.py", "a/page.js", "%00"]
)
def test_nothing_else_is_served(visitor: Visitor, path: str) -> None:
    answer = visitor.get(STATIC + path)

    assert b"import" not in answer.body
    assert "text/javascript" not in answer.headers["Content-Type"]


def test_only_files_of_the_folder_itself_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.js").write_text("1")
    (folder / ".hidden").write_text("2")
    (tmp_path / "outside.js").write_text("3")
    files = StaticFiles(folder)

    names = ["inner/a.js", ".hidden", "../outside.js", "", ".", "inner"]

    assert [files.get(name) for name in names] == [None] * len(names)


def test_a_file_that_is_built_anew_is_served_anew(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    files = StaticFiles(tmp_path)
    old = files.url("a.js")

    (tmp_path / "a.js").write_text("22")

    assert files.url("a.js") != old


def test_a_missing_client_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TempestwebError, match=r"no page\.js\n.*make build"):
        StaticFiles(tmp_path).require("page.js")


@pytest.mark.parametrize(
    ("header", "is_accepted"),
    [
        ("gzip", True),
        ("br, gzip;q=0.8", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("x-gzip", False),
        ("", False),
    ],
)
def test_an_encoding_is_used_where_it_is_accepted(
    header: str, is_accepted: bool
) -> None:
    assert accepts(header, "gzip") is is_accepted


def test_a_short_text_is_not_compressed() -> None:
    assert compressed("short", "gzip") == ("", b"short")
