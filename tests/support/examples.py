"""The example apps of the project, and views of them over the memory transport."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tempestweb
from scripts.client import ROOT
from tests.support.reference import Client, Element
from tests.support.rig import show

EXAMPLES = ROOT / "examples"

#: The file of each app, by the name of its folder.
APP_FILES: dict[str, Path] = {
    path.parent.name: path for path in sorted(EXAMPLES.glob("*/app.py"))
}


class Visit:
    """One view of an example, used as a person would.

    Attributes:
        app: The app.
        client: The view's client.
    """

    def __init__(self, app: tempestweb.App[Any], client: Client) -> None:
        self.app = app
        self.client = client

    def click(self, key: str) -> None:
        """Press the button with a key."""
        self.client.event(key, "click", x=1, y=1)
        self.expect_no_error()

    def type(self, key: str, value: str) -> None:
        """Fill the field of the widget with a key."""
        self._tell_field(key, "input", value=value)

    def tick(self, key: str) -> None:
        """Tick the checkbox, or turn on the switch, with a key."""
        self._tell_field(key, "change", value="on", checked=True)

    def choose(self, key: str, value: str, index: int) -> None:
        """Choose from the drop-down list with a key."""
        self._tell_field(key, "change", value=value, index=index)

    def send_form(self, **values: str) -> None:
        """Send the form; there is one."""
        elements = self.client.root.walk()
        (form,) = [element for element in elements if element.tag == "form"]
        self._tell(form, "submit", values=values)

    def text(self, key: str) -> str:
        """Return all text of the widget with a key."""
        return self.client.root.find(key).all_text

    def keys(self) -> set[str]:
        """Return the keys of all that is shown."""
        attributes = (element.attributes for element in self.client.root.walk())
        return {each["data-key"] for each in attributes if "data-key" in each}

    def _tell_field(self, key: str, event: str, **payload: object) -> None:
        inside = self.client.root.find(key).walk()
        field = next(e for e in inside if e.tag in {"input", "select", "textarea"})
        self._tell(field, event, **payload)

    def _tell(self, element: Element, event: str, **payload: object) -> None:
        assert self.client.document is not None
        node = self.client.document.id_of(element)
        self.client.event_at(node, event, **payload)
        self.expect_no_error()

    def expect_no_error(self) -> None:
        """Fail if the view or a handler has failed."""
        assert self.client.errors == []


@contextmanager
def visit(
    name: str, *, width: float = 1280.0, height: float = 900.0
) -> Iterator[Visit]:
    """Show an example in a window of a size."""
    app = tempestweb.App.from_file(APP_FILES[name])
    client, _ = show(app, width=width, height=height)
    visited = Visit(app, client)
    visited.expect_no_error()
    yield visited
    app.close()
