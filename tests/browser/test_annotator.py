"""The annotator: boxes drawn, changed and exported as a person does it."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

import tempestweb
from scripts.client import ROOT
from tests.support.boxes import box_of
from tests.support.page_host import AppPage, show

APP = ROOT / "examples" / "annotator" / "app.py"


def drag(shown: AppPage, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the picture; places are shares of it."""
    rect, mouse = box_of(shown.key("boxes")), shown.page.mouse
    mouse.move(rect.x + start[0] * rect.width, rect.y + start[1] * rect.height)
    mouse.down()
    mouse.move(rect.x + end[0] * rect.width, rect.y + end[1] * rect.height, steps=5)
    mouse.up()
    shown.idle()


def exported(shown: AppPage) -> list[dict[str, object]]:
    with shown.page.expect_download() as download:
        shown.key("export").click()
    boxes: list[dict[str, object]] = json.loads(Path(download.value.path()).read_text())
    return boxes


def test_boxes_are_drawn_changed_taken_back_and_exported(page: Page) -> None:
    shown = show(page, tempestweb.App.from_file(APP))
    heading, boxes = shown.key("heading"), shown.key("boxes")
    expect(heading).to_have_text("1 marked")

    shown.key("name-Car").click()
    drag(shown, (0.6, 0.6), (0.8, 0.9))
    expect(boxes).to_have_attribute("aria-label", "Boxes: House, Car")
    # A corner of the selected box, then the box itself, then its name.
    drag(shown, (0.8, 0.9), (0.9, 0.95))
    drag(shown, (0.7, 0.7), (0.65, 0.7))
    shown.key("stage").press("ArrowLeft")
    shown.key("rename").select_option("Tree")
    shown.idle()
    car = exported(shown)[1]
    assert car == {
        "label": "Tree",
        "x": 0.525,
        "y": 0.6,
        "width": 0.3,
        "height": 0.35,
    }

    for _ in range(4):
        shown.key("undo").click()
    shown.idle()
    assert exported(shown)[1] == {
        "label": "Car",
        "x": 0.6,
        "y": 0.6,
        "width": 0.2,
        "height": 0.3,
    }
    shown.key("redo").click()
    shown.idle()
    assert exported(shown)[1]["width"] == 0.3

    # A tap selects what is there, or nothing; what is too small was no box.
    rect = box_of(boxes)
    boxes.click(position={"x": rect.width * 0.3, "y": rect.height * 0.5})
    shown.idle()
    assert shown.key("box-1").locator("[data-key=rename]").is_visible()
    drag(shown, (0.97, 0.02), (0.98, 0.045))
    expect(heading).to_have_text("2 marked")
    for box in ("box-1", "box-2"):
        shown.key(box).locator("[data-key=trash]").click()
    expect(heading).to_have_text("Nothing marked yet")
