from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from typing import Any, Self

import pytest

from tests.server.rig import PATIENCE, Answer, Running, Tab, Visitor, running


class Stream(Tab):
    """A page whose client goes by event stream and posts."""

    def connect(self, **headers: Any) -> Self:
        """Open the stream."""
        self.begin_comm()
        return self.listen(**headers)

    def listen(self, **headers: Any) -> Self:
        """Open the stream of the comm."""
        self._line = http.client.HTTPConnection(
            self.visitor.host, self.visitor.port, timeout=PATIENCE
        )
        cookies = "; ".join(f"{k}={v}" for k, v in self.visitor.cookies.items())
        self._line.request("GET", self.path, headers={"Cookie": cookies} | headers)
        self.response = self._line.getresponse()
        self.visitor.take_cookies(self.response.headers)
        return self

    @property
    def path(self) -> str:
        """Where the stream is, and where to post."""
        return f"/sse?comm_id={self.comm_id}"

    def cut(self) -> None:
        """Lose the connection without a word."""
        self.response.close()
        self._line.close()

    def read(self) -> None:
        """Take in one event."""
        while not (line := self.response.readline()).startswith(b"data: "):
            assert line, "the stream has ended"
        frame = json.loads(line.removeprefix(b"data: "))
        assert self.response.readline() == b"\n"
        self.take(frame["content"]["data"])

    def post(
        self, body: bytes | str, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Post to the stream."""
        json_type = {"Content-Type": "application/json"}
        return self.visitor.request(
            "POST", self.path, body=body, headers=json_type | dict(headers or {})
        )

    def _send_message(self, text: str) -> None:
        answer = self.post(f"[{self.frame(text)}]")
        assert answer.status == 204, answer.text


@pytest.fixture
def visitor(server: Running) -> Visitor:
    return server.visitor()


@pytest.fixture
def stream(visitor: Visitor) -> Iterator[Stream]:
    stream = Stream(visitor)
    stream.adopt(visitor.get())
    stream.connect()
    stream.hello_again()
    yield stream
    stream.cut()


def test_a_click_counts(stream: Stream) -> None:
    stream.click("up")

    assert stream.verdicts == ["resumed"]
    assert stream.text("count") == "Count: 1"


def test_a_stream_is_neither_kept_nor_held_back(stream: Stream) -> None:
    headers = stream.response.headers

    assert headers["Content-Type"].startswith("text/event-stream")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Accel-Buffering"] == "no"


def test_several_frames_of_one_post_are_taken_in_order(stream: Stream) -> None:
    frames = []
    for n in (1, 2, 3):
        data = {"id": stream.id_of("up"), "type": "click", "payload": {"x": 1, "y": 1}}
        event = {"kind": "event", "view": stream.view, "n": n, "data": data}
        place = {"epoch": stream.epoch, "seq": stream.seq}
        frames.append(stream.frame(json.dumps(event | place)))
    stream.n = 3

    assert stream.post(f"[{','.join(frames)}]").status == 204
    stream.idle()

    assert stream.text("count") == "Count: 3"


def test_a_list_that_is_posted_again_takes_effect_once(visitor: Visitor) -> None:
    stream = Stream(visitor)
    stream.adopt(visitor.get())
    stream.connect()
    hello = {"kind": "hello", "view": stream.view, "version": 1, "environment": {}}
    place = {"token": stream.token, "epoch": stream.epoch, "seq": stream.seq}
    opened = stream.frame(json.dumps(hello | place))
    data = {"id": stream.id_of("up"), "type": "click", "payload": {"x": 1, "y": 1}}
    event = {"kind": "event", "view": stream.view, "n": 1, "data": data}
    clicked = stream.frame(json.dumps(event | {"epoch": stream.epoch, "seq": 1}))
    stream.n = 1

    for _ in range(2):
        assert stream.post(f"[{opened},{clicked}]").status == 204
    stream.idle()
    stream.click("up")
    stream.cut()

    assert stream.text("count") == "Count: 2"


def test_a_view_goes_on_over_another_stream(server: Running, stream: Stream) -> None:
    stream.click("up")
    stream.cut()
    server.until(lambda: server.host.sessions.connections == 0)

    stream.connect()
    stream.hello_again()
    stream.click("up")

    assert stream.verdicts == ["resumed", "resumed"]
    assert stream.text("count") == "Count: 2"


def test_a_stream_that_is_opened_again_replaces_the_old_one(
    server: Running, stream: Stream
) -> None:
    again = Stream(stream.visitor, view=stream.view)
    again.document, again.epoch, again.seq = stream.document, stream.epoch, stream.seq
    again.token, again.comm_id = stream.token, stream.comm_id

    again.listen()
    again.hello_again()
    again.click("up")

    assert again.text("count") == "Count: 1"
    assert len(server.host.streams) == 1
    again.cut()


def test_a_view_changes_from_a_stream_to_a_websocket(stream: Stream) -> None:
    stream.click("up")
    tab = Tab(stream.visitor, view=stream.view)
    tab.document, tab.epoch, tab.seq = stream.document, stream.epoch, stream.seq
    tab.n, tab.token = stream.n, stream.token
    tab.join()
    tab.click("up")

    assert tab.verdicts == ["resumed"]
    assert tab.text("count") == "Count: 2"


def test_a_post_for_no_stream_says_so(stream: Stream) -> None:
    stream.comm_id = "no-such-comm"

    assert stream.post("[]").status == 410


def test_nobody_posts_to_the_stream_of_somebody_else(
    server: Running, stream: Stream
) -> None:
    thief = server.visitor()
    thief.get()
    answer = thief.request(
        "POST", stream.path, body="[]", headers={"Content-Type": "application/json"}
    )

    assert answer.status == 410


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:1"},
    ],
)
def test_another_page_can_neither_post_nor_listen(
    stream: Stream, headers: dict[str, str]
) -> None:
    listening = stream.visitor.request("GET", "/sse?comm_id=comm-1", headers=headers)

    assert stream.post("[]", headers).status == 403
    assert listening.status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_type_that_a_foreign_form_can_post_is_refused(
    stream: Stream, kind: str
) -> None:
    assert stream.post("[]", {"Content-Type": kind}).status == 415


@pytest.mark.parametrize("body", ["", "{}", "[", "7", "[" * 100_000])
def test_a_body_that_is_no_list_is_refused(stream: Stream, body: str) -> None:
    assert stream.post(body).status == 400

    stream.click("up")
    assert stream.text("count") == "Count: 1"


@pytest.mark.parametrize("frame", ["7", "null", '"x"', '{"msg_type": "comm_msg"}'])
def test_a_frame_that_makes_no_sense_is_answered(stream: Stream, frame: str) -> None:
    assert stream.post(f"[{frame}]").status == 204
    stream.wait(lambda: stream.errors)
    stream.click("up")

    assert stream.errors[0]["code"] == "client.malformed"
    assert stream.text("count") == "Count: 1"


@pytest.mark.parametrize("comm_id", ["", "x", "a%20b%20c", "x" * 100])
def test_a_comm_needs_a_name(visitor: Visitor, comm_id: str) -> None:
    assert visitor.get(f"sse?comm_id={comm_id}").status == 400


def test_a_body_that_is_too_large_is_refused(stream: Stream) -> None:
    try:
        status = stream.post("[" + " " * 1_100_000 + "]").status
    except OSError:
        # The server hung up before all of it was sent.
        status = 413

    assert status in {400, 413}
    stream.click("up")
    assert stream.text("count") == "Count: 1"


def test_a_flood_ends_the_stream() -> None:
    with running(max_burst=5, max_rate=1.0) as server:
        visitor = server.visitor()
        stream = Stream(visitor)
        stream.adopt(visitor.get())
        stream.connect()
        stream.hello_again()
        ack = {"kind": "ack", "view": stream.view, "epoch": stream.epoch, "seq": 1}
        frames = ",".join([stream.frame(json.dumps(ack))] * 10)
        answer = stream.post(f"[{frames}]")
        server.until(lambda: server.host.sessions.connections == 0)
        stream.cut()

    assert answer.status == 429
