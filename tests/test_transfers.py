"""Transfers: whatever is lost, doubled or late, files arrive whole, once, or not."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempestweb import uploads
from tempestweb.downloads import Data, content_of
from tempestweb.errors import DownloadError
from tempestweb.files import UploadEvent
from tempestweb.protocol import Buffers, OfferedFile, TransferMessage
from tempestweb.transfers import Transfers
from tempestweb.uploads import UploadError
from tests.support.rig import Later

VIEW = "view-1"
PIECE = 4
AHEAD = 4 * PIECE


class Sender:
    """The page's side of an upload, by the rules of docs/protocol.md."""

    def __init__(self, transfers: Transfers, *contents: bytes) -> None:
        self.transfers = transfers
        self.contents = contents
        self.stream = b"".join(contents)
        self.up: deque[tuple[dict[str, Any], Buffers]] = deque()
        self.down: deque[dict[str, Any]] = deque()
        self.next = self.taken = 0
        self.dropped: str | None = None
        self.events: list[UploadEvent] = []
        self.offer()

    def say(self, kind: str, *buffers: bytes, **fields: Any) -> None:
        message = {"kind": kind, "view": VIEW, "transfer": "up-1", **fields}
        self.up.append((message, buffers))

    def offer(self) -> None:
        files = [
            {"name": f"{number}.bin", "type": "", "size": len(content)}
            for number, content in enumerate(self.contents)
        ]
        self.say("offer", files=files)

    def deliver_up(self, *, twice: bool = False) -> None:
        message, buffers = self.up.popleft()
        for _ in range(2 if twice else 1):
            for answer, _ in receive(self.transfers, message, buffers):
                self.down.append(cast("dict[str, Any]", answer))

    def deliver_down(self) -> None:
        message = self.down.popleft()
        if self.events or self.dropped is not None:
            return
        if message["kind"] == "drop":
            self.dropped = message["title"]
            return
        assert message["kind"] == "taken"
        if message.get("again"):
            self.next = message["offset"]
        self.taken = message["offset"]
        while self.next < min(self.taken + AHEAD, len(self.stream)):
            part = self.stream[self.next : self.next + PIECE]
            self.say("piece", part, offset=self.next)
            self.next += len(part)
        if self.taken == len(self.stream):
            claim = self.transfers.uploads.claim(VIEW, {"transfer": "up-1"})
            self.events.append(claim)

    def settle(self) -> None:
        while self.up or self.down:
            while self.up:
                self.deliver_up()
            while self.down:
                self.deliver_down()


class Receiver:
    """The page's side of a download, by the rules of docs/protocol.md."""

    def __init__(self, transfers: Transfers, content: bytes) -> None:
        self.transfers = transfers
        self.up: deque[dict[str, Any]] = deque()
        self.down: deque[tuple[dict[str, Any], Buffers]] = deque()
        self.taken = b""
        self.size = -1
        self.finished = 0
        offer, buffers = transfers.offer(VIEW, content_of("x.bin", content))
        self.transfer = offer["transfer"]
        self.down.append((cast("dict[str, Any]", offer), buffers))

    def offer_again(self) -> None:
        """What the session does when the view comes back."""
        for offer, buffers in self.transfers.greet(VIEW):
            self.down.append((cast("dict[str, Any]", offer), buffers))

    def deliver_up(self, *, twice: bool = False) -> None:
        message = self.up.popleft()
        for _ in range(2 if twice else 1):
            for answer, buffers in receive(self.transfers, message, ()):
                self.down.append((cast("dict[str, Any]", answer), buffers))

    def deliver_down(self) -> None:
        message, buffers = self.down.popleft()
        if message["kind"] == "offer":
            self.size = message["files"][0]["size"]
            self.say(again=True)
        else:
            assert message["kind"] == "piece"
            if message["offset"] != len(self.taken):
                return
            (part,) = buffers
            self.taken += bytes(part)
            self.say()
        if len(self.taken) == self.size:
            self.finished += message["kind"] == "piece"

    def say(self, **fields: Any) -> None:
        taken = {"view": VIEW, "transfer": self.transfer, "offset": len(self.taken)}
        self.up.append({"kind": "taken", **taken, **fields})

    def settle(self) -> None:
        while self.up or self.down:
            while self.up:
                self.deliver_up()
            while self.down:
                self.deliver_down()


def receive(
    transfers: Transfers, message: dict[str, Any], buffers: Buffers
) -> Iterator[tuple[TransferMessage, Buffers]]:
    """Hand a message to the session's side."""
    return transfers.receive(cast("TransferMessage", message), buffers)


@pytest.fixture
def transfers() -> Iterator[Transfers]:
    """A session's transfers, with small pieces."""
    transfers = Transfers(max_upload=1000, piece=PIECE)
    yield transfers
    transfers.close()


FAULTS = st.lists(
    st.sampled_from(
        [*["up", "down"] * 6, "up twice", "lose up", "lose down", "again", "cut"]
    ),
    max_size=60,
)


def schedule(end: Sender | Receiver, faults: list[str]) -> None:
    """Let messages arrive, arrive twice, and get lost."""
    for fault in faults:
        if fault.startswith("up") and end.up:
            end.deliver_up(twice=fault == "up twice")
        elif fault == "down" and end.down:
            end.deliver_down()
        elif fault == "lose up" and end.up:
            end.up.popleft()
        elif fault == "lose down" and end.down:
            end.down.popleft()
        elif fault in {"again", "cut"}:
            if fault == "cut":
                end.up.clear()
                end.down.clear()
            if isinstance(end, Sender):
                end.offer()
            else:
                end.offer_again()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=30), min_size=1, max_size=4), FAULTS)
def test_an_upload_arrives_whole_whatever_happens_on_the_way(
    contents: list[bytes], faults: list[str]
) -> None:
    transfers = Transfers(max_upload=1000, piece=PIECE)
    sender = Sender(transfers, *contents)

    schedule(sender, faults)
    if not sender.events:
        sender.offer()
    sender.settle()

    assert sender.dropped is None
    (event,) = sender.events
    assert [file.read() for file in event.files] == contents
    transfers.close()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=90), FAULTS)
def test_a_download_arrives_whole_and_once_whatever_happens_on_the_way(
    content: bytes, faults: list[str]
) -> None:
    transfers = Transfers(piece=PIECE)
    receiver = Receiver(transfers, content)

    schedule(receiver, faults)
    receiver.offer_again()
    receiver.settle()

    assert receiver.taken == content
    assert receiver.finished == bool(content)
    # The session keeps nothing of it.
    assert transfers.greet(VIEW) == []


def test_no_more_is_on_its_way_than_four_pieces(transfers: Transfers) -> None:
    receiver = Receiver(transfers, b"x" * 100)
    receiver.deliver_down()
    receiver.deliver_up()
    assert len(receiver.down) == 4

    receiver.deliver_down()
    receiver.deliver_up()
    assert len(receiver.down) == 4


@pytest.mark.parametrize(
    ("sizes", "title"),
    [
        ([1001], "0.bin has 1001 bytes; the limit is 1000 bytes."),
        ([600, 600], "These files have 1.2 KB together; the limit is 1000 bytes."),
    ],
)
def test_what_is_too_large_is_refused_in_words(
    transfers: Transfers, sizes: list[int], title: str
) -> None:
    sender = Sender(transfers, *(b"x" * size for size in sizes))
    sender.settle()

    assert sender.dropped == title


def test_a_piece_beyond_the_announced_size_ends_the_upload(
    transfers: Transfers,
) -> None:
    sender = Sender(transfers, b"abc")
    sender.deliver_up()
    sender.say("piece", b"abcd", offset=0)
    sender.deliver_up()

    assert sender.down[-1]["title"] == "The file has changed. Choose it again."


@pytest.mark.parametrize("buffers", [(), (b"",), (b"12345",), (b"1", b"2")])
def test_a_piece_has_one_buffer_of_the_agreed_length(
    transfers: Transfers, buffers: tuple[bytes, ...]
) -> None:
    sender = Sender(transfers, b"x" * 20)
    sender.deliver_up()
    sender.say("piece", *buffers, offset=0)
    sender.deliver_up()

    assert sender.down[-1]["kind"] == "drop"


def test_pieces_of_a_transfer_that_is_not_known_are_refused(
    transfers: Transfers,
) -> None:
    sender = Sender(transfers, b"abc")
    sender.up.clear()
    sender.say("piece", b"abc", offset=0)
    sender.settle()

    assert sender.dropped == "The upload was interrupted. Choose the file again."


def test_an_upload_is_claimed_once_and_only_when_it_is_complete(
    transfers: Transfers,
) -> None:
    sender = Sender(transfers, b"abcdefgh")
    sender.deliver_up()
    with pytest.raises(ValueError, match="no complete transfer"):
        transfers.uploads.claim(VIEW, {"transfer": "up-1"})
    sender.settle()

    assert len(sender.events) == 1
    with pytest.raises(ValueError, match="no complete transfer"):
        transfers.uploads.claim(VIEW, {"transfer": "up-1"})


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


def send(transfers: Transfers, transfer: str, content: bytes) -> UploadEvent:
    """Upload a file whole."""
    sender = Sender(transfers, content)
    sender.up.clear()
    files = [{"name": transfer, "type": "", "size": len(content)}]
    base = {"view": VIEW, "transfer": transfer}
    for answer, _ in receive(transfers, {"kind": "offer", "files": files, **base}, ()):
        assert answer["kind"] == "taken", answer
    for offset in range(0, len(content), PIECE):
        piece = {"kind": "piece", "offset": offset, **base}
        list(receive(transfers, piece, (content[offset : offset + PIECE],)))
    return transfers.uploads.claim(VIEW, {"transfer": transfer})


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


def test_uploads_that_nothing_is_heard_of_make_room_and_may_begin_again() -> None:
    later = Later()
    taking = uploads.Uploads(1000, later.clock)
    files: list[OfferedFile] = [{"name": "x", "type": "", "size": 900}]
    for number in range(4):
        taking.offer(VIEW, f"up-{number}", files)
    later.advance(61.0)
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
    later = Later()
    taking = uploads.Uploads(1000, later.clock)
    files: list[OfferedFile] = [{"name": "x", "type": "", "size": 1}]
    for number in range(32):
        taking.offer(VIEW, f"up-{number}", files)
    later.advance(61.0)

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
