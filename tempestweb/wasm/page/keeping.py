"""A state that survives a reload: written as JSON, read back if it still fits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from pydantic import PydanticSchemaGenerationError, TypeAdapter
from pydantic_core import PydanticSerializationError, ValidationError

from tempestweb.app import App
from tempestweb.errors import AppLoadError

logger = logging.getLogger(__name__)

#: How long after a change the state is kept, in seconds; what changes meanwhile goes
#: along.
PAUSE: Final = 0.1


class Keeper:
    """Keeps the state of one app.

    The state is a dataclass, a pydantic model, or anything else that pydantic can
    write and read. JSON and not pickle: whatever else runs on the page's origin may
    have written it.

    Args:
        app: Whose state.
        keep: Takes the state, as JSON.

    Attributes:
        app: Whose state; another one may take over from it.
        is_restored: Whether the app has the state of an earlier visit.

    Raises:
        AppLoadError: The state is of a kind that cannot be kept.
    """

    def __init__(self, app: App[Any], keep: Callable[[str], object]) -> None:
        self.app = app
        self._keep = keep
        self._is_due = False
        self.is_restored = False
        kind = type(app.state)
        try:
            self._adapter: TypeAdapter[Any] = TypeAdapter(kind)
            self._kept = self._text()
        except (PydanticSchemaGenerationError, PydanticSerializationError):
            # What pydantic says of it is about pydantic.
            raise AppLoadError(
                f"a state of type {kind.__name__} cannot survive a reload",
                "Make it a dataclass with types, or a pydantic model; or drop PERSIST.",
            ) from None

    def restore(self, kept: str | None) -> None:
        """Give the app the state of an earlier visit, if there is one that fits.

        Fields that are new since then get their defaults. A state that does not fit,
        for the app has another one now, is dropped.
        """
        if kept is None:
            return
        try:
            self.app.state = self._adapter.validate_json(kept)
        except ValidationError as error:
            logger.warning("app.state: the kept state does not fit any more: %s", error)
            return
        self._kept = kept
        self.is_restored = True

    def look(self) -> None:
        """Keep the state soon, if it has changed."""
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_later(PAUSE, self.keep_now)

    def keep_now(self) -> None:
        """Keep the state, if it has changed."""
        self._is_due = False
        try:
            text = self._text()
        except PydanticSerializationError as error:
            logger.warning("app.state: the state cannot be kept: %s", error)
            return
        if text != self._kept:
            self._kept = text
            self._keep(text)

    def _text(self) -> str:
        return self._adapter.dump_json(self.app.state).decode()
