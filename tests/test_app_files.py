"""An app's files over the memory transport: pickers, handlers, downloads."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tempest_core import (
    Button,
    Column,
    DocumentPicker,
    FilePicker,
    ImagePicker,
    Widget,
)

import tempestweb
from tempestweb.errors import DownloadError
from tempestweb.hosting import HostOptions
from tempestweb.protocol import Buffers
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client

Handler = Callable[..., Any]


class FilingClient(Client):
    """A reference client that also offers files and takes those it is offered."""

    def __init__(self, app: tempestweb.App[Any], view: str = "view-1") -> None:
        super().__init__(lambda text: self.transport.deliver(text), view)
        self.answers: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self.transport = MemoryTransport(self.take)
        app.connect(self.transport)
        self.hello()

    def upload(self, key: str, name: str, content: bytes) -> None:
        """Give a file to the picker with a key."""
        self.tell(
            "offer",
            transfer="up-1",
            files=[{"name": name, "type": "text/csv", "size": len(content)}],
        )
        if content and self.answers[-1]["kind"] == "taken":
            piece = {"kind": "piece", "view": self.view, "transfer": "up-1"}
            self.transport.deliver(json.dumps({**piece, "offset": 0}), [content])
        if self.answers[-1].get("offset") == len(content):
            self.event_at(self.field_of(key), "files", transfer="up-1")

    def field_of(self, key: str) -> int:
        """Return the node id of the field in the picker with a key."""
        assert self.document is not None
        field = next(e for e in self.root.find(key).walk() if e.tag == "input")
        return self.document.id_of(field)

    def take(self, text: str | Mapping[str, Any], buffers: object = ()) -> None:
        """Take in one message of the server, with its buffers."""
        message = json.loads(text) if isinstance(text, str) else dict(text)
        if message["kind"] not in {"offer", "taken", "piece", "drop"}:
            super().take(message)
        elif message["view"] == self.view:
            self.answers.append(message)
            getattr(self, f"_take_{message['kind']}")(message, buffers)

    def _take_offer(self, message: dict[str, Any], _buffers: Buffers) -> None:
        self._names[message["transfer"]] = message["files"][0]["name"]
        self._taken(message["transfer"], b"", again=True)

    def _take_piece(self, message: dict[str, Any], buffers: Buffers) -> None:
        transfer = message["transfer"]
        so_far = self.files.get(self._names[transfer], b"")
        self._taken(transfer, so_far + bytes(buffers[0]))

    def _taken(self, transfer: str, content: bytes, **fields: Any) -> None:
        self.files[self._names[transfer]] = content
        self.tell("taken", transfer=transfer, offset=len(content), **fields)

    def _take_taken(self, message: dict[str, Any], buffers: Buffers) -> None:
        pass

    def _take_drop(self, message: dict[str, Any], buffers: Buffers) -> None:
        pass


def app_of(
    pick: Handler | None = None,
    press: Handler | None = None,
    host: HostOptions | None = None,
) -> tempestweb.App[Any]:
    """Make an app with a picker and a button."""

    def view(_app: object) -> Widget:
        return Column(
            children=[
                FilePicker(key="pick", on_select=pick),
                Button(key="press", label="Press", on_click=press),
            ]
        )

    return tempestweb.App(None, view, host=host)


def test_a_handler_gets_the_event_with_the_content_and_is_acknowledged() -> None:
    events: list[tempestweb.UploadEvent] = []
    client = FilingClient(app_of(events.append))

    client.upload("pick", "a.csv", b"1,2")

    (event,) = events
    assert (event.name, event.read(), event.media_type) == ("a.csv", b"1,2", "text/csv")
    assert client.acked == client.n == 1


def test_a_handler_without_a_parameter_is_called_too() -> None:
    calls: list[str] = []
    client = FilingClient(app_of(lambda: calls.append("called")))

    client.upload("pick", "a.csv", b"")

    assert calls == ["called"]


def test_a_component_of_tempest_core_gets_the_path() -> None:
    paths: list[str] = []
    app = tempestweb.App(
        None, lambda _app: DocumentPicker(key="doc", on_pick=paths.append)
    )
    client = FilingClient(app)

    client.upload("doc", "a.csv", b"1,2")

    assert Path(paths[0]).read_bytes() == b"1,2"


def test_the_host_says_how_much_may_be_given_and_the_app_can_say_otherwise() -> None:
    client = FilingClient(app_of(print, host=HostOptions(max_upload=2)))
    client.upload("pick", "a.csv", b"1,2")
    assert client.answers[-1]["title"] == "a.csv has 3 bytes; the limit is 2 bytes."

    own = tempestweb.App(
        None,
        lambda _app: FilePicker(on_select=print),
        host=HostOptions(max_upload=2),
        max_upload=3,
    )
    client = FilingClient(own)
    client.tell(
        "offer",
        transfer="up-1",
        files=[{"name": "a", "type": "", "size": 3}],
    )
    assert client.answers[-1]["kind"] == "taken"


def test_files_that_never_arrived_call_no_handler(
    caplog: pytest.LogCaptureFixture,
) -> None:
    events: list[object] = []
    client = FilingClient(app_of(events.append))

    client.event_at(client.field_of("pick"), "files", transfer="up-9")

    assert not events
    assert client.acked == 1
    assert "no complete transfer up-9" in caplog.text


def test_a_view_that_never_said_hello_has_no_transfers() -> None:
    app = app_of(print)
    client = FilingClient(app)
    client.view = "view-2"

    client.tell("offer", transfer="up-1", files=[{"name": "a", "type": "", "size": 3}])

    assert not client.answers


def test_closing_the_app_deletes_what_was_given() -> None:
    events: list[tempestweb.UploadEvent] = []
    app = app_of(events.append)
    FilingClient(app).upload("pick", "a.csv", b"1,2")
    assert events[0].file.path.exists()

    app.close()

    assert not events[0].file.path.exists()


def test_the_view_whose_handler_gives_a_file_gets_it_alone() -> None:
    app = app_of(press=lambda: app.download("x.txt", "hello"))
    first, second = FilingClient(app), FilingClient(app, "view-2")

    first.event("press", "click")

    assert first.files == {"x.txt": b"hello"}
    assert not second.files


def test_an_async_handler_gives_a_file_to_its_own_view() -> None:
    go = asyncio.Event()

    async def press() -> None:
        await go.wait()
        app.download("x.txt", "hello")

    app = app_of(press=press)
    first, second = FilingClient(app), FilingClient(app, "view-2")

    async def use() -> None:
        first.event("press", "click")
        # It is the one that was heard of last.
        second.event("press", "keydown")
        go.set()
        # Everything there runs on this loop, one step after the other.
        for _ in range(10):
            await asyncio.sleep(0)

    asyncio.run(use())

    assert first.files == {"x.txt": b"hello"}
    assert not second.files


def test_without_a_handler_the_view_that_was_used_last_gets_the_file() -> None:
    app = app_of(press=lambda: None)
    first, second = FilingClient(app), FilingClient(app, "view-2")
    first.event("press", "click")

    app.download("x.bin", b"\x00" * 600_000)

    assert first.files == {"x.bin": b"\x00" * 600_000}
    assert not second.files


def test_a_handler_of_another_app_does_not_say_who_gets_a_file() -> None:
    shown = app_of(press=lambda: None)
    other = app_of(press=lambda: shown.download("x.txt", "hello"))
    client = FilingClient(shown)

    FilingClient(other, "view-2").event("press", "click")

    assert client.files == {"x.txt": b"hello"}


def test_a_file_that_nobody_is_there_to_take_is_an_error() -> None:
    app = app_of()
    with pytest.raises(DownloadError, match=r"nobody is there to take x\.txt"):
        app.download("x.txt", "hello")

    client = FilingClient(app)
    client.bye()
    with pytest.raises(DownloadError, match="nobody"):
        app.download("x.txt", "hello")


def test_a_download_begun_while_the_view_was_away_comes_when_it_is_back() -> None:
    app = app_of(host=HostOptions(token="t"))
    client = FilingClient(app)
    app.disconnect(client.transport)
    app.download("x.txt", "hello")
    assert not client.files

    app.connect(client.transport)
    client.hello()

    assert client.files == {"x.txt": b"hello"}


def test_a_view_that_left_for_good_leaves_nothing_on_its_way() -> None:
    app = app_of(press=lambda: None)
    client = FilingClient(app)
    client.tell("offer", transfer="up-1", files=[{"name": "a", "type": "", "size": 3}])
    app.disconnect(client.transport)

    app.connect(client.transport)
    client.hello()
    client.event_at(client.field_of("pick"), "click")
    piece = {"kind": "piece", "view": client.view, "transfer": "up-1", "offset": 0}
    client.transport.deliver(json.dumps(piece), [b"abc"])

    assert client.answers[-1]["kind"] == "drop"


def test_an_image_picker_shows_what_was_picked() -> None:
    chosen = [""]

    def pick(uri: str) -> None:
        app.set_state(lambda state: state.__setitem__(0, uri))

    app = tempestweb.App(
        chosen, lambda app: ImagePicker(key="photo", value=app.state[0], on_pick=pick)
    )
    client = FilingClient(app)
    client.upload("photo", "dot.png", b"\x89PNG")

    (image,) = [e for e in client.root.walk() if e.tag == "img"]
    assert image.attributes["src"] == "data:image/png;base64,iVBORw=="
    assert "dot.png" in client.root.all_text
