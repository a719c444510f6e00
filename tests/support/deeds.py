"""What a person does with each of the example apps, in a page that has it alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support.boxes import box_of


def at(page: Page, key: str) -> Locator:
    """Find the widget with a key."""
    return page.locator(f'[data-key="{key}"]')


def count(page: Page) -> None:
    at(page, "up").click()
    expect(at(page, "count")).to_have_text("Count: 1")


def browse(page: Page) -> None:
    at(page, "page-buttons").click()
    at(page, "outline").click()
    expect(at(page, "last")).to_have_text("Pressed last: outline")
    assert page.url.endswith("/buttons")


def note_a_task(page: Page) -> None:
    page.get_by_label("A new task").fill("Sleep")
    page.keyboard.press("Enter")
    expect(at(page, "left")).to_have_text("3 left")
    expect(page.get_by_label("A new task")).to_have_value("")
    page.get_by_label("Sleep", exact=True).check()
    expect(at(page, "left")).to_have_text("2 left")


def filter_the_table(page: Page) -> None:
    at(page, "table-th-3").click()
    at(page, "query-input").press_sequentially("oslo")
    expect(at(page, "count")).to_contain_text("3 of")
    expect(at(page, "table")).to_contain_text("Oslo Hill")


def drag_a_card(page: Page) -> None:
    start, end = box_of(at(page, "task-1")), box_of(at(page, "column-2"))
    page.mouse.move(start.x + 60, start.y + 20)
    page.mouse.down()
    page.mouse.move(end.x + 60, end.y + 90, steps=8)
    page.mouse.up()
    expect(at(page, "column-2").locator('[data-key="task-1"]')).to_be_visible()
    # And back, with the keyboard.
    at(page, "move-1-1").press("Enter")
    expect(at(page, "column-1").locator('[data-key="task-1"]')).to_be_visible()


def take_a_step(page: Page) -> None:
    page.get_by_label("Name").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.get_by_text("An address, such as")).to_be_visible()
    page.get_by_label("E-mail").fill("ada@example.org")
    page.keyboard.press("Enter")
    expect(at(page, "step")).to_have_text("Your stay")


def ask(page: Page) -> None:
    page.get_by_label("Your question").fill("Rain?")
    page.keyboard.press("Enter")
    expect(at(page, "stop")).to_be_visible()
    expect(at(page, "messages")).to_contain_text("until the afternoon.")
    expect(at(page, "send")).to_be_visible()


def speak_arabic(page: Page) -> None:
    at(page, "language-item-2").click()
    expect(page.locator(".tw-scene")).to_have_attribute("dir", "rtl")
    expect(at(page, "title")).to_have_text("الإعدادات")


def read_to_the_end(page: Page) -> None:
    lines = at(page, "lines")
    lines.focus()
    page.keyboard.press("End")
    expect(lines.locator("> .tw-item").last).to_contain_text("22:13:19")
    assert lines.locator("> .tw-item").count() < 200
    at(page, "level-item-3").click()
    expect(at(page, "count")).not_to_have_text("100,000 lines")


def choose_a_region(page: Page) -> None:
    whole = at(page, "Revenue").inner_text()
    at(page, "region-item-1").click()
    expect(at(page, "Revenue")).not_to_have_text(whole)


def look(page: Page) -> None:
    """See that it is there: it has tests of its own."""
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", "ready")


#: What a person does with each example, in a wide window.
DEEDS: dict[str, Callable[[Page], None]] = {
    "annotator": look,
    "chat": ask,
    "counter": count,
    "dashboard": choose_a_region,
    "form_wizard": take_a_step,
    "gallery": browse,
    "kanban": drag_a_card,
    "logs": read_to_the_end,
    "own_widget": look,
    "settings": speak_arabic,
    "table": filter_the_table,
    "todo": note_a_task,
}
