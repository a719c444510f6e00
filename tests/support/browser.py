"""Pages of a real browser: what they complain about, and when their apps are idle."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    FrameLocator,
    Locator,
    Page,
    Request,
    Response,
)

PAGE_SCRIPT = Path(__file__).with_name("page.js")
"""Defines `tempestwebTests` in every page, for `idle` and the notebooks."""

IDLE_MILLISECONDS = 20_000

Contexts = Callable[..., BrowserContext]
"""Makes browser contexts, of the options that Playwright has for them."""

NOTEBOOK_7_STARTUP_ERROR = re.compile(
    r"^Cannot read properties of undefined \(reading 'schema'\)$"
)
"""The one error that Notebook 7.6 throws in every page, with or without tempestweb."""

LITE_IN_JUPYTERLAB_ERROR = re.compile(
    "Shared module @jupyterlite/services doesn't exist in shared scope default"
)
"""What JupyterLite's kernel says in any JupyterLab that it is installed beside."""


def idle(
    place: Page | Locator | FrameLocator, *, milliseconds: int = IDLE_MILLISECONDS
) -> int:
    """Wait until every app shown in a place has answered every event.

    Args:
        place: A page, or a part of one. At least one app must appear in it.
        milliseconds: The deadline, for an app to appear and then for being idle.

    Returns:
        How many apps were waited for.

    Raises:
        playwright.sync_api.Error: An app is not idle in time; names their states.
    """
    roots = place.locator(".tempestweb")
    roots.first.wait_for(state="attached", timeout=milliseconds)
    count: int = roots.evaluate_all(
        "(roots, limit) => tempestwebTests.idle(roots, limit)", milliseconds
    )
    return count


@dataclass
class Complaints:
    """Errors that the pages of a context reported, for the test to fail on.

    Attributes:
        errors: Console errors and uncaught exceptions, one line each, in order.
        failed_requests: Requests that got no answer, or one with status 400 and up.
            They do not fail a test by themselves; they explain why it failed.
    """

    errors: list[str] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)
    _expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let the test pass despite errors in whose line the pattern is found."""
        self._expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """Return the errors that no expected pattern is found in."""
        return [
            error
            for error in self.errors
            if not any(pattern.search(error) for pattern in self._expected)
        ]

    def listen_to(self, context: BrowserContext) -> None:
        """Collect from every page that the context has or opens."""
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._on_page_error(error.error))
        context.on("requestfailed", self._on_failed_request)
        context.on("response", self._on_response)

    def report(self) -> str:
        """Return what was collected, for a person to read; empty if nothing was."""
        lines = [*self.unexpected(), *self.failed_requests]
        return "\n".join(lines)

    def _on_console(self, message: ConsoleMessage) -> None:
        is_lites = LITE_IN_JUPYTERLAB_ERROR.search(message.text)
        if message.type == "error" and not is_lites:
            place = message.location
            self.errors.append(
                f"console: {message.text} ({place['url']}:{place['lineNumber']})"
            )

    def _on_page_error(self, error: Error) -> None:
        if not NOTEBOOK_7_STARTUP_ERROR.match(error.message):
            self.errors.append(f"uncaught: {error.stack or error.message}")

    def _on_failed_request(self, request: Request) -> None:
        self.failed_requests.append(
            f"request: {request.method} {request.url}: {request.failure}"
        )

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed_requests.append(
                f"request: {response.request.method} {response.url}: "
                f"{response.status} {response.status_text}"
            )
