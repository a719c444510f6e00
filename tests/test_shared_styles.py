from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import tempest_core
from tempest_core import (
    Button,
    Card,
    Checkbox,
    Color,
    Edge,
    Input,
    Style,
    Theme,
    ThemeMode,
    Widget,
    use_theme,
)
from tempest_core.style import Size, Variant

from tempestweb.shared_styles import RESOLVERS, remembered, share_styles

LIGHT = Theme(mode=ThemeMode.LIGHT)
DARK = Theme(mode=ThemeMode.DARK)


@pytest.fixture(autouse=True)
def _looks_are_remembered() -> None:
    share_styles()


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Button(label=text),
        lambda text: Input(value=text),
        lambda text: Checkbox(label=text),
        lambda text: Card(children=[Button(label=text)]).render(),
    ],
)
def test_widgets_that_look_the_same_share_their_style(
    make: Callable[[str], Widget],
) -> None:
    with use_theme(LIGHT):
        assert make("one").style is make("other").style


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_style_is_what_tempest_core_makes_it(theme: Theme) -> None:
    resolve = tempest_core.resolve_variant
    original = resolve.__wrapped__  # type: ignore[attr-defined]  # of functools.wraps
    schemes = ("primary", "neutral", "error")
    for variant, size, scheme in product(Variant, Size, schemes):
        options: dict[str, Any] = {"variant": variant, "size": size}
        options["color_scheme"] = scheme
        for _ in range(2):
            assert resolve(theme=theme, **options) == original(theme=theme, **options)


def test_another_theme_or_option_is_another_style() -> None:
    with use_theme(LIGHT):
        plain = Button(label="a").style
        outlined = Button(label="a", variant=Variant.OUTLINE).style
    with use_theme(DARK):
        dark = Button(label="a").style

    assert len({id(plain), id(outlined), id(dark)}) == 3
    assert plain != outlined
    assert plain != dark


def test_a_style_of_its_own_goes_on_top() -> None:
    own = Style(padding=Edge.all(1), background=Color(r=1, g=2, b=3))
    with use_theme(LIGHT):
        plain = Button(label="a")
        special = Button(label="a", style=own)

    assert special.style is not None
    assert special.style.padding == Edge.all(1)
    assert special.style.background == Color(r=1, g=2, b=3)
    assert plain.style == Button(label="a", theme=LIGHT).style


def test_a_size_for_each_breakpoint_is_resolved_each_time() -> None:
    sizes = {"base": Size.SM, "lg": Size.LG}
    with use_theme(LIGHT):
        small = Button(label="a", size=Size.SM).style
        assert Button(label="a", size=sizes).style == small


def test_a_mistake_is_told_as_ever() -> None:
    with use_theme(LIGHT), pytest.raises(ValueError, match="unknown color_scheme"):
        Button(label="a", color_scheme="mauve")


def test_no_module_of_tempest_core_has_a_resolver_without_a_memory() -> None:
    for name in RESOLVERS:
        replaced = getattr(tempest_core, name)
        assert hasattr(replaced, "__wrapped__")
        for module_name, module in sys.modules.items():
            if module_name.startswith("tempest_core"):
                assert vars(module).get(name, replaced) is replaced


def test_the_memory_is_bounded() -> None:
    calls = []

    def resolve(*, theme: Theme, number: int) -> Style:
        del theme
        calls.append(number)
        return Style(gap=float(number))

    look_up = remembered(resolve)
    for number in [*range(2000), 1999, 0]:
        assert look_up(theme=LIGHT, number=number).gap == number

    # The first one was forgotten, the last one was not.
    assert calls == [*range(2000), 0]
