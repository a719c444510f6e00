"""`tempestweb serve`: a page that is there before any script, and its session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints, Contexts, idle
from tests.support.serving import COUNTER, AppServer, Serving

MOST_REQUESTS = 4
MOST_BYTES = 30_000

FIELDS = """
from tempest_core import App, Button, Column, Input, Text, Widget


class Draft:
    text = ""


def make_state() -> Draft:
    return Draft()


def view(app: App[Draft]) -> Widget:
    def change(event) -> None:
        app.set_state(lambda draft: setattr(draft, "text", event.value))

    return Column(
        children=[
            Input(key="free"),
            Input(key="bound", value=app.state.text, on_change=change),
            Text(key="said", content=f"Said: {app.state.text}"),
            Button(key="again", label="Again", on_click=lambda: app.set_state()),
        ]
    )
"""


@pytest.fixture(scope="module")
def counter() -> Iterator[AppServer]:
    """A server of the counter, the same for all tests."""
    server = AppServer.of([COUNTER])
    server.start()
    yield server
    server.stop()


def test_the_counter_counts_in_a_page_of_its_own(
    page: Page, counter: AppServer
) -> None:
    page.goto(counter.url)

    for name in ("up", "up", "down"):
        page.locator(f'[data-key="{name}"]').click()
    idle(page)

    assert page.locator('[data-key="count"]').inner_text() == "Count: 1"
    expect(page.locator(".tempestweb")).to_have_attribute("data-tw-state", "ready")


def test_a_page_says_what_it_is(page: Page, served: Serving) -> None:
    page.goto(served('"""Where things are."""\nTITLE = "A map & more"\n' + FIELDS).url)

    assert page.title() == "A map & more"
    description = page.locator("meta[name=description]")
    expect(description).to_have_attribute("content", "Where things are.")


def test_a_page_can_be_read_without_any_script(
    new_context: Contexts, counter: AppServer
) -> None:
    page = new_context(java_script_enabled=False).new_page()

    page.goto(counter.url)

    expect(page.locator('[data-key="count"]')).to_be_visible()
    expect(page.locator('[data-key="count"]')).to_have_text("Count: 0")


def test_a_page_is_painted_before_its_script_has_come(
    page: Page, counter: AppServer, release_script: Callable[[], None]
) -> None:
    page.goto(counter.url, wait_until="commit")

    expect(page.locator('[data-key="count"]')).to_be_visible()
    page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint').length > 0"
    )
    release_script()
    idle(page)


def test_the_script_takes_over_the_elements_that_it_finds(
    page: Page, counter: AppServer, release_script: Callable[[], None]
) -> None:
    page.goto(counter.url, wait_until="commit")
    count = page.locator('[data-key="count"]')
    count.evaluate("element => { element.isTheFirst = true }")

    release_script()
    page.locator('[data-key="up"]').click()
    idle(page)

    expect(count).to_have_text("Count: 1")
    assert count.evaluate("element => element.isTheFirst")


def test_a_first_visit_takes_few_requests_and_few_bytes(
    page: Page, counter: AppServer
) -> None:
    finished: list[int] = []
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))

    def count(request: object) -> None:
        sizes = request.sizes()  # type: ignore[attr-defined]  # a Request
        finished.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", count)
    page.goto(counter.url)
    idle(page)
    page.wait_for_load_state("networkidle")

    assert len(sockets) == 1
    assert len(finished) + len(sockets) <= MOST_REQUESTS
    assert sum(finished) <= MOST_BYTES


def test_a_page_that_is_reloaded_keeps_its_state(
    page: Page, counter: AppServer
) -> None:
    page.goto(counter.url)
    page.locator('[data-key="up"]').click()
    idle(page)

    page.reload()
    page.locator('[data-key="up"]').click()
    idle(page)

    expect(page.locator('[data-key="count"]')).to_have_text("Count: 2")


def test_a_duplicated_tab_is_a_second_view_that_follows(
    page: Page, counter: AppServer
) -> None:
    page.goto(counter.url)
    page.locator('[data-key="up"]').click()
    idle(page)

    # What a page opens begins with a copy of the page's session storage.
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open(location.href)")
    twin = opened.value
    idle(twin)
    expect(twin.locator('[data-key="count"]')).to_have_text("Count: 1")
    page.locator('[data-key="up"]').click()
    expect(twin.locator('[data-key="count"]')).to_have_text("Count: 2")
    twin.locator('[data-key="up"]').click()
    expect(page.locator('[data-key="count"]')).to_have_text("Count: 3")


def test_a_tab_that_was_closed_leaves_its_twin_alive(
    page: Page, counter: AppServer
) -> None:
    page.goto(counter.url)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open(location.href)")
    twin = opened.value
    idle(twin)

    page.close()
    twin.locator('[data-key="up"]').click()
    idle(twin)

    expect(twin.locator('[data-key="count"]')).to_have_text("Count: 1")


def test_another_visitor_has_a_state_of_their_own(
    page: Page, new_context: Contexts, counter: AppServer
) -> None:
    page.goto(counter.url)
    page.locator('[data-key="up"]').click()
    idle(page)

    other = new_context().new_page()
    other.goto(counter.url)
    idle(other)

    expect(other.locator('[data-key="count"]')).to_have_text("Count: 0")
    expect(page.locator('[data-key="count"]')).to_have_text("Count: 1")


def test_a_token_is_worth_nothing_to_another_visitor(
    page: Page, new_context: Contexts, counter: AppServer
) -> None:
    page.goto(counter.url)
    page.locator('[data-key="up"]').click()
    idle(page)
    stolen = page.evaluate("() => ({ ...sessionStorage })")

    thief = new_context().new_page()
    thief.goto(counter.url)
    idle(thief)
    thief.evaluate("stolen => Object.assign(sessionStorage, stolen)", stolen)
    thief.reload()

    problem = thief.locator(".tw-problem-title", has_text="session of somebody else")
    expect(problem).to_be_visible()
    expect(thief.locator('[data-key="count"]')).to_have_text("Count: 0")


def test_text_in_a_field_of_no_handler_survives_the_takeover(
    page: Page, served: Serving, release_script: Callable[[], None]
) -> None:
    page.goto(served(FIELDS).url, wait_until="commit")
    field = page.locator('[data-key="free"]')
    field.fill("early")

    release_script()
    idle(page)
    page.locator('[data-key="again"]').click()
    idle(page)

    expect(field).to_have_value("early")


def test_text_that_was_typed_before_the_takeover_reaches_the_app(
    page: Page, served: Serving, release_script: Callable[[], None]
) -> None:
    page.goto(served(FIELDS).url, wait_until="commit")
    page.locator('[data-key="bound"]').fill("early")

    release_script()
    idle(page)

    expect(page.locator('[data-key="said"]')).to_have_text("Said: early")
    expect(page.locator('[data-key="bound"]')).to_have_value("early")


def test_a_server_below_a_path_works_there(page: Page, served: Serving) -> None:
    server = served(COUNTER, base="/x/y/")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("websocket", lambda socket: requested.append(socket.url))

    page.goto(server.url.removesuffix("/"))
    page.locator('[data-key="up"]').click()
    idle(page)

    expect(page.locator('[data-key="count"]')).to_have_text("Count: 1")
    assert page.url == server.url
    origin = server.url.partition("://")[2].removesuffix("/x/y/")
    places = [url.partition("://")[2].removeprefix(origin) for url in requested]
    assert len(places) >= MOST_REQUESTS
    assert [place for place in places if not place.startswith("/x/y")] == []


def test_the_index_of_a_folder_leads_to_its_apps(page: Page, served: Serving) -> None:
    served.write('"""Adds up."""\n' + FIELDS, "apps/sums.py")
    notes = served.write('TITLE = "My notes"\n' + FIELDS, "apps/notes/app.py")
    page.goto(served(notes.parents[1]).url)

    assert page.locator("li a").all_inner_texts() == ["My notes", "Sums"]
    expect(page.get_by_text("Adds up.")).to_be_visible()
    page.get_by_role("link", name="My notes").click()
    page.locator('[data-key="bound"]').fill("in a folder")
    idle(page)

    expect(page.locator('[data-key="said"]')).to_have_text("Said: in a folder")
    assert page.title() == "My notes"


def test_an_app_that_is_not_there_has_a_page_that_says_so(
    page: Page, served: Serving, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    folder = served.write(FIELDS, "apps/sums.py").parent

    answer = page.goto(f"{served(folder).url}nothing/")

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading")).to_have_text("There is no such page.")


def test_an_app_that_cannot_start_has_a_page_that_says_so(
    page: Page, served: Serving, complaints: Complaints
) -> None:
    complaints.expect("status of 500")
    server = served(FIELDS.replace("return Draft()", "return 1 / 0"))

    page.goto(server.url)

    expect(page.get_by_role("heading")).to_have_text(
        "Something went wrong in this app."
    )
    reference = page.locator("p", has_text="The server's log has it under")
    server.wait_for_log(reference.inner_text().split()[-1].rstrip("."))
