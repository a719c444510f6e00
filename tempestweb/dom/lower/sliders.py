"""Lowering of sliders with one thumb, and with two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from tempest_core import RangeSlider, Size, Slider
from tempest_core.variants import SLIDER_SIZE, resolve_size

from tempestweb.dom.lower.accent import accent_rule
from tempestweb.dom.lower.context import Context, listeners, lowers
from tempestweb.dom.node import Decode, Node
from tempestweb.dom.style import CssRule

#: What a screen reader calls the two thumbs.
_THUMBS: Final = ("Minimum", "Maximum")


@lowers(Slider)
def _slider(widget: Slider, context: Context, _previous: Node | None) -> Node:
    low, high = widget.min_value, widget.max_value
    return Node(
        "input",
        f"tw-slider tw-{_size(widget).value}",
        attributes=_scale(widget, max(low, min(widget.value, high))),
        rule=_rule(widget, context),
        listeners=listeners(widget, "on_change", "input", _decode_slide(low, high)),
        key=widget.key,
    )


@lowers(RangeSlider)
def _range_slider(
    widget: RangeSlider, context: Context, _previous: Node | None
) -> Node:
    least, most = widget.min_value, widget.max_value
    low = max(least, min(widget.low, most))
    high = max(low, min(widget.high, most))
    on = listeners(widget, "on_change", "input", _decode_range(least, most))
    thumbs = [
        Node(
            "input",
            "tw-slider tw-thumb",
            attributes={**_scale(widget, value), "aria-label": name},
            listeners=on,
        )
        for name, value in zip(_THUMBS, (low, high), strict=True)
    ]
    return Node(
        "div",
        f"tw-range tw-{_size(widget).value}",
        children=thumbs,
        # What the client reports of one thumb, it reports with the other.
        attributes={"role": "group", "data-tw-group": ""},
        rule=_rule(widget, context),
        behaviour="range",
        props={"low": low, "high": high, "min": least, "max": most},
        slots=[],
        key=widget.key,
    )


def _scale(widget: Slider | RangeSlider, value: float) -> dict[str, str]:
    return {
        "type": "range",
        "min": _js_number(widget.min_value),
        "max": _js_number(widget.max_value),
        # 0 is a slider without steps, which HTML calls "any".
        "step": _js_number(widget.step) if widget.step > 0 else "any",
        "value": _js_number(value),
    }


def _rule(widget: Slider | RangeSlider, context: Context) -> CssRule | None:
    # slider.css draws the track; these describe it.
    leave = {"background", "color", "radius"}
    track = SLIDER_SIZE[_size(widget)]
    if widget.style is not None and widget.style.height == track:
        leave.add("height")
    return accent_rule(widget, context, leave)


def _size(widget: Slider | RangeSlider) -> Size:
    return resolve_size(widget.size, widget.theme, media=widget.media)


def _decode_slide(least: float, most: float) -> Decode:
    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"value": _checked(payload["value"], least, most)}

    return decode


def _decode_range(least: float, most: float) -> Decode:
    def decode(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        values: Sequence[str] = payload["values"]
        low, high = (_checked(value, least, most) for value in values)
        if low > high:
            raise ValueError(f"{low} is above {high}")
        return {"low": low, "high": high}

    return decode


def _checked(text: str, least: float, most: float) -> float:
    value = float(text)
    if not least <= value <= most:
        raise ValueError(f"{value} is not from {least} to {most}")
    return value


def _js_number(value: float) -> str:
    """Write a number as JavaScript does, so that both sides compare equal."""
    return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"
