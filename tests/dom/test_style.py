"""Styles: every field has its CSS, and equal styles are one rule."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from tempest_core import Button, Style, Theme, ThemeMode, use_theme
from tempest_core.style import (
    Border,
    Color,
    Corners,
    Curve,
    Edge,
    FontWeight,
    Gradient,
    GradientDirection,
    GradientStop,
    Shadow,
    SideBorder,
    Transition,
)

from tempestweb.dom import style as style_module
from tempestweb.dom.css_declarations import declarations
from tempestweb.dom.style import baked_rule, rule_for, theme_rule
from tempestweb.errors import StyleError

RED = Color.from_hex("#ff0000")
THIN = Border(width=1, color=RED)


def gradient(direction: GradientDirection, *colors: Color) -> Gradient:
    last = max(1, len(colors) - 1)
    stops = [GradientStop(color=c, position=i / last) for i, c in enumerate(colors)]
    return Gradient(stops=stops, direction=direction)


BLUE = Color.from_hex("#0000ff80")

CASES: list[tuple[dict[str, Any], str]] = [
    ({"direction": "row"}, "flex-direction:row"),
    ({"justify": "start"}, "justify-content:flex-start"),
    ({"justify": "space-between"}, "justify-content:space-between"),
    ({"align": "end"}, "align-items:flex-end"),
    ({"align": "stretch"}, "align-items:stretch"),
    ({"align_self": "center"}, "align-self:center"),
    ({"grow": 1}, "flex:1 1 var(--tw-basis,auto)"),
    ({"grow": 1.5, "width": 40}, "flex:1.5 1 auto;width:40px"),
    ({"gap": 8}, "gap:8px"),
    ({"gap": 0.5}, "gap:.5px"),
    ({"flex_wrap": "wrap-reverse"}, "flex-wrap:wrap-reverse"),
    ({"padding": Edge.all(16)}, "padding:16px"),
    ({"padding": Edge.symmetric(vertical=1, horizontal=2)}, "padding:1px 2px"),
    ({"padding": Edge(top=1, bottom=2)}, "padding:1px 0 2px"),
    ({"padding": Edge(left=3)}, "padding-block:0;padding-inline:3px 0"),
    ({"margin": Edge(top=-4, left=1)}, "margin-block:-4px 0;margin-inline:1px 0"),
    ({"border": THIN}, "border:1px solid #ff0000"),
    ({"border": Border(width=2)}, "border:2px solid var(--tw-outline)"),
    ({"border": Border()}, "border:0"),
    (
        {"border": SideBorder(left=THIN, bottom=THIN)},
        "border-bottom:1px solid #ff0000;border-inline-start:1px solid #ff0000",
    ),
    ({"border": SideBorder(right=THIN)}, "border-inline-end:1px solid #ff0000"),
    ({"border": SideBorder()}, ""),
    ({"radius": 12}, "border-radius:12px"),
    ({"radius": Corners(top_left=4, top_right=4)}, "border-radius:4px 4px 0 0"),
    (
        {"radius": Corners(top_left=4)},
        "border-start-start-radius:4px;border-start-end-radius:0;"
        "border-end-end-radius:0;border-end-start-radius:0",
    ),
    ({"background": RED}, "background-color:#ff0000"),
    (
        {"background": gradient(GradientDirection.LEFT_RIGHT, RED, BLUE)},
        "background-image:linear-gradient(to right,#ff0000 0%,#0000ff80 100%)",
    ),
    (
        {"background": gradient(GradientDirection.BOTTOM_TOP, RED)},
        "background-image:linear-gradient(to top,#ff0000 0%,#ff0000 0%)",
    ),
    ({"color": BLUE}, "color:#0000ff80"),
    ({"opacity": 0.25}, "opacity:.25"),
    ({"opacity": 1}, "opacity:1"),
    ({"shadow": Shadow(color=RED, blur=3, offset_y=1)}, "box-shadow:0 1px 3px #ff0000"),
    (
        {"shadow": Shadow(offset_x=-2)},
        "box-shadow:-2px 0 0 #0000004d,0 0 0 1px var(--tw-edge,#0000)",
    ),
    ({"font_family": "Inter, sans-serif"}, 'font-family:"Inter",sans-serif'),
    ({"font_family": " , "}, ""),
    ({"font_asset": "fonts/My Font.ttf"}, 'font-family:"fonts/My Font.ttf"'),
    (
        {"font_asset": "a.ttf", "font_family": "serif"},
        'font-family:"a.ttf",serif',
    ),
    ({"font_size": 14}, "font-size:14px"),
    ({"font_size": 14, "text_scale": 1.5}, "font-size:21px"),
    ({"text_scale": 1.5}, "font-size:1.5em"),
    ({"font_weight": FontWeight.SEMIBOLD}, "font-weight:600"),
    ({"font_style": "italic"}, "font-style:italic"),
    ({"text_align": "left"}, "text-align:var(--tw-start)"),
    ({"text_align": "center"}, "text-align:center"),
    ({"text_decoration": "line-through"}, "text-decoration:line-through"),
    ({"letter_spacing": -0.1}, "letter-spacing:-.1px"),
    ({"line_height": 1.5}, "line-height:1.5"),
    ({"line_height": 20}, "line-height:20px"),
    (
        {"max_lines": 1},
        "overflow:hidden;white-space:nowrap;text-overflow:ellipsis",
    ),
    (
        {"max_lines": 3},
        "display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;"
        "-webkit-line-clamp:3",
    ),
    ({"max_lines": 3, "text_overflow": "clip"}, "max-height:3lh;overflow:hidden"),
    ({"text_overflow": "ellipsis"}, "overflow:hidden;text-overflow:ellipsis"),
    ({"width": 10, "height": 20}, "width:10px;height:20px"),
    ({"min_width": 1, "max_width": 2}, "min-width:1px;max-width:2px"),
    ({"min_height": 1, "max_height": 2}, "min-height:1px;max-height:2px"),
    ({"aspect_ratio": 16 / 9}, "aspect-ratio:1.7778"),
    ({"stack_align": "top-end"}, "place-items:start end"),
    ({"stack_align": "bottom-center"}, "place-items:end center"),
    ({"stack_align": "center"}, "place-items:center"),
    ({"position": "static", "top": 4}, ""),
    (
        {"position": "absolute", "top": 0, "right": 1, "bottom": -2, "left": 3},
        "position:absolute;top:0;inset-inline-end:1px;bottom:-2px;"
        "inset-inline-start:3px",
    ),
    (
        {"transition": Transition(duration_ms=200, delay_ms=50)},
        "transition:200ms ease-in-out 50ms;"
        "@media (prefers-reduced-motion:reduce){transition:none}",
    ),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_a_field_is_translated(fields: dict[str, Any], expected: str) -> None:
    assert declarations(Style(**fields)) == expected


def test_every_field_of_a_style_is_translated() -> None:
    translated = {field for fields, css in CASES if css for field in fields}

    assert translated == set(Style.model_fields)


@pytest.mark.parametrize("curve", [Curve.BOUNCE, Curve.ELASTIC])
def test_curves_css_has_no_word_for_are_sampled(curve: Curve) -> None:
    style = Style(transition=Transition(duration_ms=1, curve=curve))

    assert declarations(style).startswith("transition:1ms linear(0,")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"width": -4}, "Style.width"),
        ({"min_height": -4}, "Style.min_height"),
        ({"gap": -4}, "Style.gap"),
        ({"grow": -4}, "Style.grow"),
        ({"font_size": -4}, "Style.font_size"),
        ({"line_height": -4}, "Style.line_height"),
        ({"radius": -4}, "Style.radius"),
        ({"radius": Corners(bottom_left=-4)}, "Style.radius.bottom_left"),
        ({"padding": Edge(left=-4)}, "Style.padding.left"),
        ({"border": Border(width=-4)}, "Style.border.width"),
        ({"border": SideBorder(top=Border(width=-4))}, "Style.border.top.width"),
    ],
)
def test_a_length_that_cannot_be_negative_is_refused_by_name(
    fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(StyleError, match=rf"{named} is 0 or more, not -4"):
        rule_for(Style(**fields))


@pytest.mark.parametrize("family", ['a"}b', "a</style>b", "a\\b", "a;b", "a\nb", "日"])
def test_no_font_name_ends_the_rule(family: str) -> None:
    text = declarations(Style(font_family=family))

    inside = text.removeprefix('font-family:"').removesuffix('"')
    assert not set(inside) & set('"}<;\n')
    assert inside.isascii()


def test_a_rule_is_named_by_its_declarations_alone() -> None:
    one, other = Style(gap=8, color=RED), Style(color=RED, gap=8.0)

    rule = rule_for(one)

    assert rule is not None
    assert rule == rule_for(other)
    assert rule.text == f".{rule.name}{{gap:8px;color:#ff0000}}"
    assert len(rule.name) == len("tw-") + 10


def test_a_rule_has_the_same_name_in_another_process() -> None:
    code = (
        "from tempest_core import Style; from tempestweb.dom.style import rule_for;"
        "print(rule_for(Style(gap=8)).name)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    rule = rule_for(Style(gap=8))

    assert rule is not None
    assert run.stdout.strip() == rule.name


@pytest.mark.parametrize("style", [None, Style(), Style(gap=None)])
def test_a_style_that_says_nothing_has_no_rule(style: Style | None) -> None:
    assert rule_for(style) is None


def test_further_declarations_come_last() -> None:
    alone, both = rule_for(None, "a:b"), rule_for(Style(gap=1), "a:b")

    assert alone is not None
    assert both is not None
    assert alone.text.endswith("{a:b}")
    assert both.text.endswith("{gap:1px;a:b}")


def test_the_dicts_that_merging_leaves_inside_a_style_are_understood() -> None:
    merged = Style(gap=8).merge(Style(color=RED, border=Border(width=1, color=RED)))

    rule = rule_for(merged)

    assert rule is not None
    assert "border:1px solid #ff0000" in rule.text
    assert "color:#ff0000" in rule.text


def test_styles_with_gradients_are_cached_too() -> None:
    one = Style(background=gradient(GradientDirection.TOP_BOTTOM, RED, BLUE))
    same = Style(background=gradient(GradientDirection.TOP_BOTTOM, RED, BLUE))

    assert rule_for(one) is rule_for(same)


def test_a_full_cache_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style_module, "_CACHE_SIZE", 2)
    theme = Theme(mode=ThemeMode.LIGHT)
    expected = rule_for(Style(gap=3)), theme_rule(theme)
    for gap in range(10):
        rule_for(Style(gap=gap))
        baked_rule(Button(label="", theme=theme), theme, gap)
        theme_rule(Theme(mode=ThemeMode.DARK))

    assert (rule_for(Style(gap=3)), theme_rule(theme)) == expected


def test_the_same_options_in_two_themes_are_two_rules() -> None:
    rules = []
    for seed in ("#ff0000", "#00ff00"):
        theme = Theme.from_seed(Color.from_hex(seed), mode=ThemeMode.LIGHT)
        with use_theme(theme):
            rules += [baked_rule(Button(label=""), theme, "solid") for _ in range(2)]

    assert rules[0] == rules[1]
    assert rules[0] != rules[2]
    assert rules[2] == rules[3]


def test_a_theme_in_the_place_of_a_freed_one_gets_its_own_rule() -> None:
    for green in range(0, 250, 5):
        theme = Theme.from_seed(Color(r=0, g=green, b=99), mode=ThemeMode.LIGHT)
        button = Button(label="", theme=theme)

        assert baked_rule(button, theme, "freed") == rule_for(button.style)
        del theme, button


def test_a_size_per_breakpoint_is_no_key_and_still_a_rule() -> None:
    button = Button(label="")

    assert baked_rule(button, button.theme, {"base": "sm"}) == rule_for(button.style)


def test_a_themes_rule_carries_its_roles() -> None:
    light, dark = Theme(mode=ThemeMode.LIGHT), Theme(mode=ThemeMode.DARK)

    text = theme_rule(light).text

    assert f"--tw-primary-container:{light.color('primary_container').to_hex()}" in text
    assert "color-scheme:light" in text
    assert "color-scheme:dark" in theme_rule(dark).text
    assert theme_rule(light) is theme_rule(light)


def test_the_flat_colours_of_a_theme_win_over_its_tokens() -> None:
    theme = Theme(mode=ThemeMode.LIGHT, primary=RED, background=BLUE, on_background=RED)

    text = theme_rule(theme).text

    assert "--tw-primary:#ff0000" in text
    assert ";background-color:#0000ff80;color:#ff0000}" in text
