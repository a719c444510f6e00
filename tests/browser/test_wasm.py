"""A built folder in a real browser: the page alone, with nobody behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.client import ROOT
from tempestweb.wasm.build import BuildOptions, build
from tempestweb.wasm.dev import CHANGES, DevServer, Rebuilder
from tests.support.browser import Complaints, idle
from tests.support.static_site import StaticSite

COUNTER = ROOT / "examples" / "counter" / "app.py"

pytestmark = pytest.mark.static

READY = ".tempestweb[data-tw-state=ready]"

UPDATE = "() => navigator.serviceWorker.ready.then((it) => it.update()).then(() => {})"

#: What `tempestweb new` makes; the counter has tests of its own.
APPS = {
    path.parent.name: path
    for path in (ROOT / "tempestweb" / "cli" / "templates").glob("*/app.py")
    if path.read_bytes() != COUNTER.read_bytes()
}

START_MILLISECONDS = 40_000
"""How long Python may take to start; about four seconds where nothing else runs."""

#: With a pure-Python dependency, a module of its own, and a data file.
PACKAGED = {
    "app.py": """
# /// script
# dependencies = ["humanize>=4"]
# ///
from dataclasses import dataclass
from pathlib import Path

import humanize
from tempest_core import (
    App, Button, Column, FilePicker, Input, Route, Text, Widget
)

import greetings

PERSIST = True


@dataclass
class State:
    count: int = 999
    name: str = ""


def make_state() -> State:
    return State()


def view(app: App[State]) -> Widget:
    def more() -> None:
        app.set_state(lambda state: setattr(state, "count", state.count * 1000))

    def rename(event) -> None:
        app.set_state(lambda state: setattr(state, "name", event.value))

    def parse() -> None:
        import csv

        rows = list(csv.reader(Path("data/names.csv").read_text().splitlines()))
        app.set_state(lambda state: setattr(state, "name", rows[0][1]))

    def take(event) -> None:
        app.download(f"copy of {event.name}", event.read())
        app.set_state(lambda state: setattr(state, "name", f"{event.size} bytes"))

    def go() -> None:
        app.push(Route(name="/item", params={"id": "4"}))

    def fail() -> None:
        raise RuntimeError("as it was told")

    def fail_later() -> None:
        import js
        from pyodide.ffi import create_once_callable

        js.setTimeout(create_once_callable(fail), 0)

    return Column(
        children=[
            Text(key="count", content=humanize.intword(app.state.count)),
            Text(key="greeting", content=greetings.greet(app.state.name)),
            Input(key="name", value=app.state.name, on_change=rename),
            Button(key="more", label="More", on_click=more),
            Button(key="parse", label="Parse", on_click=parse),
            Button(key="fail", label="Fail", on_click=fail),
            Button(key="fail-later", label="Fail later", on_click=fail_later),
            FilePicker(key="pick", on_select=take),
            Text(key="screen", content=f"{app.nav.top.name} {app.nav.top.params}"),
            Button(key="go", label="Go", on_click=go),
            Button(key="back", label="Back", on_click=app.pop),
        ]
    )
""",
    "greetings.py": """
def greet(name: str) -> str:
    return f"Hello {name or 'nobody'}"
""",
    "data/names.csv": "first,Ada\n",
}


@pytest.fixture(scope="session")
def make_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., StaticSite]]:
    """Builds an app and serves it; everything ends with the tests."""
    sites: list[StaticSite] = []

    def make(app: Path, options: BuildOptions | None = None) -> StaticSite:
        folder = tmp_path_factory.mktemp("site") / "built"
        build(str(app), folder, replace(options or BuildOptions(), is_compressed=False))
        site = StaticSite(folder)
        site.start()
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def counter(make_site: Callable[..., StaticSite]) -> StaticSite:
    """The counter, built."""
    return make_site(COUNTER)


@pytest.fixture(scope="session")
def packaged(
    make_site: Callable[..., StaticSite], tmp_path_factory: pytest.TempPathFactory
) -> StaticSite:
    """An app with a dependency, a module and a data file of its own, built."""
    folder = tmp_path_factory.mktemp("packaged")
    for name, text in PACKAGED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return make_site(folder, BuildOptions(has_snapshot=True))


def wait_for_python(page: Page) -> None:
    """Wait until the app runs."""
    page.locator(READY).wait_for(timeout=START_MILLISECONDS)
    idle(page)


def test_what_is_clicked_before_python_is_there_counts_when_it_is(
    counter: StaticSite, page: Page, strangers: list[str]
) -> None:
    page.goto(counter.url)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 0")
    assert page.locator(READY).count() == 0
    for _ in range(3):
        page.locator("[data-key=up]").click()
    page.locator("[data-key=down]").click()
    wait_for_python(page)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 2")
    expect(page.locator(".tw-boot")).to_have_count(0)
    page.locator("[data-key=up]").click()
    idle(page)
    expect(page.locator("[data-key=count]")).to_have_text("Count: 3")
    assert strangers == []
    assert all(path.startswith("/some/where/") for path in counter.requests)


def test_an_app_has_its_packages_its_modules_and_its_files(
    packaged: StaticSite, page: Page, strangers: list[str], complaints: Complaints
) -> None:
    complaints.expect("as it was told")
    packaged.requests.clear()
    page.goto(packaged.url)
    field = page.locator("[data-key=name]")
    field.fill("Grace")
    wait_for_python(page)
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello Grace")
    page.locator("[data-key=more]").click()
    idle(page)
    expect(page.locator("[data-key=count]")).to_have_text("999.0 thousand")
    # A module that the page did not start with.
    assert not any("/rest/csv-" in path for path in packaged.requests)
    page.locator("[data-key=parse]").click()
    idle(page)
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello Ada")
    assert any("/rest/csv-" in path for path in packaged.requests)
    page.locator("[data-key=fail]").click()
    idle(page)
    expect(page.locator(".tw-problem")).to_contain_text("Something went wrong")
    page.locator("[data-key=more]").click()
    idle(page)
    expect(page.locator("[data-key=count]")).to_have_text("999.0 million")
    # What the browser calls has failed, and Python goes on.
    page.locator("[data-key=fail-later]").click()
    problem = page.locator(".tw-problem")
    expect(problem).to_contain_text("Reload the page if the app does not answer")
    expect(problem.locator("pre")).to_contain_text("as it was told")
    page.locator("[data-key=parse]").click()
    idle(page)
    expect(problem).to_have_count(0)
    # Files come and go as they do with a server.
    content = bytes(range(256)) * 5000
    with page.expect_download() as waiting:
        page.locator("[data-key=pick] input").set_input_files(
            {"name": "a.bin", "mimeType": "", "buffer": content}
        )
    assert Path(waiting.value.path()).read_bytes() == content
    idle(page)
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello 1280000 bytes")
    assert strangers == []


def test_the_address_leads_to_a_screen_and_follows_the_screens(
    packaged: StaticSite, page: Page
) -> None:
    item = f"{packaged.url}#/item?id=3"
    page.goto(item)
    wait_for_python(page)
    screen = page.locator("[data-key=screen]")
    expect(screen).to_have_text("/item {'id': '3'}")

    page.locator("[data-key=go]").click()
    idle(page)
    expect(page).to_have_url(f"{packaged.url}#/item?id=4")
    page.go_back()
    idle(page)
    expect(screen).to_have_text("/item {'id': '3'}")
    page.go_forward()
    idle(page)
    expect(screen).to_have_text("/item {'id': '4'}")
    # What lies below is made of the address: the root.
    page.locator("[data-key=back]").click()
    idle(page)
    expect(screen).to_have_text("/ {}")
    expect(page).to_have_url(packaged.url)


def test_a_state_is_there_again_after_a_reload_and_a_snapshot_is_no_condition(
    packaged: StaticSite, page: Page, complaints: Complaints
) -> None:
    page.goto(packaged.url)
    wait_for_python(page)
    assert page.locator(READY).get_attribute("data-tw-start") == "snapshot"
    page.locator("[data-key=name]").fill("Grace")
    idle(page)
    page.evaluate("tempestwebTests.kept('Grace', 5000)")
    complaints.expect("memory.bin")
    page.route("**/memory.bin", lambda route: route.abort())
    page.reload()
    wait_for_python(page)
    assert page.locator(READY).get_attribute("data-tw-start") == "python"
    expect(page.locator("[data-key=greeting]")).to_have_text("Hello Grace")
    expect(page.locator("[data-key=name]")).to_have_value("Grace")


def test_a_page_can_be_installed_and_opens_with_the_server_gone(
    counter: StaticSite, page: Page
) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(counter.url)
    wait_for_python(page)
    chromium = page.context.new_cdp_session(page)
    errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window without a profile, as tests have it, installs nothing.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    manifest = chromium.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{counter.url}manifest.webmanifest"
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    counter.stop()
    try:
        page.reload()
        wait_for_python(page)
        page.locator("[data-key=up]").click()
        idle(page)
        expect(page.locator("[data-key=count]")).to_have_text("Count: 1")
    finally:
        counter.start()
    assert all(url.startswith(counter.url) for url in asked)


def test_a_new_version_waits_until_its_user_wants_it(
    counter: StaticSite, page: Page
) -> None:
    page.goto(counter.url)
    wait_for_python(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    index = counter.folder / "index.html"
    worker = counter.folder / "service-worker.js"
    before = index.read_text("utf-8"), worker.read_text("utf-8")
    try:
        index.write_text(before[0].replace("<title>Counter", "<title>Tally"), "utf-8")
        digest = re.search(r'"index.html","revision":"(\w+)"', before[1])
        assert digest
        worker.write_text(before[1].replace(digest[1], "0" * 16), "utf-8")
        page.reload()
        wait_for_python(page)
        assert page.title() == "Counter"
        # One that is newer still, before its user has answered: it is asked once.
        box = page.locator(".tw-update")
        first = box.element_handle()
        worker.write_text(before[1].replace(digest[1], "1" * 16), "utf-8")
        page.evaluate(UPDATE)
        page.wait_for_function("(first) => !first.isConnected", arg=first)
        expect(box).to_have_count(1)
        page.get_by_role("button", name="Reload").click()
        page.wait_for_function("() => document.title === 'Tally'")
        wait_for_python(page)
    finally:
        index.write_text(before[0], "utf-8")
        worker.write_text(before[1], "utf-8")


@pytest.mark.parametrize("name", sorted(APPS))
def test_every_app_of_the_project_builds_and_answers(
    name: str, make_site: Callable[..., StaticSite], page: Page, strangers: list[str]
) -> None:
    site = make_site(APPS[name], BuildOptions(is_installable=False))
    page.goto(site.url)
    # The build has rendered it.
    assert page.locator(".tempestweb [data-tw-on~=click]").count() > 0
    page.locator(".tempestweb [data-tw-on~=click]").first.click()
    wait_for_python(page)
    assert page.locator(".tw-problem").count() == 0
    assert strangers == []


def test_saving_changes_what_is_shown_and_keeps_the_state(
    page: Page, tmp_path: Path
) -> None:
    app = tmp_path / "tally" / "app.py"
    app.parent.mkdir()
    source = COUNTER.read_text("utf-8")
    app.write_text(source, "utf-8")
    options = BuildOptions(is_installable=False, is_compressed=False, changes=CHANGES)
    build(str(app), tmp_path / "page", options)
    server = DevServer(tmp_path / "page", 0)
    told: list[str] = []
    follower = Rebuilder(str(app), tmp_path / "page", options, server, told.append)
    with server.running():
        page.goto(server.url)
        wait_for_python(page)
        page.locator("[data-key=up]").click()
        idle(page)
        app.write_text(source.replace("Count:", "Sum:"), "utf-8")
        follower.check()
        expect(page.locator("[data-key=count]")).to_have_text("Sum: 1")
        app.write_text("def view(:", "utf-8")
        follower.check()
        expect(page.locator(".tw-problem")).to_contain_text("is not Python")
        expect(page.locator("[data-key=count]")).to_have_text("Sum: 1")
        page.reload()
        wait_for_python(page)
        expect(page.locator("[data-key=count]")).to_have_text("Sum: 0")
        page.close()
    assert [line.partition(":")[0] for line in told] == ["app.py", "app.py"]
