"""What a page says on an app's comm that is for no session: who asks, is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tempestweb.jupyter.modules import answer_for
from tempestweb.protocol import encode

if TYPE_CHECKING:
    from tempestweb.app import App

#: An inspector wants to know what is shown. Nothing is told that nobody asked for.
INSPECT: Final = '{"kind":"inspect"}'


def answer_beside(content: str, app: App[Any]) -> tuple[str, list[bytes]] | None:
    """Answer a page that asks for a module of the client, or for what an app shows.

    Returns:
        A message and its buffers; None if the content is neither.
    """
    if content == INSPECT:
        return encode({"kind": "inspection", **app.inspect()}), []
    return answer_for(content)
