"""Uploads: what a session keeps of them, how much, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from tempestweb import uploads
from tempestweb.files import UploadEvent
from tempestweb.protocol import OfferedFile
from tempestweb.transfers import Transfers
from tempestweb.uploads import UploadError
from tests.support.rig import Later
from tests.support.transfers import PIECE, VIEW, Sender, receive, send


@pytest.fixture
def transfers() -> Iterator[Transfers]:
    """A session's transfers, with small pieces."""
    transfers = Transfers(max_upload=1000, piece=PIECE)
    yield transfers
    transfers.close()


def folders_of(event: UploadEvent) -> Path:
    """Where a session keeps its files."""
    return event.files[0].path.parent.parent


def test_nothing_is_left_behind(transfers: Transfers) -> None:
    sender = Sender(transfers, b"abc")
    sender.settle()
    folder = folders_of(sender.events[0])
    half = Sender(transfers, b"x" * 100)
    half.say("offer", files=[{"name": "y", "type": "", "size": 9}], transfer="up-2")
    half.deliver_up()
    assert folder.is_dir()

    transfers.leave(VIEW)
    assert len(list(folder.iterdir())) == 1
    transfers.close()
    assert not folder.exists()


def test_a_dropped_upload_is_deleted(transfers: Transfers) -> None:
    first = Sender(transfers, b"abc")
    first.settle()
    folder = folders_of(first.events[0])
    for message in (
        {"kind": "offer", "files": [{"name": "y", "type": "", "size": 9}]},
        {"kind": "drop"},
    ):
        list(receive(transfers, {**message, "view": VIEW, "transfer": "up-2"}, ()))

    assert len(list(folder.iterdir())) == 1


def test_files_that_the_app_let_go_make_room_and_those_it_holds_stay(
    transfers: Transfers,
) -> None:
    held = [send(transfers, f"held-{number}", b"x" * 900) for number in range(3)]
    gone = send(transfers, "gone-1", b"x" * 900).uri
    again = send(transfers, "held-4", b"x" * 900)

    assert not Path(gone).exists()
    assert all(event.file.path.exists() for event in (*held, again))
    with pytest.raises(UploadError, match=r"holds 3\.5 KB of files"):
        transfers.uploads.offer(
            VIEW, "one-more", [{"name": "x", "type": "", "size": 900}]
        )


def test_so_many_files_are_kept_however_small_they_are(
    transfers: Transfers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_MOST_FILES", 6)
    two = [{"name": name, "type": "", "size": 0} for name in ("x", "y")]
    held = [send(transfers, f"held-{number}", b"") for number in range(4)]
    gone = send(transfers, "gone-1", b"").uri
    offer = cast("list[OfferedFile]", two)

    assert transfers.uploads.offer(VIEW, "two-files", offer) == 0

    assert not Path(gone).exists()
    assert all(event.file.path.exists() for event in held)
    with pytest.raises(UploadError, match="holds 6 files and can take no more"):
        transfers.uploads.offer(VIEW, "one-more", offer[:1])


def test_so_many_uploads_may_be_on_their_way(transfers: Transfers) -> None:
    for number in range(32):
        transfers.uploads.offer(
            VIEW, f"up-{number}", [{"name": "x", "type": "", "size": 1}]
        )
    with pytest.raises(UploadError, match="Too many"):
        transfers.uploads.offer(VIEW, "up-32", [{"name": "x", "type": "", "size": 1}])


def begun(number: int, size: int) -> tuple[uploads.Uploads, list[OfferedFile]]:
    """Begin uploads of one such file each, of which nothing is heard for a minute."""
    later = Later()
    taking = uploads.Uploads(1000, later.clock)
    files: list[OfferedFile] = [{"name": "x", "type": "", "size": size}]
    for index in range(number):
        taking.offer(VIEW, f"up-{index}", files)
    later.advance(61.0)
    return taking, files


def test_uploads_that_nothing_is_heard_of_make_room_and_may_begin_again() -> None:
    taking, files = begun(4, size=900)
    taking.take(VIEW, "up-0", 0, memoryview(b"heard"))
    taking.offer(VIEW, "up-1", files)

    assert taking.offer(VIEW, "one-more", files) == 0

    # In the place of the first that was silent.
    assert taking.offer(VIEW, "up-0", files) == len(b"heard")
    assert taking.take(VIEW, "up-1", 0, memoryview(b"x")) == 1
    with pytest.raises(UploadError, match="was interrupted"):
        taking.take(VIEW, "up-2", 0, memoryview(b"x"))
    # The other one gives way to it.
    assert taking.offer(VIEW, "up-2", files) == 0
    with pytest.raises(UploadError, match=r"holds 3\.5 KB of files"):
        taking.offer(VIEW, "up-3", files)
    taking.close()


def test_so_many_uploads_that_nothing_is_heard_of_are_in_nobodys_way() -> None:
    taking, files = begun(32, size=1)

    assert taking.offer(VIEW, "one-more", files) == 0
    taking.close()


def test_a_disk_that_takes_nothing_is_said(
    transfers: Transfers, caplog: pytest.LogCaptureFixture
) -> None:
    sender = Sender(transfers, b"x" * 40)
    sender.deliver_up()
    sender.deliver_down()
    # As a full disk would: the file cannot be written.
    for folder in transfers.uploads._folder.iterdir():  # type: ignore[union-attr]  # noqa: SLF001
        file = next(folder.iterdir())
        file.unlink()
        file.mkdir()
    sender.settle()

    assert sender.dropped == "The transfer failed: Is a directory."
    assert "app.transfer" in caplog.text


def test_only_uploaded_pictures_are_made_part_of_the_page(
    transfers: Transfers, caplog: pytest.LogCaptureFixture
) -> None:
    address_of = transfers.uploads.address_of
    assert address_of("/etc/hostname") == "/etc/hostname"
    picture = send(transfers, "dot.png", b"\x89PNG").file.path
    text = send(transfers, "notes", b"text").file.path

    assert address_of(str(picture)) == "data:image/png;base64,iVBORw=="
    assert address_of("https://example.org/a.png") == "https://example.org/a.png"
    assert address_of("/etc/hostname") == "/etc/hostname"
    assert address_of(str(picture.parent / ".." / ".." / "a.png")) == ""
    assert address_of(str(text)) == ""
    assert address_of(str(picture.parent / "gone.png")) == ""
    assert caplog.text.count("app.picture") == 2
