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
    close_frame,
    frame_of,
    message_frame,
    parse_frame,
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
