"""For which view the running code was called: whose user is to get its answer."""

from __future__ import annotations

from contextvars import ContextVar, Token

_Caller = tuple[object, str] | None

_caller: ContextVar[_Caller] = ContextVar("_caller", default=None)


def begin_call(owner: object, view: str) -> Token[_Caller]:
    """Note for whom the code that follows runs, and the tasks that it starts.

    Args:
        owner: Whose view it is: an app's handler may call another app.
        view: The view whose event it answers.

    Returns:
        What `end_call` wants.
    """
    return _caller.set((owner, view))


def end_call(token: Token[_Caller]) -> None:
    """Note that the code that follows runs for whom it did before `begin_call`."""
    _caller.reset(token)


def caller(owner: object) -> str | None:
    """Return the view of the owner that the running code was called for."""
    found = _caller.get()
    return found[1] if found is not None and found[0] is owner else None
