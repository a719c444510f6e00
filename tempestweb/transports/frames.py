"""Frames: a message in the envelope that WebSocket and SSE carry.

A frame is a Jupyter comm message reduced to what matters; see `docs/protocol.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from tempestweb.errors import ProtocolError

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
    """

    type: FrameType
    comm_id: str
    data: Mapping[str, Any]


def is_comm_id(text: str) -> bool:
    """Tell whether a text may name a comm."""
    return _COMM_ID.fullmatch(text) is not None


def message_frame(comm_id: str, message: str) -> str:
    """Put an encoded message into a frame; it is not encoded again."""
    content = f'{{"comm_id":"{comm_id}","data":{message}}}'
    return f'{{"msg_type":"comm_msg","content":{content}}}'


def close_frame(comm_id: str) -> str:
    """Return the frame that says the session is over."""
    return f'{{"msg_type":"comm_close","content":{{"comm_id":"{comm_id}"}}}}'


def parse_frame(text: str) -> Frame:
    """Read a client's frame.

    Raises:
        ProtocolError: Not a frame; says in which way.
    """
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _malformed(f"a frame that is not JSON: {error}") from error
    return frame_of(raw)


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
