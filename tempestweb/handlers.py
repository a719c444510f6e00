"""Calling a handler as its author wrote it: with the event, or without."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, Final

from tempest_core import Event

from tempestweb.dom.node import Listener
from tempestweb.errors import HandlerSignatureError
from tempestweb.reports import place_of_function

_POSITIONAL: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
)


def call_handler(listener: Listener, event: Event) -> Any:
    """Call a listener's handler.

    Returns:
        What the handler returns: for an async one, an awaitable.

    Raises:
        HandlerSignatureError: The handler can be called neither with nor without
            the event.
    """
    handler = listener.handler
    if _wants_event(handler, listener):
        return handler(event)
    return handler()


#: What was found out about plain functions, by code and defaults: a view makes its
#: handlers anew in every frame, of the same code.
_known: Final[dict[tuple[CodeType, int], bool]] = {}
_MOST_KNOWN: Final = 4096


def _wants_event(handler: Callable[..., Any], listener: Listener) -> bool:
    if type(handler) is not FunctionType or handler.__kwdefaults__:
        return _asks_for_event(listener)
    key = handler.__code__, len(handler.__defaults__ or ())
    known = _known.get(key)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[key] = _asks_for_event(listener)
    return known


def _asks_for_event(listener: Listener) -> bool:
    """Tell whether a handler asks for the event.

    It does with a required positional parameter, with `*args`, or with a first
    parameter called `event`. Parameters that all have defaults are the idiom by which a
    lambda in a loop keeps the loop's variable (`lambda row=row: ...`), not a wish for
    the event.
    """
    try:
        parameters = list(inspect.signature(listener.handler).parameters.values())
    except (TypeError, ValueError):
        # Some callables of C have no signature; tempest-core calls those bare.
        return False
    positional = [p for p in parameters if p.kind in _POSITIONAL]
    required = [p for p in positional if p.default is p.empty]
    keyword_only = [
        p for p in parameters if p.kind is p.KEYWORD_ONLY and p.default is p.empty
    ]
    if len(required) > 1 or keyword_only:
        raise _cannot_call(listener, [p.name for p in required + keyword_only])
    if required or any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return True
    return bool(positional) and positional[0].name == "event"


def _cannot_call(listener: Listener, names: list[str]) -> HandlerSignatureError:
    handler: Callable[..., Any] = listener.handler
    name = getattr(handler, "__name__", type(handler).__name__)
    place = place_of_function(handler)
    where = f" ({place})" if place else ""
    event = listener.event_type.__name__
    return HandlerSignatureError(
        f"{listener.name}: the handler {name}{where} needs {len(names)} arguments "
        f"({', '.join(names)}), but gets the event or nothing",
        f"Write `def {name}() -> None` or `def {name}(event: {event}) -> None`; "
        "bind anything else with functools.partial or a default value.",
    )
