"""What base.css has to keep to, so that styles win over it and pages are spared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tempestweb

FOLDER = Path(tempestweb.__file__).with_name("dom") / "lower"
FAMILIES = sorted(set(FOLDER.glob("*.css")) - {FOLDER / "base.css"})


def rules(sheet: Path) -> str:
    text = sheet.read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_every_family_is_imported_into_the_one_layer() -> None:
    imports = rules(FOLDER / "base.css").split("\n")

    assert sorted(filter(None, imports)) == [
        f'@import "./{family.name}" layer(tempestweb);' for family in FAMILIES
    ]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_nothing_is_important(family: Path) -> None:
    assert "!important" not in rules(family)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_selector_is_about_tempestwebs_own_classes(family: Path) -> None:
    keyframes = r"@keyframes [\w-]+ \{(\s*[\w%, ]+ \{[^}]*\})*\s*\}"
    inside = re.sub(keyframes, "", rules(family))
    selectors = re.findall(r"(?:^|[{};])\s*([^@{};]+?)\s*\{", inside)

    assert selectors
    for selector in selectors:
        assert re.search(r"\.(tw-|tempestweb)", selector), selector


def test_every_family_is_in_the_runtime_or_comes_with_a_behaviour() -> None:
    client = Path(tempestweb.__file__).with_name("client")
    sheets = [client / "core.css", *client.glob("behaviours/**/*.css")]
    found = [
        name
        for sheet in sheets
        for name in re.findall(r"dom/lower/([\w-]+\.css)", rules(sheet))
    ]

    assert set(found) == {family.name for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_what_is_hovered_looks_so_only_where_a_pointer_can_hover(family: Path) -> None:
    # On a touch screen it would look so until something else is pressed.
    guarded = r"@media \(hover: hover\) \{\s*[^{}]*\{[^}]*\}\s*\}"

    assert ":hover" not in re.sub(guarded, "", rules(family))


def test_what_cannot_be_selected_is_not_selected_in_safari_either() -> None:
    # Safari knows the property by its own name only; the build writes that too.
    built = Path(tempestweb.__file__).with_name("static")
    sheets = [built / "base.css", built / "runtime.js", *built.glob("behaviour-*.js")]
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        plain = re.findall(r"[{};]user-select:none", text)
        assert len(plain) <= text.count("-webkit-user-select:none"), sheet.name
