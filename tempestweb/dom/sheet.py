"""Style sheets by rule: what of a sheet a piece of HTML needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.S)
_SPACE: Final = re.compile(r"\s+")
#: No space is needed beside these, in any sheet of ours.
_AROUND: Final = re.compile(r"\s*([{};,>])\s*|(?<=:)\s")
_CLASS: Final = re.compile(r"\.(tw-[\w-]+)")
_NONE_OF: Final = re.compile(r":not\([^()]*\)")
_ANY_OF: Final = re.compile(r":(?:is|where|has)\(([^()]*)\)")
#: A picture is in none of these states.
_STATES: Final = re.compile(r":(hover|active|focus|focus-visible|focus-within)\b")


@dataclass(frozen=True, slots=True)
class SheetRule:
    """One rule of a sheet.

    Attributes:
        selectors: What it applies to, one or more, each without a comma outside of
            brackets.
        body: Its declarations, in their braces.
    """

    selectors: tuple[str, ...]
    body: str

    def for_classes(self, used: frozenset[str]) -> str:
        """Write the rule as far as it concerns elements of certain classes."""
        wanted = [one for one in self.selectors if _concerns(one, used)]
        return f"{','.join(wanted)}{self.body}" if wanted else ""


def parse_sheet(text: str) -> list[SheetRule]:
    """Take a sheet apart.

    Rules that begin with `@`, such as animations, and those for states that only a
    pointer or the keyboard bring about are left out.
    """
    plain = _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", text))).strip()
    rules = []
    for head, body in _blocks(plain):
        selectors = [s for s in _split(head) if not _STATES.search(s)]
        if selectors and not head.startswith("@"):
            rules.append(SheetRule(tuple(selectors), body))
    return rules


def rules_for(rules: Iterable[SheetRule], used: frozenset[str]) -> str:
    """Write those rules of a sheet that elements of certain classes need."""
    return "".join(rule.for_classes(used) for rule in rules)


def _concerns(selector: str, used: frozenset[str]) -> bool:
    asked = _NONE_OF.sub("", selector)
    groups = [set(_CLASS.findall(group)) for group in _ANY_OF.findall(asked)]
    alone = set(_CLASS.findall(_ANY_OF.sub("", asked)))
    return alone <= used and all(not group or group & used for group in groups)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each outermost pair of braces, and the pair."""
    depth = start = opened = 0
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            if depth == 0:
                opened = match.start()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield text[start:opened], text[opened : match.end()]
                start = match.end()


def _split(selectors: str) -> list[str]:
    """Split at the commas that are in no brackets."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"[(),]", selectors):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
        elif depth == 0:
            parts.append(selectors[start : match.start()])
            start = match.end()
    return [*parts, selectors[start:]]
