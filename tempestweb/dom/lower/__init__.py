"""Lowering: tempest-core widgets to nodes.

Importing this package registers every widget that can be shown.
"""

from tempestweb.dom.lower import (  # noqa: F401  # importing them registers them
    autocomplete,
    buttons,
    cameras,
    canvas,
    charts,
    effects,
    embed,
    files,
    floating,
    forms,
    frames,
    gestures,
    indicators,
    inputs,
    layout,
    lists,
    maps,
    masks,
    media,
    motion,
    navigation,
    overlays,
    pages,
    pickers,
    refresh,
    roles,
    selection,
    sliders,
    text,
)
from tempestweb.dom.lower.context import Context, Lowering, lowers
from tempestweb.dom.lower.scene import lower_scene

__all__ = ["Context", "Lowering", "lower_scene", "lowers"]
