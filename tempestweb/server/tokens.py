"""Resume tokens: what lets a view come back to its session, and nobody else's view."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets


class Tokens:
    """Issues and checks the tokens of one server.

    A token is the session's id and a signature of that id and of the principal it was
    issued to: it is worth nothing to anybody else.

    Args:
        secret: Signs the tokens; random bytes, 32 or more.
    """

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def issue(self, session_id: str, principal: str) -> str:
        """Return the token with which a principal comes back to a session."""
        return f"{session_id}.{self._signature(session_id, principal)}"

    def is_valid(self, token: str, principal: str) -> bool:
        """Tell whether this server issued a token to that principal."""
        session_id, _, signature = token.partition(".")
        wanted = self._signature(session_id, principal)
        return hmac.compare_digest(
            wanted.encode(), signature.encode("utf-8", "surrogatepass")
        )

    def _signature(self, session_id: str, principal: str) -> str:
        # A session id holds no line break: two pairs never make one text.
        text = f"{session_id}\n{principal}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.secret, text, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_session_id() -> str:
    """Return an id that nobody guesses."""
    return secrets.token_urlsafe(16)


def claimed_session_id(token: str) -> str:
    """Return the session that a token says it is for, whoever issued it."""
    return token.partition(".")[0]
