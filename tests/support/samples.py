"""Widgets of tempest-core with values for their props, made from the props' types."""

from __future__ import annotations

import types
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, Final, Union, get_args, get_origin

import tempest_core
from pydantic import BaseModel
from tempest_core import (
    AnimationController,
    BreadcrumbItem,
    ChartSeries,
    Color,
    Component,
    DetectionBox,
    DrawRect,
    FormField,
    Input,
    MenuItem,
    SectionHeader,
    Semantics,
    Style,
    TableCell,
    TableRow,
    Text,
    Theme,
    ThemeMode,
    Widget,
)

ALL_WIDGETS: Final = sorted(
    {
        value
        for value in vars(tempest_core).values()
        if isinstance(value, type)
        and issubclass(value, Widget)
        and value not in {Widget, Component}
    },
    key=lambda widget_type: widget_type.__name__,
)
"""Every widget and component that tempest-core has."""

Pair = tuple[Any, Any]
"""Two values of a prop that make a difference."""


def nothing(*_: object) -> None:
    """Do nothing, as a handler."""


def text_of(index: int) -> Widget:
    """Build an item of a list."""
    return Text(content=f"item {index}")


def other_text_of(index: int) -> Widget:
    """Build another one."""
    return Text(content=f"other {index}")


def refuse(_value: object) -> str:
    """Find fault, as a validator."""
    return "wrong"


def section(title: str) -> SectionHeader:
    """Make a section of one item."""
    return SectionHeader(
        title=title,
        item_count=1,
        item_builder=text_of,
        header_builder=lambda: Text(content=title),
    )


def running(seconds: float) -> AnimationController:
    """Make a controller that is on its way."""
    controller = AnimationController(seconds)
    controller.forward()
    return controller


SERIES: Final = [ChartSeries(label="a", points=[1.0, 3.0])]
LIGHT: Final = Theme(mode=ThemeMode.LIGHT)
SEEDED: Final = Theme.from_seed(Color.from_hex("#c02050"), mode=ThemeMode.LIGHT)

#: By the name of a prop, where its type says too little; `Type.prop` is the stronger.
PAIRS: Final[dict[str, Pair]] = {
    "active": (0, 1),
    "cep": ("01001000", "20040002"),
    "color_scheme": ("primary", "error"),
    "confidence": (0.2, 0.9),
    "current": (0, 1),
    "style": (Style(width=50.0), Style(width=60.0)),
    "semantics": (Semantics(label="a"), Semantics(label="b")),
    "tag": ("section", "article"),
    "padding_step": ("sm", "lg"),
    "high": (0.4, 0.9),
    "mid": (0.2, 0.6),
    "facing": ("front", "back"),
    "glyph": ("x", "y"),
    "icon": ("home", "search"),
    "item_builder": (text_of, other_text_of),
    "markers": ([{"lat": 1, "lng": 2}], [{"lat": 3, "lng": 4, "title": "x"}]),
    "page": (0, 1),
    "radius_step": ("sm", "lg"),
    "gap_step": ("sm", "lg"),
    "selected": (0, 1),
    "theme": (LIGHT, SEEDED),
    "tone": ("primary", "error"),
    "transition": ("slide", "fade"),
    "validators": ([], [refuse]),
    "window": ((0, 2), (1, 3)),
    "Animated.controller": (AnimationController(0.2), running(0.9)),
    "Animated.style_begin": (Style(opacity=0.0), Style(opacity=0.5)),
    "Animated.style_end": (Style(opacity=1.0), Style(opacity=0.75)),
    "AreaChart.series": (SERIES, [*SERIES, ChartSeries(label="b", points=[2.0, 2.0])]),
    "BarChart.series": (SERIES, [ChartSeries(label="b", points=[2.0, 2.0])]),
    "Calendar.selected": ("2026-11-02", "2026-11-20"),
    "Calendar.month": ("2026-11", "2026-12"),
    "CNPJInput.value": ("11222333000181", "11444777000161"),
    "CPFInput.value": ("52998224725", "11144477735"),
    "Canvas.commands": (
        [DrawRect(x=0, y=0, width=5, height=5)],
        [DrawRect(x=1, y=0, width=5, height=5)],
    ),
    "Chip.selected": (True, False),
    "Icon.name": ("home", "search"),
    "LineChart.series": (SERIES, [*SERIES, ChartSeries(label="b", points=[2.0, 2.0])]),
    "PhoneInput.value": ("11912345678", "11987654321"),
    "PieChart.hole": (0.1, 0.6),
    "ProgressBar.value": (0.2, 0.7),
    "RadarChart.series": (SERIES, [*SERIES, ChartSeries(label="b", points=[2.0, 2.0])]),
    "SectionList.sections": (
        [section("a")],
        [section("b")],
    ),
    "Table.rows": (
        [TableRow(cells=[TableCell(content="1")])],
        [TableRow(cells=[TableCell(content="2")])],
    ),
    "Tag.selected": (True, False),
}

#: What a type needs besides, for its other props to make a difference.
COMPANY: Final[dict[str, dict[str, Any]]] = {
    "AreaChart": {"series": SERIES * 2, "labels": ["a", "b"]},
    "LineChart": {"series": SERIES},
    "RadarChart": {"series": SERIES, "axes": ["a", "b", "c"]},
    "Animated": {"style_begin": Style(opacity=0.0), "style_end": Style(opacity=1.0)},
    "ActionSheet": {"items": [MenuItem(label="a", value="a")]},
    "Menu": {"items": [MenuItem(label="a", value="a")]},
    "Dropdown": {"options": ["value a", "value b"]},
    "Drawer": {"open": True},
    "Accordion": {"open": True},
    "Breadcrumb": {
        "items": ["a", BreadcrumbItem(label="b", href="/b"), "c"],
        "on_select": nothing,
    },
    "Calendar": {"month": "2026-11", "selected": "2026-11-02"},
    "DataTable.sortable": {"on_sort": None, "sort_column": None},
    "BarChart": {"values": [1.0, 3.0]},
    "CollapsingAppBar": {"scroll_offset": 1000.0},
    "ConfidenceBadge": {"confidence": 0.5},
    "DetectionOverlay": {
        "boxes": [DetectionBox(x1=0, y1=0, x2=1, y2=1, name="a", conf=0.5)]
    },
    "CameraPreview": {"on_frame": nothing},
    "DataTable": {
        "columns": ["a", "b"],
        "rows": [["1", "2"], ["0", "3"], ["2", "2"]],
        "sortable": True,
        "on_sort": nothing,
        "on_page": nothing,
        "page_size": 1,
        "sort_column": 0,
    },
    "Grid": {"children": [Text(content=str(n)) for n in range(4)]},
    "PageView": {"children": [Text(content="a"), Text(content="b")]},
    "NavBar": {"items": ["a", "b"]},
    "Tabs": {"tabs": ["a", "b"]},
    "RadioGroup": {"options": ["a", "b"]},
    "SegmentedControl": {"options": ["a", "b"]},
    "ProgressStepper": {"steps": ["a", "b"]},
    "PieChart": {"slices": [("a", 1.0), ("b", 2.0)]},
    "MetricCard": {"delta": "5"},
    "Stat": {"delta": "5"},
    "StatCard": {"delta": "5"},
    "SearchBar": {"value": "x", "on_clear": nothing},
    "Icon": {"name": "home"},
    "Form": {"fields": [FormField(name="a", child=Input())]},
    "Table": {"headers": ["a", "b"]},
}


def pair_for(widget_type: type[Widget], name: str) -> Pair:
    """Return two values of a prop; the first is what samples have."""
    known = PAIRS.get(f"{widget_type.__name__}.{name}") or PAIRS.get(name)
    if known is not None:
        return known
    return _pair_of(widget_type.model_fields[name].annotation, name)


def value_of(annotation: Any, name: str) -> Any:
    """Return a value of a type, for what is called like this."""
    return PAIRS.get(name, _pair_of(annotation, name))[0]


def _pair_of(annotation: Any, name: str) -> Pair:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _pair_of(get_args(annotation)[0], name)
    if origin in {Union, types.UnionType}:
        choices = [each for each in get_args(annotation) if each is not type(None)]
        if any(_is_handler(each) for each in choices):
            return nothing, None
        return _pair_of(choices[0], name)
    if origin is list:
        first, second = _pair_of(get_args(annotation)[0], name)
        return [first, second], [second, first]
    if origin is tuple:
        pairs = [_pair_of(each, name) for each in get_args(annotation)]
        return tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)
    if _is_handler(annotation):
        return nothing, None
    return _plain_pair(annotation, name)


def _plain_pair(annotation: Any, name: str) -> Pair:
    by_type: dict[Any, Pair] = {
        bool: (True, False),
        int: (1, 2),
        float: (1.0, 2.0),
        str: (f"{name} a", f"{name} b"),
        Color: (Color.from_hex("#102030"), Color.from_hex("#f0a000")),
        Widget: (Text(content=f"{name} a"), Text(content=f"{name} b")),
        Any: (None, None),
        dict[str, str]: ({"data-a": "1"}, {"data-a": "2"}),
        dict[str, Any]: ({"a": 1}, {"a": 2}),
    }
    if annotation in by_type:
        return by_type[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        members = list(annotation)
        return members[0], members[-1]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        pairs = {n: _pair_of(f.annotation, n) for n, f in fields if f.is_required()}
        return tuple(  # type: ignore[return-value]  # there are two
            annotation(**{n: pair[which] for n, pair in pairs.items()})
            for which in (0, 1)
        )
    raise TypeError(f"no values are known for {name}: {annotation}")


def _is_handler(annotation: Any) -> bool:
    inner = (
        get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    )
    if get_origin(inner) in {Union, types.UnionType}:
        return any(map(_is_handler, get_args(inner)))
    return (
        get_origin(inner) is Callable
        or getattr(get_origin(inner), "__name__", "") == "Callable"
    )


def sample(widget_type: type[Widget], prop: str = "", **fields: Any) -> Widget:
    """Make a widget with a value for each field that needs one.

    Args:
        widget_type: What to make.
        prop: The one that matters, if one does.
        fields: More of them, or others.
    """
    needed = {
        name: pair_for(widget_type, name)[0]
        for name, field in widget_type.model_fields.items()
        if field.is_required() and name not in fields
    }
    name = widget_type.__name__
    company = COMPANY.get(name, {}) | COMPANY.get(f"{name}.{prop}", {})
    return widget_type(**{**needed, **company, **fields})
