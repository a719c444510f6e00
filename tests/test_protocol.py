"""Protocol: what a client sends is a message, or is refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.errors import ProtocolError
from tempestweb.parsing import MAX_MESSAGE_LENGTH, parse_client_message

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "fixtures/protocol/client-messages.json").read_text(
        "utf-8"
    )
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        *("kind", "view", "version", "environment", "token", "epoch", "seq", "n"),
        *("data", "transfer", "offset", "files", "again"),
    ]
)
KINDS = st.sampled_from(
    [
        *("hello", "event", "ack", "resync", "bye", "mount"),
        *("offer", "taken", "piece", "drop"),
    ]
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_client_message_is_understood_or_refused_as_the_fixture_says(
    case: dict[str, Any],
) -> None:
    text = json.dumps(case["message"])
    if "refused" not in case:
        assert parse_client_message(text) == case.get("understood", case["message"])
        return
    with pytest.raises(ProtocolError) as caught:
        parse_client_message(text)
    assert caught.value.code == case["refused"]
    assert caught.value.title


@pytest.mark.parametrize("text", ["", "{", "nul", "[1]", "1", '"event"', "[" * 10**5])
def test_what_is_not_a_json_object_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse_client_message(text)
    assert caught.value.code == "client.malformed"


def test_a_message_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(ProtocolError, match="the limit is"):
        parse_client_message("{" * (MAX_MESSAGE_LENGTH + 1))


@given(KINDS, st.dictionaries(FIELDS, JSON_VALUES))
def test_nonsense_raises_nothing_but_a_protocol_error(
    kind: str, fields: dict[str, Any]
) -> None:
    try:
        message = parse_client_message(json.dumps({**fields, "kind": kind}))
    except ProtocolError:
        return
    assert message["kind"] == kind
