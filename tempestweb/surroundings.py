"""What the code of an app runs in: its theme, its memory, who catches its output."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any, Final

from tempest_core import MediaQueryData, Theme, current_theme, use_theme

from tempestweb.capture import begin_catching, end_catching
from tempestweb.memo import MemoCache, begin_remembering, end_remembering
from tempestweb.outlet import Outlet
from tempestweb.protocol import Environment

_ENTERED: Final = nullcontext()


class Surroundings:
    """What one app's code runs in, whoever calls it.

    Args:
        outlet: Takes what is printed and displayed; None: nobody does.
    """

    def __init__(self, outlet: Outlet | None) -> None:
        self._outlet = outlet
        self._memo = MemoCache()

    def begin_frame(self) -> None:
        """Forget widgets that were not used lately."""
        self._memo.begin_frame()

    def under(self, theme: Theme) -> AbstractContextManager[None]:
        """Return what to enter; nothing where the code runs in that already."""
        # The theme last: where there is none, asking for it makes one.
        if _inside.get() is self and current_theme() is theme:
            return _ENTERED
        return _Within(self, theme, self._memo, self._outlet)


_inside: ContextVar[Surroundings | None] = ContextVar(
    "tempestweb_surroundings", default=None
)


class _Within:
    """Enters and leaves the surroundings of an app; every event of a page does."""

    __slots__ = ("_memo", "_outlet", "_surroundings", "_themed", "_tokens")

    def __init__(
        self,
        surroundings: Surroundings,
        theme: Theme,
        memo: MemoCache,
        outlet: Outlet | None,
    ) -> None:
        self._surroundings = surroundings
        self._themed = use_theme(theme)
        self._memo = memo
        self._outlet = outlet

    def __enter__(self) -> None:
        self._themed.__enter__()
        self._tokens = (
            _inside.set(self._surroundings),
            begin_remembering(self._memo),
            None if self._outlet is None else begin_catching(self._outlet),
        )

    def __exit__(self, *raised: Any) -> None:
        inside, remembering, catching = self._tokens
        if catching is not None:
            end_catching(catching)
        end_remembering(remembering)
        _inside.reset(inside)
        self._themed.__exit__(*raised)


def media_of(media: MediaQueryData, environment: Environment) -> MediaQueryData:
    """Return what an app is told of a page, from what it was told and a report."""
    width = environment.get("width", media.width)
    height = environment.get("height", media.height)
    return media.model_copy(
        update={
            "width": width,
            "height": height,
            "device_pixel_ratio": environment.get("density", media.device_pixel_ratio),
            "platform_dark_mode": environment.get("dark", media.platform_dark_mode),
            "orientation": "landscape" if width > height else "portrait",
        }
    )
