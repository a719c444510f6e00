"""What a themed widget looks like, worked out once for all widgets that look the same.

tempest-core resolves the style of each button, field and card when it is made: colours,
sizes and a new `Style`, which is most of what making a button takes. The functions that
do so are pure and styles are frozen, so the style of the last widget with the same
options is as good. They are replaced where tempest-core's modules refer to them.

The one module that puts something in the place of tempest-core's own functions;
`tests/test_shared_styles.py` fails when those change.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Hashable
from typing import Any, Final

import tempest_core
from tempest_core import Style, Theme

#: Functions of keywords that make a frozen style, and do nothing else.
RESOLVERS: Final = (
    "resolve_alert_variant",
    "resolve_badge_variant",
    "resolve_field_variant",
    "resolve_selection_variant",
    "resolve_slider_variant",
    "resolve_surface_variant",
    "resolve_variant",
)

#: Entries for each function; a full one is emptied, and fills again in one frame.
_MOST: Final = 1024


def remembered(resolve: Callable[..., Style]) -> Callable[..., Style]:
    """Give a resolver a memory of what it returned for the same theme and options."""
    # The theme is kept with the style so that its id cannot come to mean another one.
    known: dict[Hashable, tuple[Theme, Style]] = {}

    @functools.wraps(resolve)
    def look_up(*, theme: Theme, **options: Any) -> Style:
        key = (id(theme), *options, *options.values())
        try:
            found = known.get(key)
        except TypeError:
            # A size per breakpoint is a dict.
            return resolve(theme=theme, **options)
        if found is None:
            found = (theme, resolve(theme=theme, **options))
            if len(known) >= _MOST:
                known.clear()
            known[key] = found
        return found[1]

    return look_up


def share_styles() -> None:
    """Let tempest-core's widgets share their styles; once more changes nothing."""
    modules = [
        module
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "tempest_core"
    ]
    for name in RESOLVERS:
        resolve = getattr(tempest_core, name)
        if hasattr(resolve, "__wrapped__"):
            continue
        replacement = remembered(resolve)
        for module in modules:
            if vars(module).get(name) is resolve:
                setattr(module, name, replacement)
