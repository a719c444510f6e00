"""What an app's code prints and displays: caught, kept, bounded, told to its views."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import Button, Column, Text, Widget

from tempestweb import App
from tempestweb.capture import current_catcher
from tempestweb.hosting import HostOptions
from tempestweb.output import LIMIT, OutputLog
from tempestweb.transports.memory import MemoryTransport
from tests.support.reference import Client
from tests.support.rig import Later, show

SOON = 10.0


# ------------------------------------------------------------------ the log


def test_what_is_printed_in_a_row_is_one_entry() -> None:
    log = OutputLog()
    log.write("stdout", "a")
    log.write("stdout", "b\n")
    log.write("stderr", "c")
    log.write("stdout", "d")

    assert log.is_due
    assert log.take() == {
        "kind": "output",
        "entries": [
            {"stream": "stdout", "text": "ab\n"},
            {"stream": "stderr", "text": "c"},
            {"stream": "stdout", "text": "d"},
        ],
        "dropped": 0,
    }
    assert not log.is_due
    assert log.take() is None


def test_what_was_sent_is_kept_for_views_to_come_until_it_is_cleared() -> None:
    log = OutputLog()
    assert log.whole() is None
    log.write("stdout", "first ")
    log.take()
    log.write("stdout", "second")

    whole = log.whole()
    assert whole is not None
    assert whole["entries"] == [{"stream": "stdout", "text": "first second"}]
    assert whole["whole"] is True
    assert log.take() is None
    log.clear()
    assert log.whole() is None


def test_a_log_keeps_the_latest_and_says_how_much_it_dropped() -> None:
    log = OutputLog()
    for number in range(50_000):
        log.write("stdout", f"line {number}\n")
    log.write("stderr", "x" * LIMIT)
    log.write("stdout", "the end")

    message = log.take()
    assert message is not None
    lengths = sum(len(entry["text"]) for entry in message["entries"])
    assert LIMIT - 8192 < lengths <= LIMIT
    written = sum(len(f"line {number}\n") for number in range(50_000)) + LIMIT + 7
    assert message["dropped"] == written - lengths
    assert message["entries"][-1] == {"stream": "stdout", "text": "the end"}


def test_a_view_that_missed_something_shows_what_is_kept_instead() -> None:
    log = OutputLog()
    log.write("stdout", "first")
    log.take()
    log.write("stdout", "x" * LIMIT)
    assert log.take().get("whole") is None  # type: ignore[union-attr]  # there is one
    for _ in range(2):
        log.write("stdout", "y" * LIMIT)

    message = log.take()
    assert message is not None
    assert message["whole"] is True
    assert message["entries"] == [{"stream": "stdout", "text": "y" * LIMIT}]
    log.write("stdout", "z")
    assert log.take().get("whole") is None  # type: ignore[union-attr]  # there is one


def test_colours_of_terminals_are_left_out() -> None:
    log = OutputLog()
    log.write("stdout", "\x1b[1;31mred\x1b[0m\x1b[K and \x1bMplain")
    log.write("stdout", "\x1b[0m")

    message = log.take()
    assert message is not None
    assert message["entries"] == [{"stream": "stdout", "text": "red and plain"}]


def test_what_is_displayed_is_inert() -> None:
    log = OutputLog()
    table = "<table onclick='x()'><tr><td style='color:red'>1<script>x()</script>"
    log.display({"text/html": table, "text/plain": "1"}, {})
    log.display({"image/png": "iVBO\nRw0K", "text/plain": "<Figure>"}, {})
    log.display({"text/plain": "<only text>"}, {})

    message = log.take()
    assert message is not None
    table_entry, picture, text = message["entries"]
    assert "<td" in table_entry["html"]
    assert "script" not in table_entry["html"]
    assert "onclick" not in table_entry["html"]
    assert any("color:red" in rule for rule in table_entry["css"])
    assert 'src="data:image/png;base64,iVBORw0K"' in picture["html"]
    assert "&lt;only text&gt;" in text["html"]


def test_a_picture_that_is_too_large_is_named_only() -> None:
    log = OutputLog()
    log.display({"image/png": "A" * (LIMIT + 1), "text/plain": "<Figure>"}, {})

    message = log.take()
    assert message is not None
    assert message["entries"][0]["text"] == "[256 KB were left out]\n"


# ------------------------------------------------------------------ catching


class Bench:
    """An app whose button runs what a test wants, and time that stands still."""

    def __init__(self, **options: Any) -> None:
        self.handler: Callable[[], Any] = lambda: None
        self.says = ""
        self.later = Later()
        host = HostOptions(schedule=self.later.schedule, **options)
        self.app = App(None, self.view, host=host)
        self.page = show(self.app)[0]

    def view(self, _app: object) -> Widget:
        if self.says:
            print(self.says)  # noqa: T201 - what is tested
        go = Button(key="go", label="Go", on_click=lambda: self.handler())
        return Column(children=[go, Text(content="text")])

    def click(self, handler: Callable[[], Any]) -> None:
        """Press the button."""
        self.handler = handler
        self.page.event("go", "click")

    def shown(self, page: Client | None = None) -> str:
        """Return the text that a view shows."""
        return "".join(entry["text"] for entry in (page or self.page).output)


def say(text: str) -> None:
    print(text)  # noqa: T201 - what is tested


def test_what_a_handler_prints_comes_before_the_answer_to_its_event(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Bench()

    def handler() -> None:
        say("hello")
        sys.stderr.writelines(["oh", " dear"])

    bench.click(handler)

    assert [m["kind"] for m in bench.page.received[-2:]] == ["output", "patches"]
    assert bench.page.output == [
        {"stream": "stdout", "text": "hello\n"},
        {"stream": "stderr", "text": "oh dear"},
    ]
    say("a cell")
    assert capsys.readouterr() == ("a cell\n", "")


def test_what_is_no_text_is_refused_as_ever() -> None:
    bench = Bench()
    bench.click(lambda: sys.stdout.write(1))  # type: ignore[arg-type]  # the mistake

    assert "TypeError" in bench.page.errors[0]["title"]
    assert bench.page.output == []


def test_what_a_view_prints_is_shown_too() -> None:
    bench = Bench()
    bench.says = "rendered"
    bench.later.advance(1)
    bench.app.set_state()

    assert bench.shown() == "rendered\n"


def test_a_long_handler_is_heard_while_it_runs() -> None:
    bench = Bench()
    seen: list[str] = []

    def handler() -> None:
        say("one")
        say("two")
        bench.later.advance(0.1)
        seen.append(bench.shown())
        say("three")

    bench.click(handler)

    assert seen == ["one\ntwo\n"]
    assert bench.shown() == "one\ntwo\nthree\n"


def test_an_async_handler_and_a_job_are_heard(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Bench()
    done = threading.Event()

    async def handler() -> None:
        say("before")
        await asyncio.sleep(0)
        say("after")
        await bench.app.spawn(say, "in a job")
        done.set()

    bench.click(handler)
    assert done.wait(SOON)
    # Waits for the last step of the handler.
    bench.app.set_state()
    bench.later.advance(1)

    assert bench.shown() == "before\nafter\nin a job\n"
    assert capsys.readouterr().out == ""


def test_what_another_thread_prints_meanwhile_is_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Bench()

    def handler() -> None:
        thread = threading.Thread(target=say, args=["a cell"])
        thread.start()
        thread.join(SOON)
        say("a handler")

    bench.click(handler)

    assert bench.shown() == "a handler\n"
    assert capsys.readouterr().out == "a cell\n"


def test_a_cell_that_captures_its_output_gets_its_own_and_nothing_else() -> None:
    bench = Bench()
    captured = io.StringIO()
    before = sys.stdout
    with contextlib.redirect_stdout(captured):
        say("a cell")
        bench.click(lambda: say("a handler"))
        say("goes on")

    assert sys.stdout is before
    assert captured.getvalue() == "a cell\ngoes on\n"
    assert bench.shown() == "a handler\n"


def test_a_handler_may_capture_what_it_prints_itself() -> None:
    bench = Bench()
    captured = io.StringIO()

    def handler() -> None:
        with contextlib.redirect_stdout(captured):
            say("kept")
        say("shown")

    bench.click(handler)

    assert captured.getvalue() == "kept\n"
    assert bench.shown() == "shown\n"


def test_streams_are_otherwise_what_they_were(
    capsys: pytest.CaptureFixture[str],
) -> None:
    encoding = sys.stdout.encoding
    bench = Bench()
    bench.click(lambda: say("hello"))

    assert capsys.readouterr().out == ""
    assert sys.stdout.encoding == encoding
    sys.stdout.flush()
    assert current_catcher() is None


# ------------------------------------------------------------------ hosts and views


def test_a_server_in_development_writes_to_its_log_as_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Bench(echoes_output=True)
    bench.click(lambda: say("hello"))

    assert bench.shown() == "hello\n"
    assert capsys.readouterr().out == "hello\n"


def test_in_production_no_page_hears_what_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Bench(development=False, echoes_output=True)
    bench.click(lambda: say("a secret"))

    assert bench.page.output == []
    assert capsys.readouterr().out == "a secret\n"


def test_a_view_that_joins_is_told_all_that_was_printed() -> None:
    bench = Bench()
    bench.click(lambda: say("one"))
    other, _ = show(bench.app, "view-2")
    bench.click(lambda: say("two"))

    assert bench.shown() == bench.shown(other) == "one\ntwo\n"


def test_a_view_that_comes_back_is_told_all_that_was_printed() -> None:
    bench = Bench(token="t")
    bench.click(lambda: say("one"))
    page, transport = bench.page, MemoryTransport()
    bench.app.connect(transport)
    hello = {"kind": "hello", "view": page.view, "version": 1, "environment": {}}
    transport.deliver(
        json.dumps({**hello, "token": "t", "epoch": page.epoch, "seq": page.seq})
    )

    mount, output = map(json.loads, transport.sent)
    assert mount["verdict"] == "resumed"
    assert output["whole"] is True
    assert output["entries"] == [{"stream": "stdout", "text": "one\n"}]


def test_what_is_printed_while_nobody_looks_waits() -> None:
    bench = Bench()
    bench.page.bye()
    bench.app.spawn(say, "to nobody").result(SOON)
    bench.later.advance(1)
    other, _ = show(bench.app, "view-2")

    assert bench.page.output == []
    assert bench.shown(other) == "to nobody\n"


def test_what_a_view_clears_is_not_told_again() -> None:
    bench = Bench()
    bench.click(lambda: say("one"))
    bench.page.event_at(0, "clear-output")
    other, _ = show(bench.app, "view-2")

    assert other.output == []


def test_a_closed_app_tells_nothing_more() -> None:
    bench = Bench()

    def handler() -> None:
        say("one")
        bench.app.close()
        bench.later.advance(1)

    bench.click(handler)

    assert bench.page.output == []
