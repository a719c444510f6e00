"""The notebook host, without a notebook: a widget whose comm tests hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import comm
import pytest
import tempest_core
from ipywidgets import HBox  # type: ignore[import-untyped]  # it ships no types
from tempest_core import Button, Text, Widget

from tempestweb import App, TempestwebError
from tempestweb.hosting import HostOptions
from tempestweb.jupyter import bundle
from tempestweb.jupyter.bundle import ClientBundle, client_bundle
from tempestweb.jupyter.display import MIME, AppDisplay
from tests.support.reference import Client
from tests.support.rig import Later

VIEW = "application/vnd.jupyter.widget-view+json"


class FakeComm:
    """The kernel's end of a comm, with the page in the test.

    Attributes:
        opened: What it was opened with.
        sent: Data and buffers of each message since.
    """

    def __init__(self, **opened: Any) -> None:
        self.opened = opened
        self.comm_id = f"comm-{id(self)}"
        self.sent: list[tuple[Any, Sequence[bytes]]] = []
        self.is_closed = False
        self._handler: Callable[[dict[str, Any]], None] | None = None

    def on_msg(self, handler: Callable[[dict[str, Any]], None]) -> None:
        self._handler = handler

    def send(self, data: Any, buffers: Sequence[bytes] | None = None) -> None:
        self.sent.append((data, buffers or ()))

    def close(self, *_args: Any, **_kwargs: Any) -> None:
        self.is_closed = True

    def take(self, content: object) -> None:
        """Take in a custom message of the page."""
        assert self._handler is not None
        data = {"method": "custom", "content": content}
        self._handler({"content": {"data": data}, "buffers": []})


@pytest.fixture
def comms(monkeypatch: pytest.MonkeyPatch) -> list[FakeComm]:
    """Keep every comm that is opened."""
    made: list[FakeComm] = []

    def create(**opened: Any) -> FakeComm:
        made.append(FakeComm(**opened))
        return made[-1]

    monkeypatch.setattr(comm, "create_comm", create)
    return made


def view(app: tempest_core.App[list[str]]) -> Widget:
    def press() -> None:
        app.set_state(lambda state: state.append("pressed"))

    text = ", ".join(app.state)
    return Button(label=text, key="b", on_click=press)


def open_view(page: FakeComm) -> Client:
    """Show one more output of the widget."""
    client = Client(page.take)
    send = page.send

    def forward(data: Any, buffers: Sequence[bytes] | None = None) -> None:
        send(data, buffers)
        if json.loads(data["content"])["kind"] != "snapshot":
            client.take(data["content"])

    page.send = forward  # type: ignore[method-assign]
    client.hello()
    return client


def pictures(page: FakeComm) -> list[dict[str, str]]:
    """List the pictures that a page was sent."""
    messages = [json.loads(data["content"]) for data, _ in page.sent]
    return [message for message in messages if message["kind"] == "snapshot"]


def test_an_app_in_an_output_is_one_widget_with_a_picture_and_text(
    comms: list[FakeComm],
) -> None:
    app = App(["a"], view)

    data, _ = app._repr_mimebundle_()
    again, _ = app._repr_mimebundle_(include=["text/plain"])

    assert data["text/html"] == app.snapshot().html
    assert data["text/plain"] == "<tempestweb app, state ['a']>\n[a]"
    assert data[VIEW]["model_id"] == again[VIEW]["model_id"] == comms[-1].comm_id
    assert data[MIME] == {"version": 1}
    assert len([c for c in comms if "_esm" in c.opened["data"]["state"]]) == 1


def test_an_app_is_a_widget_among_others_with_the_comm_of_its_outputs(
    comms: list[FakeComm],
) -> None:
    app = App(["a"], view)

    box = HBox([app.widget])
    data, _ = app._repr_mimebundle_()

    assert box.children == (app.widget,)
    assert data[VIEW]["model_id"] == app.widget.model_id
    assert len([c for c in comms if "_esm" in c.opened["data"]["state"]]) == 1


def test_a_long_state_is_cut_short(comms: list[FakeComm]) -> None:
    assert comms == []
    data, _ = AppDisplay(App("x" * 1000, lambda _app: Text(content=""))).mime_bundle()

    assert len(data["text/plain"]) < 250
    assert data["text/plain"].rstrip().endswith("…>")


def test_a_state_without_a_repr_is_shown_all_the_same(comms: list[FakeComm]) -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no words")

    assert comms == []
    app = App(Broken(), lambda _app: Text(content="shown"))
    data, _ = AppDisplay(app).mime_bundle()

    assert "Broken, of which repr() fails: RuntimeError: no words" in data["text/plain"]
    assert "shown" in data["text/html"]


def test_the_state_of_the_widget_holds_the_bootstrap_and_nothing_of_the_app(
    comms: list[FakeComm],
) -> None:
    AppDisplay(App(["a secret"], view))

    state = comms[-1].opened["data"]["state"]
    assert state["_esm"] == client_bundle().bootstrap
    assert len(state["_esm"]) < 2048
    assert "a secret" not in json.dumps(state)


def test_messages_travel_as_one_json_string_each(comms: list[FakeComm]) -> None:
    AppDisplay(App(["a"], view))
    client = open_view(comms[-1])

    client.event("b", "click")

    assert client.root.find("b").text == "a, pressed"
    for data, _ in comms[-1].sent:
        assert data["method"] == "custom"
        assert isinstance(json.loads(data["content"]), dict)


def test_the_runtime_is_sent_on_request(comms: list[FakeComm]) -> None:
    AppDisplay(App(["a"], view))
    comms[-1].take('{"kind":"runtime"}')

    ((data, buffers),) = comms[-1].sent
    found = client_bundle().runtime
    assert json.loads(data["content"]) == {"kind": "runtime", "hash": found.digest}
    assert [bytes(buffer) for buffer in buffers] == [found.source]


def test_a_behaviour_is_sent_on_request(comms: list[FakeComm]) -> None:
    AppDisplay(App(["a"], view))
    for name, found in client_bundle().behaviours.items():
        comms[-1].take(f'{{"kind":"module","name":"{name}"}}')

        data, buffers = comms[-1].sent[-1]
        assert json.loads(data["content"]) == {
            "kind": "module",
            "name": name,
            "hash": found.digest,
        }
        assert [bytes(buffer) for buffer in buffers] == [found.source]


def test_a_behaviour_that_there_is_not_is_said_to_be_none(
    comms: list[FakeComm],
) -> None:
    AppDisplay(App(["a"], view))
    comms[-1].take('{"kind":"module","name":"../runtime"}')

    ((data, buffers),) = comms[-1].sent
    assert json.loads(data["content"]) == {"kind": "module", "name": "../runtime"}
    assert not buffers


@pytest.mark.parametrize(
    "content", ['{"kind":"module"', '{"kind":"module"}', '{"kind":"module","name":1}']
)
def test_a_request_for_a_module_without_a_name_is_refused(
    comms: list[FakeComm], content: str
) -> None:
    AppDisplay(App(["a"], view))
    comms[-1].take(content)

    assert [json.loads(data["content"])["kind"] for data, _ in comms[-1].sent] == [
        "error"
    ]


def test_pictures_follow_for_whoever_asks_for_them(
    comms: list[FakeComm],
) -> None:
    later = Later()
    AppDisplay(App(["a"], view, host=HostOptions(schedule=later.schedule)))
    client = open_view(comms[-1])
    client.event("b", "click")
    later.advance(60.0)
    assert pictures(comms[-1]) == []

    comms[-1].take('{"kind":"snapshots"}')
    later.advance(60.0)
    client.event("b", "click")
    later.advance(60.0)

    first, second = pictures(comms[-1])
    assert ">a, pressed</button>" in first["html"]
    assert ">a, pressed, pressed</button>" in second["html"]
    assert second["text"].startswith("<tempestweb app, state ['a', 'pressed', ")


def test_a_closed_widget_sends_no_pictures(
    comms: list[FakeComm],
) -> None:
    later = Later()
    app = App(["a"], view, host=HostOptions(schedule=later.schedule))
    AppDisplay(app)
    comms[-1].take('{"kind":"snapshots"}')
    app.close()
    later.advance(60.0)

    assert pictures(comms[-1]) == []


@pytest.mark.parametrize("content", [{"kind": "hello"}, None, 3, ["x"]])
def test_what_is_not_a_string_is_not_ours(
    comms: list[FakeComm], content: object
) -> None:
    AppDisplay(App(["a"], view))
    comms[-1].take(content)

    assert comms[-1].sent == []


def test_closing_an_app_closes_its_widget(comms: list[FakeComm]) -> None:
    app = App(["a"], view)
    app._repr_mimebundle_()
    page = comms[-1]
    app.close()

    assert page.is_closed
    data, _ = app._repr_mimebundle_()
    assert data.keys() == {"text/html", "text/plain"}
    assert '<div class="tw-snapshot">' in data["text/html"]


# ------------------------------------------------------------------ the client's bundle


def test_the_bundle_is_read_once() -> None:
    found = client_bundle()

    assert isinstance(found, ClientBundle)
    assert found is client_bundle()
    assert found.runtime.digest in found.bootstrap


def test_a_package_without_its_client_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(bundle, "files", lambda _package: tmp_path)
    client_bundle.cache_clear()
    try:
        with pytest.raises(TempestwebError, match="no client bundle") as caught:
            client_bundle()
    finally:
        client_bundle.cache_clear()

    assert "make build" in caught.value.hint
