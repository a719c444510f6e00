"""Safety: what may reach a page, and what never does."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempestweb.dom.safety import is_safe_attribute, is_safe_url

INVISIBLE = st.text(st.sampled_from("\x00\x01\t\n\r \x1f\x7f\u200b\ufeff"), max_size=3)
CODE = st.sampled_from(["javascript", "vbscript", "JavaScript", "jaVAscript"])


@st.composite
def hidden_code(draw: st.DrawFn) -> str:
    """Draw a URL that runs code, with characters in it that browsers drop."""
    scheme = draw(CODE)
    letters = [draw(INVISIBLE) + letter for letter in scheme]
    return f"{''.join(letters)}{draw(INVISIBLE)}:alert(1)"


@given(hidden_code())
def test_a_url_that_runs_code_is_seen_through(url: str) -> None:
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "a", "./a:b", "?a:b", "#a:b", "//host", "http:a", "HTTPS://a", "blob:a"),
        *("mailto:a@b", "tel:+1", "data:image/png;base64,AA", "data:video/mp4,x"),
        *("data:audio/ogg,x", "data:font/woff2,x", "DATA:IMAGE/svg+xml,<svg/>"),
    ],
)
def test_a_url_that_only_fetches_is_safe(url: str) -> None:
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    ["data:text/html,x", "data:,x", "data:image/x", "file:///etc", "about:blank", "x:"],
)
def test_a_scheme_nobody_listed_is_not_safe(url: str) -> None:
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value", "javascript:x"),
        ("aria-label", "javascript:x"),
        ("data-x", "<script>"),
        ("href", "/a"),
        ("srcset", "a.png 1x, data:image/png;base64,AA 2x,"),
        ("xlink:href", "#a"),
        ("viewBox", "0 0 1 1"),
    ],
)
def test_what_only_says_something_passes(name: str, value: str) -> None:
    assert is_safe_attribute(name, value)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("onclick", "x", "use a handler"),
        ("OnFocus", "x", "use a handler"),
        ("srcDoc", "x", "use a handler"),
        ("href", "javascript:x", "not a safe URL"),
        ("XLINK:href", "javascript:x", "not a safe URL"),
        ("srcset", "a 1x, javascript:x 2x", "not a safe URL"),
        ("a=b", "x", "not the name of an attribute"),
        ("", "x", "not the name of an attribute"),
        ("a\n", "x", "not the name of an attribute"),
    ],
)
def test_what_is_left_out_is_logged_with_the_reason(
    name: str, value: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "tempestweb"):
        assert not is_safe_attribute(name, value)

    assert f"app.unsafe_attribute: {name!r} was left out: " in caplog.text
    assert why in caplog.text
