"""Downloads: what can be given to a user, to whom, and how many may wait."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tempestweb.downloads import Data, content_of
from tempestweb.errors import DownloadError
from tempestweb.transfers import Transfers
from tests.support.transfers import PIECE, VIEW, receive


@pytest.fixture
def transfers() -> Iterator[Transfers]:
    """A session's transfers, with small pieces."""
    transfers = Transfers(max_upload=1000, piece=PIECE)
    yield transfers
    transfers.close()


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"bytes", b"bytes"),
        (bytearray(b"bytes"), b"bytes"),
        (memoryview(b"bytes"), b"bytes"),
        ("téxt", "téxt".encode()),
        (io.BytesIO(b"file"), b"file"),
        (io.StringIO("téxt\n"), "téxt\n".encode()),
    ],
)
def test_downloads_are_of_everything_that_has_content(
    data: Data, content: bytes
) -> None:
    taken = content_of("x.bin", data)

    assert taken.size == len(content)
    taken.source.seek(0)
    assert taken.source.read() == content
    taken.source.close()


def test_a_path_is_read_even_if_it_is_deleted_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b")
    content = content_of("../x.csv", path)
    path.unlink()

    content.source.seek(0)
    assert (content.name, content.media_type) == ("x.csv", "text/csv")
    assert content.source.read() == b"a,b"
    content.source.close()


@pytest.mark.parametrize(
    ("data", "media_type", "message"),
    [
        ({"a": 1}, None, "not dict"),
        (b"", "text/html; x=<script>", "is not a media type"),
        (b"", "nonsense", "is not a media type"),
    ],
)
def test_what_cannot_be_downloaded_is_said(
    data: Any, media_type: str | None, message: str
) -> None:
    with pytest.raises(DownloadError, match=message):
        content_of("x", data, media_type)


def test_a_file_that_became_shorter_is_an_honest_failure(
    tmp_path: Path, transfers: Transfers, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"x" * 100)
    offer, _ = transfers.offer(VIEW, content_of("x.bin", path))
    path.write_bytes(b"")
    taken = {"kind": "taken", "view": VIEW, "offset": 0, "again": True}

    (answer,) = receive(transfers, {**taken, "transfer": offer["transfer"]}, ())

    assert answer[0]["kind"] == "drop"
    assert transfers.greet(VIEW) == []
    assert "app.transfer" in caplog.text


def test_another_view_cannot_take_a_download(transfers: Transfers) -> None:
    offer, _ = transfers.offer(VIEW, content_of("x.bin", b"secret"))
    for kind in ("taken", "drop"):
        message = {"kind": kind, "view": "view-2", "transfer": offer["transfer"]}
        assert not list(receive(transfers, {**message, "offset": 0}, ()))

    assert len(transfers.greet(VIEW)) == 1


def test_so_many_downloads_may_wait(transfers: Transfers) -> None:
    for _ in range(100):
        transfers.offer(VIEW, content_of("x.bin", b"x"))
    with pytest.raises(DownloadError, match="100 files wait"):
        transfers.offer(VIEW, content_of("x.bin", b"x"))
