"""What the code of an app runs in: its theme, its memory, who catches its output."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from tempest_core import MediaQueryData, Theme, current_theme, use_theme

from tempestweb.capture import caught_by, current_catcher
from tempestweb.memo import MemoCache, current_cache, remembering
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
        outlet = self._outlet
        # The theme last: where there is none, asking for it makes one.
        is_entered = (
            current_cache() is self._memo
            and (outlet is None or current_catcher() is outlet)
            and current_theme() is theme
        )
        return _ENTERED if is_entered else self._entered(theme)

    @contextmanager
    def _entered(self, theme: Theme) -> Generator[None]:
        catching = _ENTERED if self._outlet is None else caught_by(self._outlet)
        with use_theme(theme), remembering(self._memo), catching:
            yield


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
