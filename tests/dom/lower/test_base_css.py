"""What base.css has to keep to, so that styles win over it and pages are spared."""

from __future__ import annotations

import re
from pathlib import Path

import tempestweb

CSS = Path(tempestweb.__file__).with_name("dom") / "lower" / "base.css"


def rules() -> str:
    return re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_everything_is_in_one_layer() -> None:
    text = rules().strip()
    depths = [0]
    for brace in re.findall("[{}]", text):
        depths.append(depths[-1] + (1 if brace == "{" else -1))

    assert text.startswith("@layer tempestweb {")
    assert depths[-1] == 0
    assert depths.count(0) == 2


def test_nothing_is_important() -> None:
    assert "!important" not in rules()


def test_every_selector_is_about_tempestwebs_own_classes() -> None:
    inside = re.sub(r"@keyframes [\w-]+ \{(\s*\w+ \{[^}]*\})*\s*\}", "", rules())
    selectors = re.findall(r"(?:^|[{};])\s*([^@{};]+?)\s*\{", inside)

    assert selectors
    for selector in selectors:
        assert re.search(r"\.(tw-|tempestweb)", selector), selector
