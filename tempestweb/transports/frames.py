"""Frames: a message in the envelope that WebSocket and SSE carry.

A frame is a Jupyter comm message reduced to what matters; see `docs/protocol.md`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from tempestweb.errors import ProtocolError
from tempestweb.protocol import Buffers

#: The comm target that a client opens.
TARGET: Final = "tempestweb"

FrameType = Literal["comm_open", "comm_msg", "comm_close"]

_TYPES: Final = frozenset({"comm_open", "comm_msg", "comm_close"})
_COMM_ID = re.compile(r"[A-Za-z0-9_-]{4,64}")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a client.

    Attributes:
        type: What it does with its comm.
        comm_id: Which comm.
        data: The message in it, not validated; empty in a `comm_close`.
        buffers: The message's binary parts.
    """

    type: FrameType
    comm_id: str
    data: Mapping[str, Any]
    buffers: Buffers = ()


#: Bytes before the text of a binary frame: how many bytes the text has, big-endian.
_HEAD: Final = 4


def is_comm_id(text: str) -> bool:
    """Tell whether a text may name a comm."""
    return _COMM_ID.fullmatch(text) is not None


def message_frame(comm_id: str, message: str) -> str:
    """Put an encoded message into a frame; it is not encoded again."""
    content = f'{{"comm_id":"{comm_id}","data":{message}}}'
    return f'{{"msg_type":"comm_msg","content":{content}}}'


def binary_frame(comm_id: str, message: str, buffers: Buffers) -> bytes:
    """Put an encoded message and its binary parts into a binary frame."""
    parts = [memoryview(buffer).cast("B") for buffer in buffers]
    lengths = ",".join(str(len(part)) for part in parts)
    text = f'{message_frame(comm_id, message)[:-1]},"buffers":[{lengths}]}}'.encode()
    return b"".join((len(text).to_bytes(_HEAD, "big"), text, *parts))


def text_frame(comm_id: str, message: str, buffers: Buffers) -> str:
    """Put an encoded message and its binary parts into a frame of text, as base64."""
    parts = ",".join(f'"{base64.b64encode(buffer).decode()}"' for buffer in buffers)
    return f'{message_frame(comm_id, message)[:-1]},"buffers":[{parts}]}}'


def close_frame(comm_id: str) -> str:
    """Return the frame that says the session is over."""
    return f'{{"msg_type":"comm_close","content":{{"comm_id":"{comm_id}"}}}}'


def parse_frame(frame: str | bytes) -> Frame:
    """Read a client's frame; one with binary parts is binary.

    Raises:
        ProtocolError: Not a frame; says in which way.
    """
    if isinstance(frame, bytes):
        return _parse_binary(memoryview(frame))
    return frame_of(_json(frame))


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _malformed(f"a frame that is not JSON: {error}") from error


def _parse_binary(data: memoryview) -> Frame:
    begin = _HEAD + int.from_bytes(data[:_HEAD], "big")
    raw = _json(bytes(data[_HEAD:begin]))
    frame = frame_of(raw)
    lengths = raw.get("buffers")
    rest = data[begin:]
    if not isinstance(lengths, list) or not all(
        type(length) is int and length >= 0 for length in lengths
    ):
        raise _malformed("the buffers of a binary frame are a list of their lengths")
    if sum(lengths) != len(rest):
        raise _malformed(
            f"a binary frame brings {len(rest)} bytes and announces {sum(lengths)}"
        )
    buffers = []
    for length in lengths:
        buffers.append(rest[:length])
        rest = rest[length:]
    return Frame(frame.type, frame.comm_id, frame.data, buffers)


def frame_of(raw: object) -> Frame:
    """Read a client's frame that is no text any more.

    Raises:
        ProtocolError: Not a frame; says in which way.
    """
    if not isinstance(raw, dict):
        raise _malformed(f"a frame is an object, not {type(raw).__name__}")
    type_ = raw.get("msg_type")
    if not isinstance(type_, str) or type_ not in _TYPES:
        raise _malformed(f"no frame has the msg_type {type_!r:.60}")
    content = raw.get("content")
    if not isinstance(content, dict):
        raise _malformed("a frame's content is an object")
    comm_id = content.get("comm_id")
    if not isinstance(comm_id, str) or not is_comm_id(comm_id):
        raise _malformed(
            f"content.comm_id is 4 to 64 of [A-Za-z0-9_-], not {comm_id!r:.60}"
        )
    if type_ == "comm_open" and content.get("target_name") != TARGET:
        raise _malformed(
            f"the target of a comm is {TARGET!r}, "
            f"not {content.get('target_name')!r:.60}"
        )
    data = content.get("data", {} if type_ == "comm_close" else None)
    if not isinstance(data, dict):
        raise _malformed(f"the data of a {type_} is an object")
    return Frame(cast("FrameType", type_), comm_id, data)


def _malformed(title: str) -> ProtocolError:
    return ProtocolError("client.malformed", title)
