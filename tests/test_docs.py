"""The texts of the project: their links lead somewhere, their table is the code's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent

TEXTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("[de]*/**/*.md"))
)

parser = MarkdownIt("commonmark").enable("table")


def anchor(words: str) -> str:
    """Return the name that a page gives to a heading."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def read(path: Path) -> tuple[list[str], set[str]]:
    """Return where a text's links and pictures lead, and its anchors."""
    links: list[str] = []
    anchors: set[str] = set()
    tokens = parser.parse(path.read_text("utf-8"))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.type == "heading_open":
            plain = token.children or []
            anchors.add(anchor("".join(child.content for child in plain)))
        for child in token.children or []:
            leads = child.attrGet("href") or child.attrGet("src")
            links += [str(leads)] if leads else []
    return links, anchors


@pytest.mark.parametrize("name", TEXTS)
def test_each_link_to_a_file_leads_to_it(name: str) -> None:
    path = ROOT / name
    for link in read(path)[0]:
        if re.match(r"https?:", link):
            continue
        file, _, heading = link.partition("#")
        target = (path.parent / file) if file else path
        assert target.exists(), link
        if heading:
            assert heading in read(target)[1], link


def test_contributing_opens_with_the_rows_that_are_enforced() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (rows,) = (
        contract["layers"]
        for contract in contracts
        if contract.get("containers") == ["tempestweb"]
    )
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)

    told = [set(re.findall(r"`(\w+)`", row)) for row in table]

    assert told == [set(re.findall(r"\w+", row)) for row in rows]
