"""The gallery on a phone: every family of widgets, with fingers alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

import tempestweb
from tests.browser.test_gallery import AXE, PAGES, TILE
from tests.support.boxes import NEAR, box_of
from tests.support.browser import PAGE_SCRIPT, Complaints, idle
from tests.support.examples import APP_FILES
from tests.support.fingers import Fingers, middle_of
from tests.support.page_host import show
from tests.support.serving import serve

WIDTH, HEIGHT = 390, 844

#: What a finger cannot press surely, by WCAG 2.2 (2.5.8), and what leaves the window.
MISSED = """async () => {
  const { violations } = await axe.run({ runOnly: ["target-size"] });
  const small = violations.flatMap(({ nodes }) => nodes.map(({ target }) => target));
  const scrolls = (box) => getComputedStyle(box).overflowX !== "visible";
  const isKept = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (box.localName === "main") return false;
      if (scrolls(box)) return true;
    }
    return true;
  };
  const outside = [...document.querySelectorAll(".tempestweb main *")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 1 && (left < 0 || right > innerWidth) && !isKept(one);
  });
  return [...small.flat(), ...outside.map(({ outerHTML }) => outerHTML.slice(0, 200))];
}"""


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone, which is held upright and shows no motion."""
    with browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    ) as phone:
        phone.add_init_script(path=PAGE_SCRIPT)
        phone.add_init_script(path=AXE)
        phone.route("https://tile.openstreetmap.org/**", _answer_with_tile)
        complaints = Complaints()
        complaints.listen_to(phone)
        yield phone
    assert complaints.unexpected() == []


@pytest.fixture(scope="module")
def gallery(context: BrowserContext) -> Iterator[Page]:
    """The gallery on the phone, in one page for all tests."""
    with serve(APP_FILES["gallery"]) as server:
        page = context.new_page()
        page.goto(server.url)
        yield page
        page.close()


@pytest.fixture
def fingers(gallery: Page) -> Fingers:
    """Fingers on the gallery."""
    return Fingers(gallery)


Open = Callable[[str], Page]
"""Shows the page of the gallery with a path, and returns the browser's."""


@pytest.fixture
def opened(gallery: Page) -> Open:
    """Opens pages of the gallery as a person does: through the drawer."""

    def show_page(path: str) -> Page:
        at(gallery, "list-pages").tap()
        at(gallery, f"page-{path}").tap()
        idle(gallery)
        expect(at(gallery, f"body-{path}")).to_be_visible()
        return gallery

    return show_page


def _answer_with_tile(route: Route) -> None:
    route.fulfill(path=TILE, headers={"Access-Control-Allow-Origin": "*"})


def at(page: Page, key: str) -> Locator:
    """Find the widget with a key."""
    return page.locator(f'[data-key="{key}"]')


def scrolled(page: Page) -> float:
    """Tell how far down the page is."""
    far: float = page.evaluate("() => scrollY")
    return far


def share_of(locator: Locator, across: float) -> tuple[float, float]:
    """Return a point at half the height of an element, so far across it."""
    _, y = middle_of(locator)
    rect = box_of(locator)
    return rect.x + rect.width * across, y


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone_and_its_controls_a_finger(opened: Open, path: str) -> None:
    page = opened(path)

    missed = page.evaluate(MISSED)

    assert missed == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == WIDTH


def test_a_tapped_button_is_pressed_once_and_does_not_stay_lit(opened: Open) -> None:
    page = opened("buttons")

    at(page, "outline").tap()

    expect(at(page, "last")).to_have_text("Pressed last: outline")
    page.wait_for_function(
        "button => getComputedStyle(button, '::after').opacity === '0'",
        arg=at(page, "outline").element_handle(),
    )


def test_sliders_are_dragged_and_the_page_is_scrolled_over_them(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("choices")
    volume, both = page.get_by_role("slider").first, page.locator(".tw-range")
    low, width = both.locator("input").first, box_of(volume).width

    fingers.drag(share_of(volume, 0.4), width * 0.3, 4)
    idle(page)
    assert float(volume.input_value()) == NEAR(70, abs=3)
    start, before = share_of(both, 0.22), scrolled(page)
    fingers.drag(start, width * 0.2, 4)
    idle(page)

    assert float(low.input_value()) == NEAR(40, abs=5)
    assert scrolled(page) == before
    fingers.drag(start, 0, 120)
    page.wait_for_function("before => scrollY < before - 60", arg=before)
    assert float(low.input_value()) == NEAR(40, abs=5)


def test_fields_take_what_is_tapped(opened: Open) -> None:
    page = opened("fields")

    city = page.get_by_role("combobox").first
    city.tap()
    city.press_sequentially("Lis")
    page.locator(".tw-suggestions").get_by_text("Lisbon").tap()
    idle(page)
    expect(city).to_have_value("Lisbon")
    expect(city).to_be_focused()
    # The cells of a code are one field, wherever it is tapped.
    cells = page.locator(".tw-pin").first
    cells.locator(".tw-pin-cell").last.tap(force=True)
    page.keyboard.type("4711")
    idle(page)
    expect(cells.locator("input")).to_have_value("4711")


def test_lists_are_scrolled_and_pulled(opened: Open, fingers: Fingers) -> None:
    page = opened("lists")
    many = at(page, "many")

    fingers.drag(middle_of(many), 0, -140)
    expect(many).to_contain_text("Measurement 9")
    assert many.evaluate("list => list.scrollTop") > 80
    row = at(page, "row")
    fingers.drag(share_of(row, 0.8), -200, 0)
    page.wait_for_function("list => list.scrollLeft > 120", arg=row.element_handle())

    x, y = middle_of(at(page, "news"))
    before = scrolled(page)
    fingers.drag((x, y - 40), 0, 180)
    expect(at(page, "reload-says")).to_have_text("Loaded 1 times")
    assert scrolled(page) == before


def test_gestures_are_told_apart(opened: Open, fingers: Fingers) -> None:
    page = opened("gestures")
    taps, last = at(page, "taps"), at(page, "last")

    taps.tap()
    expect(last).to_have_text("Tapped.")
    x, y = middle_of(taps)
    for _ in range(2):
        fingers.press((x, y))
        fingers.lift()
    expect(last).to_have_text("Tapped twice.")
    fingers.press((x, y))
    expect(last).to_have_text("Pressed long.")
    fingers.lift()
    fingers.drag((x, y), -90, 6)
    expect(last).to_have_text("Swiped left.")


def test_what_is_moved_and_pinched_follows_the_fingers(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("gestures")

    fingers.drag(middle_of(at(page, "pan")), 40, 30)
    expect(at(page, "pan-says")).to_have_text("40 across, 30 down")
    fingers.pinch(middle_of(at(page, "pinch")), 40, 80)
    expect(at(page, "pinch")).to_contain_text("2.0 times")
    viewed, middle = page.locator(".tw-viewed"), middle_of(at(page, "viewer"))
    before = scrolled(page)
    fingers.pinch(middle, 60, 120)
    expect(viewed).to_have_attribute("style", re.compile(r"scale\((1\.9|2)"))
    assert scrolled(page) == before
    assert page.evaluate("() => visualViewport.scale") == 1


def test_things_are_dragged_put_in_order_and_swiped_away(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("gestures")

    _, y = middle_of(at(page, "basket"))
    pear = box_of(at(page, "drag-Pear"))
    start, before = (pear.x + 20, pear.y + 15), scrolled(page)
    fingers.press(start)
    expect(page.locator(".tw-picture")).to_be_visible()
    fingers.move((start[0], start[1] + 20))
    fingers.move((WIDTH / 2, y))
    fingers.lift()
    expect(at(page, "basket")).to_have_text("In the basket: Pear")
    assert scrolled(page) == before

    x, y = middle_of(at(page, "Bread"))
    fingers.press((x, y))
    expect(at(page, "Bread")).to_have_attribute("data-tw-dragged", "")
    for down in (20, 60, 100):
        fingers.move((x, y + down))
    fingers.lift()
    expect(at(page, "order")).to_have_text("Cheese → Olives → Bread → Wine")
    # A finger that does not rest scrolls.
    before = scrolled(page)
    fingers.drag(middle_of(at(page, "Olives")), 0, 100)
    page.wait_for_function("before => scrollY !== before", arg=before)
    expect(at(page, "order")).to_have_text("Cheese → Olives → Bread → Wine")

    fingers.drag(share_of(at(page, "mail-From Ada"), 0.9), -160, 3)
    expect(at(page, "mail-From Ada")).to_have_count(0)


def test_dialogs_and_sheets_are_answered_left_and_pulled_down(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("overlays")
    answer = at(page, "answer")

    at(page, "ask").tap()
    at(page, "keep").tap()
    expect(answer).to_have_text("You kept it.")
    at(page, "actions").tap()
    page.get_by_role("menuitem", name="Share").or_(
        page.get_by_role("button", name="Share")
    ).first.tap()
    expect(answer).to_have_text("You chose “Share”.")
    at(page, "sheet").tap()
    handle = page.locator(".tw-sheet-handle")
    fingers.drag(middle_of(handle), 0, 120)
    expect(handle).to_have_count(0)
    expect(answer).to_have_text("You left without an answer.")
    at(page, "ask").tap()
    expect(at(page, "keep")).to_be_visible()
    page.touchscreen.tap(WIDTH / 2, HEIGHT - 20)
    expect(at(page, "keep")).to_have_count(0)


def test_menus_open_at_a_tap_and_tooltips_while_pressed(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("overlays")

    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("menuitem", name="Remember").tap()
    expect(at(page, "answer")).to_have_text("You chose “Remember”.")
    at(page, "popover").tap()
    expect(page.get_by_text("The capital of Portugal")).to_be_visible()
    page.touchscreen.tap(WIDTH / 2, HEIGHT - 20)
    expect(page.get_by_text("The capital of Portugal")).to_have_count(0)

    tip = page.get_by_role("tooltip", name="Saves, and closes the window")
    fingers.press(middle_of(page.get_by_role("button", name="Point at me")))
    expect(tip).to_be_visible()
    fingers.lift()
    # It stays to be read; a mouse that left would take it away at once.
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    expect(tip).to_be_visible()
    page.touchscreen.tap(WIDTH / 2, HEIGHT - 20)
    expect(tip).to_be_hidden()


def test_tabs_are_tapped_pages_swiped_and_drawers_left(
    opened: Open, fingers: Fingers
) -> None:
    page = opened("navigation")

    page.get_by_role("tab", name="Prices").last.tap()
    expect(at(page, "tab-text")).to_contain_text("From 80 a night")
    pages = at(page, "pages").first
    fingers.drag(share_of(pages, 0.7), -220, 4)
    expect(at(page, "page-says")).to_have_text("Page 2 of 3")
    at(page, "open").tap()
    drawer = at(page, "drawer").last.get_by_role("dialog")
    expect(drawer).to_be_visible()
    rect = box_of(at(page, "drawer").last)
    page.touchscreen.tap(rect.right - 10, rect.y + 100)
    expect(drawer).to_be_hidden()


def test_a_map_is_moved_and_zoomed(opened: Open, fingers: Fingers) -> None:
    page = opened("places")
    container = page.locator(".leaflet-container")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    middle, before = middle_of(container), scrolled(page)
    pin = page.locator(".tw-map-pin").first
    left = box_of(pin).x

    fingers.drag(middle, 60, 0)
    page.wait_for_function(
        "([pin, x]) => pin.getBoundingClientRect().x > x + 40",
        arg=[pin.element_handle(), left],
    )
    assert scrolled(page) == before
    zoomed = page.locator(".leaflet-tile").first
    at_first = zoomed.get_attribute("src")
    page.get_by_role("button", name="Zoom in").tap()
    expect(page.locator(".leaflet-tile").first).not_to_have_attribute(
        "src", str(at_first)
    )


def test_boxes_are_drawn_on_a_picture(context: BrowserContext) -> None:
    page = context.new_page()
    shown = show(page, tempestweb.App.from_file(APP_FILES["annotator"]))
    fingers = Fingers(page)
    x, y = middle_of(shown.key("boxes"))
    before = scrolled(page)

    fingers.drag((x, y), 60, 40)

    expect(shown.key("heading")).to_have_text("2 marked")
    assert scrolled(page) == before
    page.close()
