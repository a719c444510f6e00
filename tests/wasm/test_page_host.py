from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tempestweb.errors import AppLoadError
from tempestweb.modules import register_module
from tempestweb.protocol import Buffers
from tempestweb.wasm.page import keeping
from tempestweb.wasm.page.host import PageHost, Start
from tempestweb.wasm.page.preview import VIEW
from tempestweb.wasm.page.probe import probe
from tests.wasm.conftest import VIEW as SOURCE
from tests.wasm.conftest import Write

COUNTER = """
from dataclasses import dataclass
from tempest_core import Button, Column, Text

PERSIST = {persist}

@dataclass
class State:
    count: int = 0
    name: str = "none"

def make_state():
    return State()

def view(app):
    def up():
        app.set_state(lambda state: setattr(state, "count", state.count + 1))

    rows = [Text(content="row") for _ in range(app.state.count)]
    return Column(children=[
        Text(key="count", content=f"{text} {{app.state.count}}"),
        Button(key="up", label="Up", on_click=up),
        *rows,
    ])
"""


def counter(*, persist: bool = False, text: str = "Count:") -> str:
    return (
        COUNTER.replace("{persist}", str(persist))
        .replace("{text}", text)
        .replace("{{", "{")
        .replace("}}", "}")
    )


class Page:
    """A page with one app: what its JavaScript would see."""

    def __init__(self, file: Path, **start: Any) -> None:
        self.messages: list[dict[str, Any]] = []
        self.kept: list[str] = []
        look = json.loads(probe(str(file)))["light"] or {"digest": "", "shape": ""}
        told: Start = {
            "app": str(file),
            "dark": False,
            "digest": look["digest"],
            "shape": look["shape"],
            "development": False,
        }
        told |= start  # type: ignore[typeddict-item]  # some of the same fields
        self.look = look
        self.host = PageHost(told, self._take, self.kept.append)

    def _take(self, text: str, _buffers: Buffers) -> None:
        self.messages.append(json.loads(text))

    def hello(self) -> list[dict[str, Any]]:
        """Come back with what the page shows; return the answer."""
        preview = self.look["preview"]
        return self.send(
            kind="hello",
            version=1,
            environment={},
            token="page",
            epoch=preview["epoch"],
            seq=preview["seq"],
        )

    def click(self, id_: int, n: int = 1, epoch: int = 1) -> list[dict[str, Any]]:
        """Click a node."""
        data = {"id": id_, "type": "click", "payload": {}}
        return self.send(kind="event", epoch=epoch, n=n, seq=1, data=data)

    def send(self, **message: Any) -> list[dict[str, Any]]:
        """Send a message; return what comes back."""
        before = len(self.messages)
        # The page writes no spaces.
        text = json.dumps({**message, "view": VIEW}, separators=(",", ":"))
        self.host.receive(text)
        return self.messages[before:]


def in_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test as a page runs Python: on a running loop."""

    def run(write: Write) -> None:
        asyncio.run(test(write))

    run.__name__ = test.__name__
    return run


@in_loop
async def test_a_page_that_shows_the_first_view_already_resumes(write: Write) -> None:
    page = Page(write({"app.py": counter()}) / "app.py")
    assert page.host.match == "same"
    (mount,) = page.hello()
    assert mount["verdict"] == "resumed"
    assert "html" not in mount


@in_loop
async def test_clicks_on_a_view_that_says_something_else_now_still_count(
    write: Write,
) -> None:
    folder = write({"app.py": counter(text="Before:")})
    look = json.loads(probe(str(folder / "app.py")))["light"]
    write({"app.py": counter(text="After:")})
    page = Page(folder / "app.py", digest=look["digest"], shape=look["shape"])
    assert page.host.match == "alike"
    (mount,) = page.hello()
    assert (mount["verdict"], mount["epoch"]) == ("same", 1)
    assert "After: 0" in mount["html"]
    (patches,) = page.click(4)
    assert "After: 1" in json.dumps(patches["data"])


@in_loop
async def test_an_address_opens_its_screen_and_follows_to_the_next(
    write: Write,
) -> None:
    source = """
from tempest_core import Button, Column, Route, Text

def make_state():
    return None

def view(app):
    def go():
        app.push(Route(name="/end"))

    top = app.nav.top
    return Column(children=[
        Text(content=f"{top.name} {top.params}"),
        Button(key="go", label="Go", on_click=go),
    ])
"""
    page = Page(write({"app.py": source}) / "app.py", url="/item?id=3")
    # What the page shows has the same elements, and is another screen.
    assert page.host.match == "other"
    (mount, *_) = page.hello()
    assert "/item {'id': '3'}" in mount["html"]
    first = mount["runs"][0][0]
    sent = page.click(first + 3, epoch=mount["epoch"])
    (effect,) = [message for message in sent if message["kind"] == "effect"]
    assert (effect["name"], effect["data"]["url"]) == ("navigate", "/end")


@in_loop
async def test_a_view_with_other_elements_is_a_new_tree(write: Write) -> None:
    page = Page(write({"app.py": counter()}) / "app.py", shape="other", digest="other")
    assert page.host.match == "other"
    (mount,) = page.hello()
    assert (mount["verdict"], mount["epoch"]) == ("same", 2)


@in_loop
async def test_the_module_of_a_widget_of_the_apps_own_comes_from_python(
    write: Write,
) -> None:
    page = Page(write({"app.py": counter()}) / "app.py")
    name = register_module("dial", "export default {}")

    (answer,) = page.send(kind="module", name=name)
    assert answer["hash"] == name.rpartition("-")[2]
    (answer,) = page.send(kind="module", name="own-other-0")
    assert "hash" not in answer


@in_loop
async def test_a_state_survives_where_the_app_wants_it(write: Write) -> None:
    file = write({"app.py": counter(persist=True)}) / "app.py"
    page = Page(file)
    page.hello()
    page.click(4)
    await asyncio.sleep(keeping.PAUSE * 1.5)
    assert page.kept == ['{"count":1,"name":"none"}']
    again = Page(file, kept=page.kept[-1])
    # Clicks before it came were for the elements of another state.
    assert again.host.match == "other"
    assert "Count: 1" in again.hello()[0]["html"]


@in_loop
async def test_a_state_that_replaces_a_restored_one_is_kept_too(write: Write) -> None:
    replaced = counter(persist=True).replace(
        'app.set_state(lambda state: setattr(state, "count", state.count + 1))',
        "app.state = State(app.state.count + 1)\n        app.set_state()",
    )
    page = Page(write({"app.py": replaced}) / "app.py", kept='{"count":7}')
    assert page.host.match == "other"
    page.hello()
    (patches,) = page.click(4, epoch=2)
    assert "Count: 8" in str(patches["data"])

    await asyncio.sleep(keeping.PAUSE * 1.5)
    assert page.kept == ['{"count":8,"name":"none"}']


@in_loop
async def test_a_kept_state_of_an_older_app_gets_new_fields_or_is_dropped(
    write: Write,
) -> None:
    file = write({"app.py": counter(persist=True)}) / "app.py"
    assert "Count: 7" in Page(file, kept='{"count":7,"old":1}').hello()[0]["html"]
    assert Page(file, kept='{"count":"many"}').host.match == "same"
    assert Page(file, kept="not JSON").host.match == "same"


@in_loop
async def test_a_view_that_fails_is_found_when_the_page_is_built(write: Write) -> None:
    file = write({"app.py": "def view(app):\n    return None\n"}) / "app.py"

    title, hint = json.loads(probe(str(file)))["error"]

    assert title == "the view returned None, not a widget (app.py, line 1)"
    assert "Return one widget" in hint


@in_loop
async def test_a_state_that_cannot_be_made_is_told_with_its_line(write: Write) -> None:
    source = "def make_state():\n    return 1 / 0\n" + SOURCE
    file = write({"app.py": source}) / "app.py"

    title, _ = json.loads(probe(str(file)))["error"]

    assert title.startswith("`make_state` in app.py fails: ZeroDivisionError")
    assert title.endswith("(app.py, line 2)")


@in_loop
async def test_a_state_that_cannot_be_kept_says_what_to_do(write: Write) -> None:
    source = (
        counter(persist=True)
        .replace("@dataclass\n", "")
        .replace(
            "class State:", "class State:\n    def __init__(self): self.lock = open"
        )
    )
    file = write({"app.py": source}) / "app.py"
    assert "cannot survive a reload" in json.loads(probe(str(file)))["error"][0]
    page = Page(file, development=True)
    assert not page.host.is_running
    assert page.messages[0]["code"] == AppLoadError.code
    assert "cannot survive a reload" in page.messages[0]["title"]


@in_loop
async def test_an_app_that_fails_tells_the_page(write: Write) -> None:
    file = write({"app.py": "import nothing_of_that_name"}) / "app.py"
    page = Page(file, development=True)
    assert not page.host.is_running
    (error,) = page.messages
    assert "nothing_of_that_name" in error["title"]


@in_loop
async def test_a_saved_file_changes_the_view_and_keeps_the_state(write: Write) -> None:
    page = Page(write({"app.py": counter()}) / "app.py")
    page.hello()
    page.click(4)
    text = json.dumps({"app.py": counter(text="Now:")})
    assert page.host.reload(text) == ""
    assert "Now: 1" in json.dumps(page.messages[-1]["data"])


@in_loop
async def test_a_saved_file_that_is_not_python_leaves_the_view_and_says_so(
    write: Write,
) -> None:
    page = Page(write({"app.py": counter()}) / "app.py")
    page.hello()
    assert "not Python" in page.host.reload(json.dumps({"app.py": "def view(:"}))
    assert page.messages[-1]["kind"] == "error"
    page.click(4)
    assert "Count: 1" in json.dumps(page.messages[-1]["data"])


@pytest.mark.parametrize("dark", [False, True])
def test_a_trial_run_renders_both_schemes_and_lists_modules(
    write: Write, dark: bool
) -> None:
    findings = json.loads(probe(str(write({"app.py": counter()}) / "app.py")))
    look = findings["dark" if dark else "light"]
    scheme = "dark" if dark else "light"
    assert f"color-scheme:{scheme}" in "".join(look["preview"]["css"])
    assert "tempestweb.wasm.page.host" in findings["names"]
    assert findings["light"]["shape"] == findings["dark"]["shape"]
    assert findings["light"]["digest"] != findings["dark"]["digest"]
