"""One browser and one server per front end for all tests; a fresh context for each."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from scripts import browser as chromium
from scripts.jupyter_server import FrontEnd
from tests.support.browser import PAGE_SCRIPT, Complaints, Contexts
from tests.support.jupyter import JupyterServers, Notebooks
from tests.support.serving import Serving

HERE = Path(__file__).parent
LOG_LINES = 40
LOG_WIDTH = 300
"""How much of a server's log a failure shows."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder `browser`, and what opens notebooks `notebook`."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if "jupyter_servers" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.notebook)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show a failure's surroundings, and leave pictures of it in test-results/."""
    report = yield
    if not report.failed:
        return report
    fixtures = getattr(item, "funcargs", {})
    if "complaints" in fixtures:
        report.sections.append(("pages", fixtures["complaints"].report()))
    if "jupyter_servers" in fixtures:
        for server in fixtures["jupyter_servers"].running():
            log = "\n".join(
                textwrap.shorten(line, LOG_WIDTH) for line in server.log[-LOG_LINES:]
            )
            report.sections.append((f"end of the log of {server.address}", log))
    if "served" in fixtures:
        for app_server in fixtures["served"].servers:
            log = "\n".join(app_server.log[-LOG_LINES:])
            report.sections.append((f"end of the log of {app_server.url}", log))
    if "context" in fixtures:
        folder = item.config.rootpath / "test-results"
        for number, page in enumerate(fixtures["context"].pages, start=1):
            page.screenshot(path=folder / f"{_file_name(item.name)}-{number}.png")
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium with an empty profile."""
    path = chromium.find()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=chromium.FLAGS,
            chromium_sandbox=not chromium.needs_no_sandbox(),
        )
        yield running
        running.close()


@pytest.fixture
def complaints() -> Complaints:
    """The errors that the test's pages report; `complaints.expect(...)` allows some."""
    return Complaints()


@pytest.fixture
def context(browser: Browser, complaints: Complaints) -> Iterator[BrowserContext]:
    """A fresh browser context, whose pages must report no error."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh.add_init_script(path=PAGE_SCRIPT)
    complaints.listen_to(fresh)
    yield fresh
    fresh.close()
    if complaints.unexpected():
        pytest.fail(f"the page reported errors:\n{complaints.report()}", pytrace=False)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the fresh context."""
    return context.new_page()


@pytest.fixture(scope="session")
def jupyter_servers(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[JupyterServers]:
    """The servers of JupyterLab and Notebook 7, each on a port of its own."""
    with ExitStack() as stack:
        yield JupyterServers(tmp_path_factory.mktemp("notebooks"), stack)


@pytest.fixture(params=["lab", "notebook"])
def front_end(request: pytest.FixtureRequest) -> FrontEnd:
    """JupyterLab and Notebook 7: a test that asks for it runs in both."""
    chosen: FrontEnd = request.param
    return chosen


@pytest.fixture
def open_notebook(
    jupyter_servers: JupyterServers,
    page: Page,
    complaints: Complaints,
    request: pytest.FixtureRequest,
) -> Iterator[Notebooks]:
    """Opens notebooks for the test: `open_notebook("import tempestweb", "1 + 1")`."""
    notebooks = Notebooks(
        jupyter_servers,
        folder=_file_name(request.node.name),
        page=page,
        complaints=complaints,
    )
    yield notebooks
    # A page whose kernel goes away complains.
    for open_page in page.context.pages:
        open_page.close()
    notebooks.close()


@pytest.fixture
def served(tmp_path: Path, context: BrowserContext) -> Iterator[Serving]:
    """Starts servers for the test: `served(path, "the text of an app")`."""
    with ExitStack() as stack:
        yield Serving(tmp_path, stack)
        # A page whose server goes away complains.
        for open_page in context.pages:
            open_page.close()


@pytest.fixture
def new_context(
    browser: Browser,
    complaints: Complaints,
    served: Serving,  # noqa: ARG001 - outlives the pages
) -> Iterator[Contexts]:
    """Makes contexts as `context` is one: other people, and other browsers."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        fresh = browser.new_context(**options)  # type: ignore[arg-type]  # as they are
        fresh.add_init_script(path=PAGE_SCRIPT)
        complaints.listen_to(fresh)
        made.append(fresh)
        return fresh

    yield make
    for each in made:
        each.close()
    assert complaints.unexpected() == []


@pytest.fixture
def release_script(page: Page) -> Callable[[], None]:
    """Keeps the client's script from the page until it is called."""
    held: list[Route] = []
    is_released = False

    def hold(route: Route) -> None:
        if is_released:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal is_released
        is_released = True
        for route in held:
            route.continue_()
        # Then the script has run.
        page.wait_for_load_state()

    page.route("**/page.js?*", hold)
    return release


def _file_name(test_name: str) -> str:
    return re.sub(r"[^\w-]+", "-", test_name).strip("-")


@pytest.fixture
def strangers(context: BrowserContext) -> list[str]:
    """Requests for other origins, none of which is answered."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        url = route.request.url
        if url.startswith("http://127.0.0.1:"):
            route.continue_()
            return
        asked.append(url)
        route.abort()

    context.route("**/*", refuse)
    return asked
