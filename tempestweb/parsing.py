"""What a client sent, checked: nothing of it is trusted before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, cast

from tempestweb.errors import ProtocolError
from tempestweb.protocol import (
    VERSION,
    Ack,
    Bye,
    ClientMessage,
    Drop,
    Environment,
    EventMessage,
    Hello,
    Offer,
    OfferedFile,
    Piece,
    Resync,
    Taken,
)

#: So many files may be offered at once.
MAX_FILES: Final = 1000

#: A client message longer than this many characters is refused unread.
MAX_MESSAGE_LENGTH: Final = 16 * 1024 * 1024


def parse_client_message(message: str | Mapping[str, Any]) -> ClientMessage:
    """Read what a client sent.

    Args:
        message: JSON, or an object that a transport has parsed as part of its frame.

    Returns:
        A message with every field of its kind present and of the right type.

    Raises:
        ProtocolError: Not a message; the code says in which way.
    """
    raw = _parsed(message) if isinstance(message, str) else message
    kind = raw.get("kind")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    if parse is None:
        raise ProtocolError("client.unknown_kind", f"no message kind {kind!r:.60}")
    return parse(raw)


def _parsed(text: str) -> Mapping[str, Any]:
    if len(text) > MAX_MESSAGE_LENGTH:
        raise ProtocolError(
            "client.malformed",
            f"a message of {len(text):,} characters; the limit is "
            f"{MAX_MESSAGE_LENGTH:,}",
        )
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(
            "client.malformed", f"a message that is not JSON: {error}"
        ) from error
    if not isinstance(raw, dict):
        raise ProtocolError(
            "client.malformed", f"a message is an object, not {type(raw).__name__}"
        )
    return raw


_VIEW_ID = re.compile(r"[A-Za-z0-9_-]{4,32}")
_EVENT_TYPE = re.compile(r"[a-z][a-z0-9-]{0,31}")
_MAX_INTEGER: Final = 2**53


def _malformed(kind: str, field: str, expected: str, value: object) -> ProtocolError:
    return ProtocolError(
        "client.malformed", f"{kind}.{field} is {expected}, not {value!r:.60}"
    )


def _integer(raw: Mapping[str, Any], kind: str, field: str) -> int:
    value = raw.get(field)
    if type(value) is not int or not 0 <= value < _MAX_INTEGER:
        raise _malformed(kind, field, "an integer from 0", value)
    return value


def _view(raw: Mapping[str, Any], kind: str) -> str:
    value = raw.get("view")
    if not isinstance(value, str) or not _VIEW_ID.fullmatch(value):
        raise _malformed(kind, "view", "4 to 32 of [A-Za-z0-9_-]", value)
    return value


_NUMBERS: Final[tuple[Literal["width", "height", "density"], ...]] = (
    "width",
    "height",
    "density",
)
_TEXTS: Final[tuple[tuple[Literal["locale", "url"], int], ...]] = (
    ("locale", 64),
    ("url", 8192),
)


def parse_environment(raw: object) -> Environment:
    """Read what a view reports of its surroundings; unknown fields are left out.

    Raises:
        ProtocolError: A field is not what it should be; names it.
    """
    if not isinstance(raw, dict):
        raise _malformed("hello", "environment", "an object", raw)
    environment: Environment = {}
    for field in _NUMBERS:
        if raw.get(field) is not None:
            environment[field] = _number(raw[field], field)
    for name, limit in _TEXTS:
        if raw.get(name) is not None:
            environment[name] = _text(raw[name], name, limit)
    dark = raw.get("dark")
    if dark is not None:
        if not isinstance(dark, bool):
            raise _malformed("hello", "environment.dark", "a boolean", dark)
        environment["dark"] = dark
    return environment


def _number(value: object, field: str) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and 0 <= (number := float(cast("float", value))) < 1e6:
        return number
    raise _malformed("hello", f"environment.{field}", "a number to 1e6", value)


def _text(value: object, field: str, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        expected = f"a string of at most {limit} characters"
        raise _malformed("hello", f"environment.{field}", expected, value)
    return value


def _hello(raw: Mapping[str, Any]) -> Hello:
    version = raw.get("version")
    if version != VERSION or isinstance(version, bool):
        raise ProtocolError(
            "client.version",
            f"the page speaks protocol version {version!r:.20}, this is {VERSION}",
            "Reload the page; in a notebook, restart the kernel first.",
        )
    hello: Hello = {
        "kind": "hello",
        "view": _view(raw, "hello"),
        "version": VERSION,
        "environment": parse_environment(raw.get("environment", {})),
    }
    for field in ("token", "unused"):
        token = raw.get(field)
        if token is not None:
            if not isinstance(token, str) or len(token) > 1024:
                raise _malformed("hello", field, "a short string", token)
            hello[field] = token
    if raw.get("epoch") is not None:
        hello["epoch"] = _integer(raw, "hello", "epoch")
        hello["seq"] = _integer(raw, "hello", "seq")
    return hello


def _event(raw: Mapping[str, Any]) -> EventMessage:
    data = raw.get("data")
    if not isinstance(data, dict):
        raise _malformed("event", "data", "an object", data)
    type_ = data.get("type")
    if not isinstance(type_, str) or not _EVENT_TYPE.fullmatch(type_):
        raise _malformed("event", "data.type", "the type of a DOM event", type_)
    payload = data.get("payload", {})
    if not isinstance(payload, dict):
        raise _malformed("event", "data.payload", "an object", payload)
    return {
        "kind": "event",
        "view": _view(raw, "event"),
        "epoch": _integer(raw, "event", "epoch"),
        "n": _integer(raw, "event", "n"),
        "seq": _integer(raw, "event", "seq"),
        "data": {
            "id": _integer(data, "event", "id"),
            "type": type_,
            "payload": payload,
        },
    }


def _ack(raw: Mapping[str, Any]) -> Ack:
    return {
        "kind": "ack",
        "view": _view(raw, "ack"),
        "epoch": _integer(raw, "ack", "epoch"),
        "seq": _integer(raw, "ack", "seq"),
    }


def _resync(raw: Mapping[str, Any]) -> Resync:
    return {
        "kind": "resync",
        "view": _view(raw, "resync"),
        "epoch": _integer(raw, "resync", "epoch"),
        "seq": _integer(raw, "resync", "seq"),
    }


def _bye(raw: Mapping[str, Any]) -> Bye:
    return {"kind": "bye", "view": _view(raw, "bye")}


def _transfer(raw: Mapping[str, Any], kind: str) -> str:
    value = raw.get("transfer")
    if not isinstance(value, str) or not _VIEW_ID.fullmatch(value):
        raise _malformed(kind, "transfer", "4 to 32 of [A-Za-z0-9_-]", value)
    return value


def _offer(raw: Mapping[str, Any]) -> Offer:
    files = raw.get("files")
    if not isinstance(files, list) or not 0 < len(files) <= MAX_FILES:
        raise _malformed("offer", "files", f"a list of 1 to {MAX_FILES}", files)
    return {
        "kind": "offer",
        "view": _view(raw, "offer"),
        "transfer": _transfer(raw, "offer"),
        "files": [_offered_file(file) for file in files],
    }


def _offered_file(raw: object) -> OfferedFile:
    if not isinstance(raw, dict):
        raise _malformed("offer", "files", "a list of objects", raw)
    for field, limit in (("name", 1024), ("type", 255)):
        value = raw.get(field)
        if not isinstance(value, str) or len(value) > limit:
            expected = f"a string of at most {limit} characters"
            raise _malformed("offer", f"files.{field}", expected, value)
    return {
        "name": raw["name"],
        "type": raw["type"],
        "size": _integer(raw, "offer", "size"),
    }


def _taken(raw: Mapping[str, Any]) -> Taken:
    taken: Taken = {
        "kind": "taken",
        "view": _view(raw, "taken"),
        "transfer": _transfer(raw, "taken"),
        "offset": _integer(raw, "taken", "offset"),
    }
    if raw.get("again") is True:
        taken["again"] = True
    return taken


def _piece(raw: Mapping[str, Any]) -> Piece:
    return {
        "kind": "piece",
        "view": _view(raw, "piece"),
        "transfer": _transfer(raw, "piece"),
        "offset": _integer(raw, "piece", "offset"),
    }


def _drop(raw: Mapping[str, Any]) -> Drop:
    return {
        "kind": "drop",
        "view": _view(raw, "drop"),
        "transfer": _transfer(raw, "drop"),
    }


_PARSERS: Final[dict[str, Callable[[Mapping[str, Any]], ClientMessage]]] = {
    "hello": _hello,
    "event": _event,
    "ack": _ack,
    "resync": _resync,
    "bye": _bye,
    "offer": _offer,
    "taken": _taken,
    "piece": _piece,
    "drop": _drop,
}
