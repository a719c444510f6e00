"""Imports that cannot work in a page, found before it is built."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from tempestweb.errors import BuildError
from tempestweb.wasm.distribution import pinned

#: What Pyodide brings along besides the standard library.
_OF_PYODIDE = frozenset({"js", "pyodide", "pyodide_js", "_pyodide"})


def check_imports(
    files: Mapping[str, bytes], packages: Iterable[str], *, allowed: Iterable[str] = ()
) -> None:
    """Check that what an app imports can be imported in a page.

    An import whose failure the app takes in (`try: ... except ImportError`), and one
    for type checkers alone, is the app's own affair.

    Args:
        files: The app's files by path, with slashes; only the modules are looked at.
        packages: What is there: top-level names.
        allowed: Modules that are not to be complained about.

    Raises:
        BuildError: One cannot; names it, the file and the line.
    """
    present = {*packages, *_own_modules(files), *_OF_PYODIDE, *allowed}
    permitted = frozenset(allowed)
    for name, source in sorted(files.items()):
        if not name.endswith(".py"):
            continue
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError) as error:
            line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
            raise BuildError(f"{name}{line} is not Python: {error}") from error
        for module, line_number in _imports(tree):
            problem = _problem(module, present, permitted)
            if problem:
                raise BuildError(
                    f"{name}, line {line_number}: `{module}` cannot be imported in a "
                    f"page: {problem[0]}",
                    problem[1],
                )


def local_imports(source: bytes) -> set[str]:
    """List the top-level names that a module imports; none if it is not Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    visitor = _Visitor()
    visitor.generic_visit(tree)
    return {module.partition(".")[0] for module, _ in visitor.all}


def _problem(
    module: str, present: set[str], permitted: frozenset[str]
) -> tuple[str, str] | None:
    top = module.partition(".")[0]
    reason = _reasons().get(module) or _reasons().get(top)
    if reason and not permitted & {module, top}:
        return (
            reason,
            "Do that part on a server (`tempestweb serve`), or import it inside `try` "
            f"with `except ImportError`, or say --allow-import={top}.",
        )
    if top in present:
        return None
    if top in sys.stdlib_module_names and top not in pinned().missing:
        return None
    if top in pinned().missing:
        return ("Pyodide has no such module", "Do without it in a page.")
    return (
        "no requirement of the app has it",
        "List the package in the app's requirements: the `dependencies` of its "
        "pyproject.toml or script block, or --requirements=FILE.",
    )


@cache
def _reasons() -> dict[str, str]:
    path = Path(__file__).with_name("unavailable.json")
    groups: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    return {name: reason for reason, names in groups.items() for name in names}


def _own_modules(files: Iterable[str]) -> Iterator[str]:
    for name in files:
        top, _, rest = name.partition("/")
        if rest or name.endswith(".py"):
            yield top.removesuffix(".py")


def _imports(tree: ast.Module) -> list[tuple[str, int]]:
    visitor = _Visitor()
    visitor.visit(tree)
    return visitor.all


class _Visitor(ast.NodeVisitor):
    """Collects imports: the dotted name, and the line."""

    def __init__(self) -> None:
        self.all: list[tuple[str, int]] = []

    def visit_Import(self, node: ast.Import) -> None:
        """Take an `import` down."""
        self.all += [(alias.name, node.lineno) for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Take a `from` import down."""
        if node.module and not node.level:
            self.all.append((node.module, node.lineno))

    def visit_Try(self, node: ast.Try) -> None:
        """Leave out what may fail."""
        if not any(_takes_import_errors(handler) for handler in node.handlers):
            self.generic_visit(node)
            return
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(part)

    def visit_If(self, node: ast.If) -> None:
        """Leave out what is for type checkers."""
        is_for_checkers = "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.orelse if is_for_checkers else (*node.body, *node.orelse):
            self.visit(part)


def _takes_import_errors(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
    return bool(names & {"ImportError", "ModuleNotFoundError", "Exception"})
