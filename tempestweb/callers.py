"""For which view the running code was called: whose user is to get its answer."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_caller: ContextVar[tuple[object, str] | None] = ContextVar("_caller", default=None)


@contextmanager
def called_for(owner: object, view: str | None) -> Generator[None]:
    """Note for whom the code of a block runs, and the tasks that it starts.

    Args:
        owner: Whose view it is: an app's handler may call another app.
        view: The view whose event it answers; None: as it was around the block.
    """
    if view is None:
        yield
        return
    token = _caller.set((owner, view))
    try:
        yield
    finally:
        _caller.reset(token)


def caller(owner: object) -> str | None:
    """Return the view of the owner that the running code was called for."""
    found = _caller.get()
    return found[1] if found is not None and found[0] is owner else None
