from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tempestweb.server.tokens import Tokens, claimed_session_id, new_session_id

TOKENS = Tokens(b"0" * 32)


def test_a_token_is_worth_something_to_its_principal_only() -> None:
    token = TOKENS.issue("session-1", "ann")

    assert TOKENS.is_valid(token, "ann")
    assert not TOKENS.is_valid(token, "bob")
    assert claimed_session_id(token) == "session-1"


def test_a_token_of_another_server_is_worth_nothing() -> None:
    assert not TOKENS.is_valid(Tokens(b"1" * 32).issue("session-1", "ann"), "ann")


def test_ids_are_not_guessed() -> None:
    ids = {new_session_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(len(each) >= 22 for each in ids)


@given(st.text(), st.text())
def test_no_text_is_a_token(text: str, principal: str) -> None:
    assert not TOKENS.is_valid(text, principal)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_two_pairs_have_one_token(a: str, b: str, c: str, d: str) -> None:
    ids = new_session_id(), new_session_id()

    assert TOKENS.issue(ids[0], a) != TOKENS.issue(ids[1], b)
    assert (TOKENS.issue("s", c) == TOKENS.issue("s", d)) is (c == d)
