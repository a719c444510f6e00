"""A JupyterLite site in a real browser: nothing behind it, then nothing at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts import browser as chromium
from scripts.lite import gather
from tempestweb.wasm.lite.build import build_site
from tests.support import cyclists
from tests.support.browser import PAGE_SCRIPT, Complaints
from tests.support.deeds import DEEDS, do_in_a_cell
from tests.support.desk import DESK, exchange
from tests.support.examples import APP_FILES
from tests.support.inspector import inspect_apps
from tests.support.jupyter import EXAMPLE, Notebook, write_notebook
from tests.support.static_site import StaticSite

pytestmark = pytest.mark.notebook

NAMES = sorted(DEEDS)

CELLS = (
    "import app, humanize, tempestweb",
    "counter = tempestweb.App(app.make_state(), app.view)\ncounter",
    "counter.set_state(lambda state: setattr(state, 'value', 41))\n"
    "humanize.intword(1_000_000)",
    "import desk\ntempestweb.App(desk.make_state(), desk.view)",
    "tempestweb.App.from_file('examples/gallery/app.py')",
)

EXAMPLES_PAGE = "notebooks/index.html?path=examples/all.ipynb"

EARLY, LATER = "lite-kernel", "comlink"
"""The scripts of a kernel that was started with the page, and of JupyterLite's own."""

OFFLINE = "html[data-tw-offline=ready]"

KERNEL_MILLISECONDS = 60_000
"""For one more kernel of the page to start, with the packages; about eight seconds."""

OFFLINE_MILLISECONDS = 60_000
"""How long all files may take; ten seconds of quiet, then about three."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticSite]:
    """A site of two notebooks, with modules of its own, the examples and a package."""
    folder = tmp_path_factory.mktemp("lite")
    notebooks = folder / "notebooks"
    write_notebook(notebooks / "first.ipynb", CELLS, kernel="python")
    gather(notebooks / "examples", with_data=False)
    cells = [EXAMPLE.format(name=name) for name in NAMES]
    write_notebook(notebooks / "examples" / "all.ipynb", cells, kernel="python")
    (notebooks / "app.py").write_bytes(APP_FILES["counter"].read_bytes())
    (notebooks / "desk.py").write_text(DESK, "utf-8")
    (notebooks / "requirements.txt").write_text("humanize>=4\n")
    (notebooks / "jupyter-lite.json").write_text(
        '{"jupyter-config-data": {"exposeAppInBrowser": true}}'
    )
    build_site(str(notebooks), folder / "site")
    served = StaticSite(folder / "site")
    served.start()
    yield served
    served.stop()


class Visitor:
    """A person with a browser of their own, which can be closed and opened again.

    Attributes:
        strangers: What was asked of other hosts, none of which can be reached.
    """

    def __init__(self, browser: Browser, profile: Path, complaints: Complaints) -> None:
        self.strangers: list[str] = []
        self._browser = browser
        self._profile = profile
        self._complaints = complaints

    @contextmanager
    def opens(
        self, site: StaticSite, page_of_site: str = "lab/index.html?path=first.ipynb"
    ) -> Iterator[Notebook]:
        """Start the browser and open a notebook."""
        context = self._browser.browser_type.launch_persistent_context(
            self._profile,
            executable_path=chromium.find(),
            args=[
                *chromium.FLAGS,
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
            chromium_sandbox=not chromium.needs_no_sandbox(),
            viewport={"width": 1280, "height": 900},
        )
        self._watch(context, site)
        page = context.pages[0]
        url = f"{site.url}{page_of_site}"
        notebook = Notebook(page, site.folder, url, self._complaints)
        notebook.open()
        yield notebook
        context.close()

    def _watch(self, context: BrowserContext, site: StaticSite) -> None:
        context.add_init_script(path=PAGE_SCRIPT)
        self._complaints.listen_to(context)
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site.origin, "data:", "blob:"))
                else self.strangers.append(request.url)
            ),
        )


def counts(notebook: Notebook) -> None:
    """Run the notebook: the app is in its cell, and answers a click."""
    notebook.run_all()
    notebook.idle()
    app = notebook.output(1)
    expect(app.locator("[data-key=count]")).to_have_text("Count: 41")
    expect(notebook.output(2)).to_contain_text("1.0 million")
    app.locator("[data-key=up]").click()
    notebook.idle()
    expect(app.locator("[data-key=count]")).to_have_text("Count: 42")


def saves_picture(notebook: Notebook) -> None:
    """Save the notebook, in the browser, until the counter's picture is in it."""
    page = notebook.page
    while "Count: 42" not in page.evaluate("() => tempestwebTests.savedText()"):
        page.wait_for_function("() => tempestwebTests.isUnsaved()")
        notebook.save()


def has_picture(notebook: Notebook) -> None:
    """Look for what is seen before a cell has run: no kernel knows the app."""
    picture = notebook.output(1).locator(".tw-snapshot:visible")
    expect(picture).to_contain_text("Count: 42")
    expect(picture).to_contain_text("Not connected. Run the cell to connect.")


def kernels(page: Page) -> list[str]:
    """Name the scripts of the page's kernels; one was started before it was wanted."""
    return [Path(worker.url).name.split(".")[0] for worker in page.workers]


def opens_files(notebook: Notebook) -> None:
    """Open With: the app of a file, on a kernel of its own; a save keeps its state."""
    page = notebook.page
    page.evaluate("() => tempestwebTests.openApp('app.py')")
    app = page.locator(".tw-file")
    count = app.locator("[data-key=count]")
    count.wait_for(timeout=KERNEL_MILLISECONDS)
    app.locator("[data-key=up]").click()
    expect(count).to_have_text("Count: 1")
    page.evaluate("() => tempestwebTests.saveApp('Count: ', 'So far: ')")
    expect(count).to_have_text("So far: 1")
    # As it was, for who comes next.
    page.evaluate("() => tempestwebTests.saveApp('So far: ', 'Count: ')")
    expect(count).to_have_text("Count: 1")


def inspects(notebook: Notebook) -> None:
    """Open the inspector on the counter, which stands at 1 among the examples."""
    inspector = inspect_apps(notebook.page)
    index = NAMES.index("counter")
    inspector.get_by_label("App").select_option(index=index)
    row = inspector.get_by_role("treeitem").filter(has_text="label='+'")
    row.hover()
    expect(notebook.page.locator(".tw-highlight")).to_be_visible()
    inspector.get_by_role("tab", name="State").click()
    value = inspector.get_by_role("treeitem").filter(has_text="value").last
    expect(value).to_have_text("value1")
    notebook.app(index).locator('[data-key="up"]').click()
    expect(value).to_have_text("value2")


def explores_data(notebook: Notebook, site: StaticSite) -> None:
    """Open the notebook with data in the same tab, in Notebook, and use it."""
    url = f"{site.url}notebooks/index.html?path=examples/data/{cyclists.NOTEBOOK.name}"
    with_data = replace(notebook, url=url)
    with_data.open()
    cyclists.explore(with_data)


def test_every_example_works_in_a_site(
    site: StaticSite,
    browser: Browser,
    tmp_path: Path,
    complaints: Complaints,
    subtests: pytest.Subtests,
) -> None:
    visitor = Visitor(browser, tmp_path / "profile", complaints)
    # In Notebook's pages; the test below is in JupyterLab's.
    with visitor.opens(site, EXAMPLES_PAGE) as notebook:
        for index, name in enumerate(NAMES):
            with subtests.test(name):
                do_in_a_cell(notebook, index, name)
        inspects(notebook)
    assert visitor.strangers == []
    assert complaints.unexpected() == []


def test_a_site_works_alone_and_after_one_visit_without_a_network(
    site: StaticSite, browser: Browser, tmp_path: Path, complaints: Complaints
) -> None:
    visitor = Visitor(browser, tmp_path / "profile", complaints)
    some = tmp_path / "some.bin"
    some.write_bytes(random.Random(5).randbytes(1_000_000))
    with visitor.opens(site) as notebook:
        counts(notebook)
        assert kernels(notebook.page) == [EARLY]
        saves_picture(notebook)
        opens_files(notebook)
        assert sorted(kernels(notebook.page)) == [LATER, EARLY]
        explores_data(notebook, site)
        notebook.page.locator(OFFLINE).wait_for(
            state="attached", timeout=OFFLINE_MILLISECONDS
        )
    site.stop()
    with visitor.opens(site) as notebook:
        has_picture(notebook)
        counts(notebook)
        # The panel of the file is open again, too.
        assert EARLY in kernels(notebook.page)
        DEEDS["gallery"](notebook.app(4))
        notebook.idle()
        exchange(notebook.page, some)
        explores_data(notebook, site)
    assert visitor.strangers == []
    assert complaints.unexpected() == []
