"""A plain page with an app in it: the shipped client, and Python in the test's process.

What the page sends goes through a binding of Playwright's to the app, whose answers are
the binding's result. Nothing is mocked, and there is no server to start.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Locator, Page, Route
from tempest_core import Event, Widget

import tempestweb
from scripts.client import ROOT
from tempestweb.modules import own_module
from tempestweb.protocol import Buffers
from tempestweb.transports.memory import MemoryTransport
from tests.support.browser import idle

Direction = Literal["up", "down"]
"""To Python, or to the page."""

ADDRESS = "http://tempestweb.test/"
"""Answered from `FILES`, before any request leaves the browser."""

HERE = Path(__file__).parent
STATIC = ROOT / "tempestweb" / "static"
FILES = {
    "": HERE / "app_page.html",
    "app_page.js": HERE / "app_page.js",
    "runtime.js": STATIC / "runtime.js",
    **{path.name: path for path in STATIC.glob("behaviour-*.js")},
}
"""By name below `ADDRESS`; nothing else is there."""


@dataclass(frozen=True, slots=True)
class AppPage:
    """A page that shows an app.

    State changed by Python reaches the page a little later, by itself: `expect` it.
    """

    page: Page

    def key(self, key: str) -> Locator:
        """Find the element of the widget with a key."""
        return self.page.locator(f'[data-key="{key}"]')

    def idle(self) -> None:
        """Wait until every event is answered."""
        idle(self.page)

    def show_again(self, style: str = "") -> Locator:
        """Show the app once more, below the others; return that view.

        Args:
            style: The CSS of the element around it.
        """
        self.page.evaluate("style => appPage.show(style)", style)
        self.idle()
        return self.page.locator(".tempestweb").last

    def hold(self, direction: Direction) -> None:
        """Keep every message that goes this way from now on."""
        self.page.evaluate("direction => appPage.hold(direction)", direction)

    def release(self, direction: Direction, count: int | None = None) -> None:
        """Let the oldest messages that are kept arrive; None: all, now and later."""
        self.page.evaluate(
            "([direction, count]) => appPage.release(direction, count)",
            [direction, count],
        )

    def wait_for_held(self, direction: Direction, count: int) -> None:
        """Wait until so many messages are kept."""
        self.page.wait_for_function(
            "([direction, count]) => appPage.waiting(direction).length >= count",
            arg=[direction, count],
        )

    def focused_key(self) -> str | None:
        """Return the key of the focused element."""
        key: str | None = self.page.evaluate(
            "() => document.activeElement?.shadowRoot?.activeElement?.dataset.key"
        )
        return key


@dataclass(frozen=True, slots=True)
class Heard:
    """The events that handlers got, oldest first; `heard.take` is a handler."""

    events: list[Event] = field(default_factory=list)

    def take(self, *events: Event) -> None:
        """Keep an event; as a type, a handler that may get one or none."""
        self.events.extend(events)


def open_page(page: Page) -> AppPage:
    """Open the page, with nothing in it yet."""

    def serve(route: Route) -> None:
        name, _, _ = route.request.url.removeprefix(ADDRESS).partition("?")
        file = FILES.get(name)
        own = own_module(name.removeprefix("behaviour-").removesuffix(".js"))
        if own is not None:
            route.fulfill(body=own.source, content_type="text/javascript")
        elif file is None:
            route.fulfill(status=404)
        else:
            route.fulfill(path=file)

    page.route(f"{ADDRESS}**", serve)
    page.goto(ADDRESS)
    return AppPage(page)


def show(page: Page, app: tempestweb.App[Any], *, style: str = "") -> AppPage:
    """Show an app in the page; it ends when the page is closed.

    Args:
        page: A fresh page.
        app: What to show.
        style: The CSS of the element around it.
    """
    # Each message with its buffers, which travel as base64.
    sent: list[list[str]] = []

    def take(message: str | Mapping[str, Any], buffers: Buffers) -> None:
        parts = [b64encode(buffer).decode() for buffer in buffers]
        sent.append([str(message), *parts])

    transport = MemoryTransport(take)
    app.connect(transport)
    given = 0

    def post(packet: list[str] | None) -> dict[str, Any]:
        nonlocal given
        if packet is not None:
            message, *parts = packet
            transport.deliver(message, [b64decode(part) for part in parts])
        first, given = given, len(sent)
        return {"first": first, "packets": sent[first:given]}

    page.expose_function("appPagePost", post)
    page.on("close", lambda _: app.close())
    shown = open_page(page)
    shown.show_again(style)
    return shown


def show_widget(page: Page, widget: Widget, *, style: str = "") -> AppPage:
    """Show an app without a state, made of one widget; see `show`."""
    return show(page, tempestweb.App(None, lambda _app: widget), style=style)
