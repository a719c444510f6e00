"""Transfers: whatever is lost, doubled or late, files arrive whole, once, or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempestweb.transfers import Transfers
from tests.support.transfers import PIECE, VIEW, Receiver, Sender


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
