"""Every example: it is shown in any width, and can be built for a page."""

from __future__ import annotations

import pytest

from tempestweb.wasm.imports import check_imports
from tests.support.examples import APP_FILES, EXAMPLES, visit

NAMES = sorted(APP_FILES)


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_shown_in_any_width(name: str, width: float) -> None:
    with visit(name, width=width) as visited:
        assert not [
            element.attributes["data-tw-placeholder"]
            for element in visited.client.root.walk()
            if "data-tw-placeholder" in element.attributes
        ]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_all_that_an_example_imports(name: str) -> None:
    folder = EXAMPLES / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.py")
    }
    check_imports(files, {"pydantic", "tempest_core", "tempestweb"})


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_in_the_index(name: str) -> None:
    assert f"]({name}/app.py)" in (EXAMPLES / "README.md").read_text("utf-8")
