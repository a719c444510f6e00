"""Files that users give: what a handler gets, and names that lead nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempest_core import FileSelectEvent

from tempestweb.files import UploadedFile, UploadEvent, in_words, safe_name

SIZES: list[tuple[int, str]] = json.loads(
    (Path(__file__).parent / "fixtures/sizes.json").read_text("utf-8")
)


def uploaded(folder: Path, name: str, content: bytes) -> UploadedFile:
    """Make a file as if a user had given it."""
    path = folder / name
    path.write_bytes(content)
    return UploadedFile(name, "text/plain", len(content), path)


def test_a_file_is_read_whole_as_text_in_parts_and_as_a_path(tmp_path: Path) -> None:
    content = "\ufeffnaïve\r\nlines\n".encode()
    file = uploaded(tmp_path, "a.txt", content)

    assert file.read() == content
    assert file.text() == "naïve\nlines\n"
    assert Path(file).read_bytes() == content
    with file.open() as stream:
        assert stream.read(3) == content[:3]


def test_the_event_is_tempest_cores_for_the_first_file(tmp_path: Path) -> None:
    files = uploaded(tmp_path, "a.txt", b"a"), uploaded(tmp_path, "b.txt", b"bb")

    event = UploadEvent.of(files)

    assert isinstance(event, FileSelectEvent)
    assert (event.uri, event.name) == (str(files[0].path), "a.txt")
    assert event.files == files
    assert (event.media_type, event.size, event.read()) == ("text/plain", 1, b"a")
    with event.open() as stream:
        assert stream.read() == b"a"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.csv", "report.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\x.txt", "x.txt"),
        (".bashrc", "bashrc"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("what?.txt", "what_.txt"),
        ("con.txt", "_con.txt"),
        ("name. . ", "name"),
        ("", "file"),
        ("/", "file"),
        ("\x00\n", "file"),
    ],
)
def test_names_keep_their_ending_and_lose_what_leads_elsewhere(
    name: str, safe: str
) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_every_name_becomes_one_that_a_file_system_takes(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe.encode()) <= 200
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\\0<>:"|?*')


@pytest.mark.parametrize(("size", "words"), SIZES)
def test_sizes_are_written_for_a_person(size: int, words: str) -> None:
    assert in_words(size) == words
