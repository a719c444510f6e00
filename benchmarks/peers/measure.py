"""What one framework's server and page cost, from a browser and from its process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

from benchmarks.peers.frameworks import Framework, Kind
from benchmarks.processes import Running, running
from scripts.jupyter_server import free_port

VISIT: Final = Path(__file__).with_name("visit.js")

#: How often a page is loaded anew, for the median.
LOADS: Final = 3

#: Clicks of a turn; fewer where they take too long.
CLICKS: Final = 60
CLICK_SECONDS: Final = 8.0

#: The pause after each answer, in ms.
PAUSE: Final = 20

#: Pages open at the same time, whose memory is measured.
PAGES: Final = 6

#: How long a page may take to show its app, in ms.
PATIENCE: Final = 25_000

_APPEARS: Final = "patience => tempestwebVisit.appears('Count: 0', patience)"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one app.

    Attributes:
        load_bytes: Of a first load, over HTTP and WebSocket, as they travel.
        load_ms: From the navigation to the app shown.
        load_cpu_ms: What the server worked for that.
        p50: From a click to the changed DOM, in ms.
        p95: The same.
        clicks: How many of them.
        cpu_ms: What the server worked for a click.
        memory_kb: What one more open page takes on the server; 0: not measured.
    """

    load_bytes: int
    load_ms: float
    load_cpu_ms: float
    p50: float
    p95: float
    clicks: int
    cpu_ms: float
    memory_kb: float


def measure(browser: Browser, framework: Framework, kind: Kind) -> Figures:
    """Start a framework's server and measure one of the two apps.

    Raises:
        NotInstalledError: The framework cannot be had here.
        NoServerError: Its server does not answer.
        playwright.sync_api.Error: Its page does not show the app.
    """
    port = free_port()
    launch = framework.launch(framework.commands(), kind, port)
    with running(
        launch.command, port, folder=launch.folder, environment=launch.environment
    ) as server:
        # What only the first visitor of all pays for is none of it.
        _visit(browser, server)[0].close()
        loads = []
        for _ in range(LOADS):
            context, page, size, shown = _visit(browser, server)
            loads.append((size, *shown))
            if len(loads) < LOADS:
                context.close()
        warm = len(_click(page, 0, 5, 2.0))
        # What comes once, a moment after the first pages, is no click's work.
        page.wait_for_timeout(2000)
        before = server.cpu()
        times = _click(page, warm, CLICKS, CLICK_SECONDS)
        cpu = (server.cpu() - before) / len(times)
        context.close()
        return Figures(
            load_bytes=round(median(size for size, _, _ in loads)),
            load_ms=median(shown for _, shown, _ in loads),
            load_cpu_ms=median(worked for _, _, worked in loads) * 1000,
            p50=median(times),
            p95=quantiles(times, n=20)[18] if len(times) > 1 else times[0],
            clicks=len(times),
            cpu_ms=cpu * 1000,
            memory_kb=_memory(browser, server) if kind == "counter" else 0.0,
        )


def _visit(
    browser: Browser, server: Running
) -> tuple[BrowserContext, Page, int, tuple[float, float]]:
    """Open the app in a browser that knows nothing of it.

    Returns:
        The browser's context and page, the bytes that came, the ms until the app was
        shown, and the seconds that the server worked for it.
    """
    # What a service worker fetches for later would count as work for clicks.
    context = browser.new_context(service_workers="block")
    context.route("**/*", _stay_here)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(path=VISIT)
    # Playwright knows no sizes of WebSocket frames as they travel: the text is taken.
    frames: list[int] = []
    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived", lambda frame: frames.append(len(frame))
        ),
    )
    before = server.cpu()
    page.goto(server.address, wait_until="commit")
    shown: float = page.evaluate(_APPEARS, PATIENCE)
    page.wait_for_load_state("networkidle")
    worked = server.cpu() - before
    sizes = [request.sizes() for request in finished]
    size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    return context, page, size + sum(frames), (shown, worked)


def _stay_here(route: Route) -> None:
    """Let no page ask any other host: what is not on this machine is not compared."""
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        route.abort()


def _click(page: Page, start: int, count: int, seconds: float) -> list[float]:
    what = {"from": start, "count": count, "gap": PAUSE, "seconds": seconds}
    times: list[float] = page.evaluate("what => tempestwebVisit.clicks(what)", what)
    return times


def _memory(browser: Browser, server: Running) -> float:
    """Return what one more open page takes on the server, in KB."""
    context = browser.new_context(service_workers="block")
    context.route("**/*", _stay_here)
    weights = []
    for _ in range(PAGES):
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(path=VISIT)
        page.goto(server.address)
        page.evaluate(_APPEARS, PATIENCE)
        weights.append(server.memory())
    context.close()
    return (weights[-1] - weights[0]) / (len(weights) - 1)
