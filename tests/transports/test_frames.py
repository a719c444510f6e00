from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.errors import ProtocolError
from tempestweb.transports.frames import (
    Frame,
    binary_frame,
    close_frame,
    frame_of,
    message_frame,
    parse_frame,
    text_frame,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_a_message_is_put_into_a_frame_as_it_is() -> None:
    frame = json.loads(message_frame("comm-1", '{"kind":"bye","text":"\\u2028"}'))

    assert frame == {
        "msg_type": "comm_msg",
        "content": {"comm_id": "comm-1", "data": {"kind": "bye", "text": "\u2028"}},
    }


def test_an_end_names_its_comm() -> None:
    assert json.loads(close_frame("comm-1")) == {
        "msg_type": "comm_close",
        "content": {"comm_id": "comm-1"},
    }


def test_a_frame_is_read() -> None:
    content = {"comm_id": "comm-1", "target_name": "tempestweb", "data": {"a": 1}}
    text = json.dumps({"msg_type": "comm_open", "content": content, "more": 1})

    assert parse_frame(text) == Frame("comm_open", "comm-1", {"a": 1})


def test_an_end_needs_no_data() -> None:
    end = {"msg_type": "comm_close", "content": {"comm_id": "comm-1"}}

    assert frame_of(end) == Frame("comm_close", "comm-1", {})


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a": NaN', "\x00"])
def test_what_is_no_json_is_no_frame(text: str) -> None:
    with pytest.raises(ProtocolError, match="a frame that is not JSON") as caught:
        parse_frame(text)

    assert caught.value.code == "client.malformed"


@given(JSON | st.fixed_dictionaries({"msg_type": JSON, "content": JSON}))
def test_anything_is_a_frame_or_refused(raw: Any) -> None:
    with suppress(ProtocolError):
        assert frame_of(raw).type == raw["msg_type"]


MESSAGE = '{"kind":"piece","offset":3,"name":"é"}'


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=3))
def test_binary_parts_travel_beside_their_message(buffers: list[bytes]) -> None:
    frame = parse_frame(binary_frame("comm-1", MESSAGE, buffers))

    assert frame.data == json.loads(MESSAGE)
    assert [bytes(buffer) for buffer in frame.buffers] == buffers


def test_binary_parts_are_base64_in_a_frame_of_text() -> None:
    frame = json.loads(text_frame("comm-1", MESSAGE, [b"\x00\xff", b""]))

    assert frame["content"] == {"comm_id": "comm-1", "data": json.loads(MESSAGE)}
    assert frame["buffers"] == ["AP8=", ""]


GOOD = binary_frame("comm-1", MESSAGE, [b"abc"])


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0",
        GOOD[:-1],
        GOOD + b"x",
        b"\xff\xff\xff\xff{}",
        GOOD.replace(b"[3]", b"[4,"),
        GOOD.replace(b"[3]", b'"3"'),
        GOOD.replace(b"[3]", b"[3.0]")[:3]
        + b"\x9b"
        + GOOD.replace(b"[3]", b"[3.0]")[4:],
        GOOD.replace(b'"buffers"', b'"bufferz"'),
    ],
)
def test_a_broken_binary_frame_is_refused(frame: bytes) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse_frame(frame)
    assert caught.value.code == "client.malformed"


@given(st.binary(max_size=60))
def test_nonsense_bytes_raise_nothing_but_a_protocol_error(data: bytes) -> None:
    with suppress(ProtocolError):
        parse_frame(data)
