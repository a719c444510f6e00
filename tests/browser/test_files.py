"""Files: given by users, taken by handlers, and the other way, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tempest_core import Column, FilePicker, FileSelectEvent, Widget

import tempestweb
from tests.support.page_host import AppPage, show

MB = 1024 * 1024
CONTENT = bytes(range(256)) * 2000


@dataclass
class Taken:
    """What the handlers of a picker got."""

    events: list[FileSelectEvent] = field(default_factory=list)
    content: list[bytes] = field(default_factory=list)

    def take(self, event: FileSelectEvent) -> None:
        """Keep the event and read the files, as apps do."""
        self.events.append(event)
        if isinstance(event, tempestweb.UploadEvent):
            self.content += [file.read() for file in event.files]


def show_picker(page: Page, taken: Taken, limit: int = MB, **attrs: str) -> AppPage:
    """Show a picker that takes files of a size."""

    def view(_app: object) -> Widget:
        picker = FilePicker(
            key="pick", label="Choose data", attrs=attrs, on_select=taken.take
        )
        return Column(children=[picker])

    return show(page, tempestweb.App(None, view, max_upload=limit))


@pytest.fixture
def taken() -> Taken:
    """What the handler got, so far nothing."""
    return Taken()


def test_a_chosen_file_reaches_the_handler_with_its_content(
    page: Page, taken: Taken, tmp_path: Path
) -> None:
    chosen = tmp_path / "table.csv"
    chosen.write_bytes(CONTENT)
    shown = show_picker(page, taken)
    field = page.get_by_label("Choose data", exact=True)
    expect(field).to_have_attribute("type", "file")

    field.set_input_files(chosen)
    shown.idle()

    assert taken.content == [CONTENT]
    (event,) = taken.events
    assert isinstance(event, tempestweb.UploadEvent)
    assert (event.name, event.size, event.media_type) == (
        "table.csv",
        len(CONTENT),
        "text/csv",
    )
    assert Path(event.uri).read_bytes() == CONTENT
    expect(page.locator(".tw-file-status")).to_have_text("table.csv · 500 KB")
    expect(page.locator("progress")).to_have_count(0)


def test_several_files_come_as_one_event_in_their_order(
    page: Page, taken: Taken, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("b.txt", "empty.txt", "a.txt")]
    for path, content in zip(paths, (b"second", b"", b"x" * 300_000), strict=True):
        path.write_bytes(content)
    shown = show_picker(page, taken, multiple="")

    page.get_by_label("Choose data", exact=True).set_input_files(paths)
    shown.idle()

    assert taken.content == [b"second", b"", b"x" * 300_000]
    (event,) = taken.events
    assert isinstance(event, tempestweb.UploadEvent)
    assert [file.name for file in event.files] == ["b.txt", "empty.txt", "a.txt"]
    expect(page.locator(".tw-file-status")).to_have_text("3 files · 293 KB")


def test_a_file_over_the_limit_is_refused_in_words_and_another_can_be_chosen(
    page: Page, taken: Taken, tmp_path: Path
) -> None:
    large, small = tmp_path / "large.bin", tmp_path / "small.bin"
    large.write_bytes(b"x" * (3 * MB + MB // 2))
    small.write_bytes(b"small")
    shown = show_picker(page, taken)
    field = page.get_by_label("Choose data", exact=True)

    field.set_input_files(large)
    shown.idle()

    status = page.locator(".tw-file-status")
    expect(status).to_have_text("large.bin has 3.5 MB; the limit is 1 MB.")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.set_input_files(small)
    shown.idle()
    assert taken.content == [b"small"]
    expect(field).not_to_have_attribute("aria-invalid", "true")


DROP = """(field, [names, size]) => {
  const dataTransfer = new DataTransfer();
  for (const name of names) {
    dataTransfer.items.add(new File(["x".repeat(size)], name, { type: "text/plain" }));
  }
  const options = { bubbles: true, cancelable: true, dataTransfer };
  field.dispatchEvent(new DragEvent("dragover", options));
  const isMarked = "twOver" in field.dataset;
  field.dispatchEvent(new DragEvent("drop", options));
  return isMarked;
}"""


def test_files_are_dropped_on_it_as_its_own_dialog_would_take_them(
    page: Page, taken: Taken
) -> None:
    shown = show_picker(page, taken, accept=".txt,image/*")
    field = page.get_by_label("Choose data", exact=True)
    status = page.locator(".tw-file-status")

    assert field.evaluate(DROP, [["a.txt", "b.txt"], 3])
    expect(status).to_have_text("Only one file can be given here.")
    field.evaluate(DROP, [["a.csv"], 3])
    expect(status).to_have_text("a.csv is not one of .txt,image/*.")
    field.evaluate(DROP, [["a.txt"], 3])
    shown.idle()

    assert taken.content == [b"xxx"]
    expect(field).not_to_have_attribute("data-tw-over", "")


def test_more_files_than_go_at_once_are_refused_in_words(
    page: Page, taken: Taken
) -> None:
    shown = show_picker(page, taken, multiple="")
    field = page.get_by_label("Choose data", exact=True)
    names = [f"{number}.txt" for number in range(1001)]

    field.evaluate(DROP, [names, 1])
    status = page.locator(".tw-file-status")
    expect(status).to_have_text("These are 1001 files; the limit is 1000 at once.")
    field.evaluate(DROP, [names[1:], 1])
    shown.idle()

    assert len(taken.content) == 1000
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_an_upload_shows_how_far_it_is_and_can_be_cancelled(
    page: Page, taken: Taken, tmp_path: Path
) -> None:
    chosen = tmp_path / "film.bin"
    chosen.write_bytes(CONTENT * 2)
    shown = show_picker(page, taken)
    field = page.get_by_label("Choose data", exact=True)

    # The offer, then one of the pieces.
    shown.hold("up")
    field.set_input_files(chosen)
    for _ in range(2):
        shown.wait_for_held("up", 1)
        shown.release("up", 1)
    progress = page.get_by_role("progressbar", name="Uploading film.bin · 1000 KB")
    expect(progress).to_have_js_property("value", 256 * 1024 / len(CONTENT * 2))
    page.get_by_role("button", name="Cancel").click()
    shown.release("up")

    expect(page.locator(".tw-file-status")).to_have_text("Cancelled")
    expect(progress).to_have_count(0)
    expect(field).to_be_focused()
    shown.idle()
    assert not taken.events
    field.set_input_files(chosen)
    shown.idle()
    assert taken.content == [CONTENT * 2]
