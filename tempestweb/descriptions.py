"""What an app file says about itself, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

#: Names of files that say nothing about what is in them: their folder's name does.
_PLAIN_NAMES: Final = frozenset({"app", "main", "__init__"})

#: Where the view of a file begins that is not Python as a whole.
_VIEW: Final = re.compile(rb"^(async )?def view\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Description:
    """What an app says about itself.

    Attributes:
        title: Its `TITLE`, or else its name, readable.
        text: The first line of its docstring; may be empty.
    """

    title: str
    text: str = ""


def describe(path: Path, label: str) -> Description:
    """Read an app's title and text.

    Args:
        path: Its file.
        label: What it is called if it has no `TITLE`.

    Raises:
        OSError: It cannot be read.
        SyntaxError: It is not Python.
    """
    tree = ast.parse(path.read_bytes())
    lines = (ast.get_docstring(tree) or "").splitlines()
    constants = dict(_constants(tree))
    title = constants.get("TITLE")
    return Description(
        title=title if isinstance(title, str) and title else label,
        text=lines[0] if lines else "",
    )


def name_of(file: Path) -> str:
    """Return what an app file is called in addresses."""
    plain = file.stem in _PLAIN_NAMES and file.parent.name
    return _safe(file.parent.name if plain else file.stem)


def readable(name: str) -> str:
    """Return a name as a person would write it."""
    words = re.sub(r"[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def defines_view(file: Path) -> bool:
    """Tell whether a Python file looks like an app, without running it."""
    try:
        source = file.read_bytes()
    except OSError:
        return False
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # Offered all the same: its page says what is wrong with it.
        return file.name == "app.py" or _VIEW.search(source) is not None
    return any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name == "view"
        for node in tree.body
    )


def _constants(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for node in tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant):
                yield target.id, node.value.value


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "app"
