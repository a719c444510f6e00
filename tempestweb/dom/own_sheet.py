"""Style sheets of widgets of an app's own: one rule that concerns no other element."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tempest_core import Style

from tempestweb.dom.style import CssRule, named_rule, rule_for
from tempestweb.errors import StyleError

_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<note>/\*.*?\*/)|[{};]""", re.S
)

#: Rules that CSS allows inside no other but those for media.
_APART: Final = re.compile(
    r"@(?:-webkit-)?(?:keyframes|font-face|property|counter-style|font-feature-values)\b"
)
_REFUSED: Final = re.compile(r"@(import|charset|namespace)\b")


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet, taken apart.

    Attributes:
        nested: What goes inside of the rule of the widget's class.
        apart: What cannot.
    """

    nested: str
    apart: str


def parse_own_sheet(css: str, name: str) -> OwnSheet:
    """Take the sheet of a widget apart.

    Its selectors are for what is inside of the widget; `&`, and declarations without
    a selector, are for the widget's element itself.

    Args:
        css: The sheet.
        name: What its author calls it.

    Raises:
        StyleError: Its braces do not match, or it imports others.
    """
    nested: list[str] = []
    apart: list[str] = []
    for statement in _statements(css, name):
        refused = _REFUSED.match(statement)
        if refused is not None:
            raise StyleError(
                f"{name} has an @{refused[1]}, which a widget's sheet cannot have",
                "Put all rules into one file.",
            )
        (apart if _APART.match(statement) else nested).append(statement)
    return OwnSheet("".join(nested), "".join(apart))


def own_rule(style: Style | None, sheet: OwnSheet) -> CssRule | None:
    """Return the rule of a widget's element: its sheet, then its style.

    Args:
        style: What the app has given the widget; it wins over the sheet.
        sheet: What all widgets of the type have.
    """
    own = rule_for(style)
    if not sheet.nested and not sheet.apart:
        return own
    declared = "" if own is None else own.text.partition("{")[2].removesuffix("}")
    rule = named_rule(f"{sheet.nested}{declared}")
    if not sheet.apart:
        return rule
    # A page adds rules one by one, and this is one.
    return CssRule(rule.name, f"@media all{{{rule.text}{sheet.apart}}}")


def _statements(css: str, name: str) -> list[str]:
    """Split at the ends of the outermost rules and declarations; leave comments out."""
    statements: list[str] = []
    part: list[str] = []
    depth = last = 0
    for match in _TOKEN.finditer(css):
        part.append(css[last : match.start()])
        last = match.end()
        if match["note"] is not None:
            continue
        part.append(match[0])
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0:
            break
        if depth == 0 and match[0] in {"}", ";"}:
            statements.append("".join(part).strip())
            part = []
    if depth != 0:
        raise StyleError(
            f"the braces of {name} do not match",
            "Close each { with a }, and none twice.",
        )
    rest = "".join([*part, css[last:]]).strip()
    return [*statements, f"{rest};"] if rest else statements
