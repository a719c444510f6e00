"""Sheets by rule: a picture carries the rules that it needs and no others."""

from __future__ import annotations

import pytest

from tempestweb.dom.sheet import parse_sheet, rules_for


def needed(sheet: str, *classes: str) -> str:
    return rules_for(parse_sheet(sheet), frozenset(classes))


def test_rules_of_other_classes_are_left_out() -> None:
    sheet = ".tw-a { color: red; }\n.tw-b { color: blue; }"

    assert needed(sheet, "tw-a") == ".tw-a{color:red;}"


def test_of_several_selectors_those_that_can_match_stay() -> None:
    assert needed(".tw-a, .tw-b > p, p { margin: 0 }", "tw-b") == (
        ".tw-b>p,p{margin:0}"
    )


@pytest.mark.parametrize(
    ("selector", "is_kept"),
    [
        (".tw-a.tw-x > *", False),
        (".tw-a:is(.tw-b, .tw-x)", True),
        (".tw-a:is(.tw-y, .tw-x)", False),
        (".tw-a > :is(p, .tw-x)", False),
        (":is(a, p)", True),
        (".tw-a:not(.tw-x)", True),
        (".tw-a:hover", False),
        (".tw-a:is(:focus-visible, :active)::after", False),
    ],
)
def test_a_selector_is_kept_if_the_classes_it_asks_for_are_there(
    selector: str, is_kept: bool
) -> None:
    assert bool(needed(f"{selector} {{ margin: 0 }}", "tw-a", "tw-b")) is is_kept


def test_a_selector_with_brackets_in_brackets_is_not_torn() -> None:
    sheet = ".tw-a:is(.tw-b, :has([aria-busy]), p), .tw-b { margin: 0 }"

    assert needed(sheet, "tw-a", "tw-b") == (
        ".tw-a:is(.tw-b,:has([aria-busy]),p),.tw-b{margin:0}"
    )


def test_animations_and_media_are_left_out_with_all_in_them() -> None:
    sheet = """
    @keyframes tw-turn { to { rotate: 1turn; } }
    @media (prefers-reduced-motion: reduce) { .tw-a { animation: none; } }
    .tw-a { margin: 0; }
    """

    assert needed(sheet, "tw-a") == ".tw-a{margin:0;}"


def test_nested_rules_stay_with_their_own() -> None:
    assert needed(".tw-a { & p { margin: 0; } } .tw-b { top: 0 }", "tw-a") == (
        ".tw-a{& p{margin:0;}}"
    )


def test_what_is_said_beside_the_rules_is_not_carried() -> None:
    assert needed("/* Not { this }. */ .tw-a { top: calc(1px + 2px); }", "tw-a") == (
        ".tw-a{top:calc(1px + 2px);}"
    )
