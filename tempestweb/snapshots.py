"""Snapshots: a session's tree as a picture, for pages with no Python behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from tempestweb.dom.html import embedded_css, escape, to_html
from tempestweb.dom.node import Node
from tempestweb.dom.plain_text import plain_text
from tempestweb.dom.sheet import SheetRule, parse_sheet, rules_for
from tempestweb.dom.snapshot import InertCopy

#: So many nodes are shown; more would make files that nobody can open.
MOST_NODES: Final = 2000

_NOT_CONNECTED: Final = "Not connected. Run the cell to connect."
_CUT: Final = "This is the beginning of it."

#: Classes of what a picture has beside the tree.
_NOTE: Final = "tw-snapshot-note"
_PROBLEM: Final = "tw-snapshot-problem"

#: The rules of a widget's own style win over those of the base sheet, and both over
#: those of the page around. Layers would not do: what is in one loses to the page.
_BASE: Final = ".tw-snapshot" * 2
_OWN: Final = ".tw-snapshot" * 6


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a session shows at one moment.

    Attributes:
        html: Inert HTML with its style, one element; no script, nothing that loads.
        text: The same in a few lines of plain text.
    """

    html: str
    text: str


def snapshot_of(root: Node, problem: str = "") -> Snapshot:
    """Take a picture of a tree.

    Args:
        root: The scene.
        problem: What is wrong with what is shown, in one line; empty: nothing.
    """
    copying = InertCopy(MOST_NODES)
    copy = copying.of(root)
    own = {node.rule.name: node.rule.text for node in root.walk() if node.rule}
    problems = f'<p class="{_PROBLEM}">{escape(problem)}</p>' if problem else ""
    classes = {name for node in copy.walk() for name in node.class_name.split()}
    classes |= {_NOTE, _PROBLEM} if problem else {_NOTE}
    rules = "".join(text for name, text in own.items() if name in classes)
    base = rules_for(_base_sheet(), frozenset(classes))
    css = f"{_BASE}{{{base}}}{_OWN}{{{rules}}}"
    note = f"{_CUT} {_NOT_CONNECTED}" if copying.is_cut else _NOT_CONNECTED
    parts = [
        f"<style>{embedded_css(css)}</style>",
        # Where the style is taken out, words must not run together.
        to_html([copy]).replace("><", ">\n<"),
        problems,
        f'<p class="{_NOTE}">{note}</p>',
    ]
    html = "\n".join(filter(None, parts))
    lines = filter(None, (plain_text(copy), problem))
    return Snapshot(f'<div class="tw-snapshot">{html}</div>', "\n".join(lines))


@cache
def _base_sheet() -> list[SheetRule]:
    folder = files("tempestweb.dom")
    families = folder / "lower"
    imports = (families / "base.css").read_text("utf-8")
    names = re.findall(r'@import "\./([^"]+)"', imports)
    sheets = [(families / name).read_text("utf-8") for name in names]
    sheets.append((folder / "snapshot.css").read_text("utf-8"))
    # The picture itself is what a view's root is in a live page.
    text = re.sub(r"\.(tempestweb|tw-snapshot)(?![\w-])", "&", "\n".join(sheets))
    return parse_sheet(text)
