"""What a person does with each of the example apps, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.support.boxes import box_of
from tests.support.jupyter import Notebook


def at(app: Locator, key: str) -> Locator:
    """Find the widget of an app with a key."""
    return app.locator(f'[data-key="{key}"]')


def count(app: Locator) -> None:
    at(app, "up").click()
    expect(at(app, "count")).to_have_text("Count: 1")


def browse(app: Locator) -> None:
    at(app, "page-buttons").click()
    at(app, "outline").click()
    expect(at(app, "last")).to_have_text("Pressed last: outline")


def note_a_task(app: Locator) -> None:
    app.get_by_label("A new task").fill("Sleep")
    app.page.keyboard.press("Enter")
    expect(at(app, "left")).to_have_text("3 left")
    expect(app.get_by_label("A new task")).to_have_value("")
    app.get_by_label("Sleep", exact=True).check()
    expect(at(app, "left")).to_have_text("2 left")


def filter_the_table(app: Locator) -> None:
    at(app, "table-th-3").click()
    at(app, "query-input").press_sequentially("oslo")
    expect(at(app, "count")).to_contain_text("3 of")
    expect(at(app, "table")).to_contain_text("Oslo Hill")


def drag_a_card(app: Locator) -> None:
    at(app, "column-2").scroll_into_view_if_needed()
    start, end = box_of(at(app, "task-1")), box_of(at(app, "column-2"))
    mouse = app.page.mouse
    mouse.move(start.x + 60, start.y + 20)
    mouse.down()
    mouse.move(end.x + 60, end.y + 90, steps=8)
    mouse.up()
    expect(at(app, "column-2").locator('[data-key="task-1"]')).to_be_visible()
    # And back, with the keyboard.
    at(app, "move-1-1").press("Enter")
    expect(at(app, "column-1").locator('[data-key="task-1"]')).to_be_visible()


def take_a_step(app: Locator) -> None:
    app.get_by_label("Name").fill("Ada")
    app.page.keyboard.press("Enter")
    expect(app.get_by_text("An address, such as")).to_be_visible()
    app.get_by_label("E-mail").fill("ada@example.org")
    app.page.keyboard.press("Enter")
    expect(at(app, "step")).to_have_text("Your stay")


def ask(app: Locator) -> None:
    app.get_by_label("Your question").fill("Rain?")
    app.page.keyboard.press("Enter")
    expect(at(app, "stop")).to_be_visible()
    expect(at(app, "messages")).to_contain_text("until the afternoon.")
    expect(at(app, "send")).to_be_visible()


def speak_arabic(app: Locator) -> None:
    at(app, "language-item-2").click()
    expect(app.locator(".tw-scene")).to_have_attribute("dir", "rtl")
    expect(at(app, "title")).to_have_text("الإعدادات")


def read_to_the_end(app: Locator) -> None:
    lines = at(app, "lines")
    lines.focus()
    app.page.keyboard.press("End")
    expect(lines.locator("> .tw-item").last).to_contain_text("22:13:19")
    assert lines.locator("> .tw-item").count() < 200
    at(app, "level-item-3").click()
    expect(at(app, "count")).not_to_have_text("100,000 lines")


def choose_a_region(app: Locator) -> None:
    whole = at(app, "Revenue").inner_text()
    at(app, "region-item-1").click()
    expect(at(app, "Revenue")).not_to_have_text(whole)


def mark_a_thing(app: Locator) -> None:
    at(app, "name-Sun").click()
    stage = at(app, "boxes")
    stage.scroll_into_view_if_needed()
    place, mouse = box_of(stage), app.page.mouse
    mouse.move(place.x + 0.7 * place.width, place.y + 0.05 * place.height)
    mouse.down()
    mouse.move(place.x + 0.9 * place.width, place.y + 0.3 * place.height, steps=5)
    mouse.up()
    expect(stage).to_have_attribute("aria-label", "Boxes: House, Sun")
    expect(at(app, "heading")).to_have_text("2 marked")


def give_stars(app: Locator) -> None:
    fish = at(app, "Fish").get_by_role("radio")
    fish.nth(0).click()
    expect(at(app, "average")).to_have_text("Average: 3.0")
    # The keys are its behaviour's.
    fish.nth(0).press("ArrowRight")
    expect(at(app, "average")).to_have_text("Average: 3.3")


#: What a person does with each example; given is its root element.
DEEDS: dict[str, Callable[[Locator], None]] = {
    "annotator": mark_a_thing,
    "chat": ask,
    "counter": count,
    "dashboard": choose_a_region,
    "form_wizard": take_a_step,
    "gallery": browse,
    "kanban": drag_a_card,
    "logs": read_to_the_end,
    "own_widget": give_stars,
    "settings": speak_arabic,
    "table": filter_the_table,
    "todo": note_a_task,
}


def do_in_a_cell(notebook: Notebook, index: int, name: str) -> None:
    """Run the cell that shows an example, and use it as a person does."""
    notebook.run_cell(index)
    notebook.idle()
    app = notebook.app(index)
    DEEDS[name](app)
    notebook.idle()
    assert app.locator(".tw-problem").count() == 0
