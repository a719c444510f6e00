"""The overlays of an app as they are shown: under its theme, wherever made."""

from __future__ import annotations

from collections.abc import Iterable

from tempest_core import Theme, Widget, current_theme

from tempestweb.themes import rethemed


class Overlays:
    """What is shown of each overlay, and under which theme that was made."""

    def __init__(self) -> None:
        # By id: what it was given, what is shown of it, and the theme.
        self._shown: dict[str, tuple[Widget, Widget, Theme]] = {}

    def made(self, overlay_id: str, widget: Widget, theme: Theme) -> None:
        """Note a new overlay: one made under the app's theme is shown as it is."""
        if current_theme() is theme:
            self._shown[overlay_id] = (widget, widget, theme)

    def under(
        self, theme: Theme, overlays: Iterable[tuple[str, Widget, bool]]
    ) -> list[tuple[str, Widget, bool]]:
        """List overlays; made anew where another theme was there when they were."""
        shown, self._shown = self._shown, {}
        listed = []
        for overlay_id, widget, has_barrier in overlays:
            given, now, of = shown.get(overlay_id, (None, widget, None))
            if given is not widget or of is not theme:
                now = rethemed(widget, theme)
            self._shown[overlay_id] = (widget, now, theme)
            listed.append((overlay_id, now, has_barrier))
        return listed
