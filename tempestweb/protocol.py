"""Messages and ops of protocol version 1; `docs/protocol.md` is the full text.

Everything a client sends goes through :mod:`tempestweb.parsing`; nothing in it is
trusted before. What a server sends is built by :mod:`tempestweb.session` from the
TypedDicts here and needs no validation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, NotRequired, Protocol, TypedDict

VERSION: Final = 1

#: A client acknowledges so many patches by a message of its own, if it sends no event.
ACK_EVERY: Final = 32

#: How many bytes a piece of a file has, where the host does not ask for smaller ones.
PIECE: Final = 256 * 1024

#: So many pieces may be on their way beyond what the other side has taken.
PIECES_AHEAD: Final = 4

Verdict = Literal["new", "same", "resumed", "refused"]
ErrorSource = Literal["view", "handler", "protocol"]

#: Node ids in document order as (first, count) pairs.
Runs = list[tuple[int, int]]


class Rows(TypedDict):
    """HTML of siblings that are alike: each value comes after the next of the statics.

    The statics are used in turns, again from the first after the last.
    """

    statics: list[str]
    dynamics: list[str]


#: A fragment of HTML, or its parts in order.
Html = str | list[str | Rows]


class Environment(TypedDict, total=False):
    """What a view knows of its surroundings; lengths in CSS px."""

    width: float
    height: float
    dark: bool
    density: float
    locale: str
    url: str


class Hello(TypedDict):
    """A view introduces itself and asks for a mount."""

    kind: Literal["hello"]
    view: str
    version: int
    environment: Environment
    token: NotRequired[str]
    unused: NotRequired[str]
    epoch: NotRequired[int]
    seq: NotRequired[int]


class EventData(TypedDict):
    """What happened: the node that listens, the DOM event's type, its details."""

    id: int
    type: str
    payload: dict[str, Any]


class EventMessage(TypedDict):
    """A user action; `n` counts up by one per view, `seq` is the last applied."""

    kind: Literal["event"]
    view: str
    epoch: int
    n: int
    seq: int
    data: EventData


class Ack(TypedDict):
    """The view has applied everything up to `seq`."""

    kind: Literal["ack"]
    view: str
    epoch: int
    seq: int


class Resync(TypedDict):
    """The view missed something after `seq` and asks for a mount."""

    kind: Literal["resync"]
    view: str
    epoch: int
    seq: int


class Bye(TypedDict):
    """The view is gone."""

    kind: Literal["bye"]
    view: str


class OfferedFile(TypedDict):
    """A file that one side has and the other may take; `size` in bytes."""

    name: str
    type: str
    size: int


class Offer(TypedDict):
    """There are files; their content is one stream, in their order."""

    kind: Literal["offer"]
    view: str
    transfer: str
    files: list[OfferedFile]


class Taken(TypedDict):
    """Everything before `offset` has arrived.

    With `again`, the other side sends from there on, whatever it has sent before. A
    session says how large a `piece` may be.
    """

    kind: Literal["taken"]
    view: str
    transfer: str
    offset: int
    again: NotRequired[Literal[True]]
    piece: NotRequired[int]


class Piece(TypedDict):
    """Some of the content, in the message's one buffer."""

    kind: Literal["piece"]
    view: str
    transfer: str
    offset: int


class Drop(TypedDict):
    """Nothing more comes of a transfer; a session says why."""

    kind: Literal["drop"]
    view: str
    transfer: str
    title: NotRequired[str]


#: What is about files on their way, in either direction.
TransferMessage = Offer | Taken | Piece | Drop

SessionMessage = Hello | EventMessage | Ack | Resync | Bye
ClientMessage = SessionMessage | TransferMessage


#: Change a node in place; absent fields stay as they are. In the functional form
#: because the field on the wire is called `class`.
UpdateOp = TypedDict(
    "UpdateOp",
    {
        "op": Literal["update"],
        "id": int,
        "text": NotRequired[str],
        "attributes": NotRequired[dict[str, "str | None"]],
        "class": NotRequired[str],
        "events": NotRequired[str],
        "props": NotRequired[dict[str, Any]],
    },
)


class InsertOp(TypedDict):
    """Put one or more new siblings into a parent, before a child or at the end."""

    op: Literal["insert"]
    parent: int
    before: int | None
    first: int
    html: Html


class RemoveOp(TypedDict):
    """Take a node away, with all in it."""

    op: Literal["remove"]
    id: int


class MoveOp(TypedDict):
    """Put a node before one of its siblings, or last."""

    op: Literal["move"]
    id: int
    before: int | None


class ReplaceOp(TypedDict):
    """Put one new node in the place of another."""

    op: Literal["replace"]
    id: int
    first: int
    html: Html


Op = UpdateOp | InsertOp | RemoveOp | MoveOp | ReplaceOp


class Mount(TypedDict):
    """The whole tree, for one view; without it where the view resumes what it shows."""

    kind: Literal["mount"]
    view: str
    version: int
    verdict: Verdict
    epoch: int
    seq: int
    ack: int
    runs: NotRequired[Runs]
    html: NotRequired[Html]
    css: NotRequired[list[str]]
    token: NotRequired[str]


class Patches(TypedDict):
    """The ops of one frame, for every view; `ack` by view id."""

    kind: Literal["patches"]
    epoch: int
    seq: int
    ack: dict[str, int]
    data: list[Op]
    css: list[str]
    recovered: NotRequired[Literal[True]]


class Effect(TypedDict):
    """Something done once and not part of the tree; after the patches of `seq`."""

    kind: Literal["effect"]
    effect: int
    seq: int
    name: str
    data: dict[str, Any]
    view: NotRequired[str]


class ErrorMessage(TypedDict):
    """Something failed; the session lives on."""

    kind: Literal["error"]
    code: str
    title: str
    hint: str
    source: ErrorSource
    detail: NotRequired[str]
    reference: NotRequired[str]
    view: NotRequired[str]


StreamName = Literal["stdout", "stderr", "display"]


class OutputEntry(TypedDict):
    """What was printed in a row, or one thing displayed: inert HTML and its rules."""

    stream: StreamName
    text: NotRequired[str]
    html: NotRequired[str]
    css: NotRequired[list[str]]


class OutputMessage(TypedDict):
    """What the app's code printed and displayed since the last one, or all of it.

    `dropped` counts the characters that are not kept any more.
    """

    kind: Literal["output"]
    entries: list[OutputEntry]
    dropped: int
    whole: NotRequired[Literal[True]]


ServerMessage = (
    Mount | Patches | Effect | ErrorMessage | OutputMessage | TransferMessage
)


#: The binary parts of a message.
Buffers = Sequence[bytes | memoryview]

#: Takes in one message, as JSON or already parsed, and its buffers.
Receiver = Callable[[str | Mapping[str, Any], Buffers], None]


class Transport(Protocol):
    """Moves messages between one page and a session, and never looks inside."""

    def send(self, message: str, buffers: Buffers = ()) -> None:
        """Send one message to the page.

        Raises:
            OSError: The page is gone for good.
        """

    def receive(self, receiver: Receiver) -> None:
        """Hand every message of the page to a function from now on."""

    def close(self) -> None:
        """End the connection."""


#: One for all messages: `json.dumps` makes one anew for each.
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":")
)


def encode(message: Mapping[str, Any]) -> str:
    """Encode a message for the wire: compact JSON, text as it is.

    Halves of characters, which UTF-8 has no form for, become replacement characters.
    """
    text = _ENCODER.encode(message)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


#: In text cut off between UTF-16 units by a page, or in undecodable file names.
_SURROGATE = re.compile("[\ud800-\udfff]")
