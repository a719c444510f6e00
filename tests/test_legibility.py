from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tempest_core import Color, Theme, ThemeMode
from tempest_core.tokens import ColorRole, TokenSet

from tempestweb.legibility import LEAST_CONTRAST, contrast, legible
from tempestweb.themes import DEFAULT_THEME, resolved

BLACK, WHITE = Color(r=0, g=0, b=0), Color(r=255, g=255, b=255)
FAMILIES = ("primary", "secondary", "tertiary", "error", "success", "warning", "info")

colors = st.builds(
    Color, r=st.integers(0, 255), g=st.integers(0, 255), b=st.integers(0, 255)
)


def least_contrast(theme: Theme) -> float:
    """What the worst text has that a theme's colours are meant for."""
    pairs = []
    for family in FAMILIES:
        pairs += [
            (family, f"on_{family}"),
            (family, "surface"),
            (family, "surface_variant"),
            (f"{family}_container", f"on_{family}_container"),
        ]
    return min(contrast(theme.color(one), theme.color(other)) for one, other in pairs)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        # https://webaim.org/resources/contrastchecker has the same.
        (Color.from_hex("#767676"), WHITE, 4.54),
        (WHITE, Color.from_hex("#ff0000"), 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: Color, other: Color, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(colors, st.sampled_from([ThemeMode.LIGHT, ThemeMode.DARK]))
def test_every_theme_of_a_seed_can_be_read(seed: Color, mode: ThemeMode) -> None:
    theme = Theme.from_seed(seed, mode=mode)
    assert least_contrast(legible(theme)) >= LEAST_CONTRAST


def test_a_colour_keeps_its_hue() -> None:
    pale = Theme.from_seed(Color.from_hex("#2ea043"), mode=ThemeMode.LIGHT)
    mended = legible(pale)
    hues = [
        colorsys.rgb_to_hls(color.r, color.g, color.b)[0]
        for color in (pale.color("primary"), mended.color("primary"))
    ]
    assert mended.color("primary") != pale.color("primary")
    assert hues[0] == pytest.approx(hues[1], abs=0.01)


def test_colours_that_were_made_by_hand_stay() -> None:
    tokens = TokenSet.from_seed(Color.from_hex("#6750a4"))
    yellow = Color.from_hex("#ffe600")
    light = tokens.schemes.light.model_copy(update={"success": yellow})
    schemes = tokens.schemes.model_copy(update={"light": light})
    own = tokens.model_copy(update={"schemes": schemes})
    theme = Theme(mode=ThemeMode.LIGHT, tokens=own)
    assert legible(theme).color(ColorRole.SUCCESS) == yellow
    assert legible(legible(theme)) == legible(theme)


def test_a_theme_that_can_be_read_is_the_same_object() -> None:
    theme = legible(DEFAULT_THEME)
    assert legible(theme) is theme


def test_apps_are_shown_in_colours_that_can_be_read() -> None:
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        assert least_contrast(resolved(DEFAULT_THEME, mode)) >= LEAST_CONTRAST
