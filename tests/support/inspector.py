"""The inspector of the front ends: how it is opened."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

COMMAND = "tempestweb:inspect"


def inspect_apps(page: Page) -> Locator:
    """Open the inspector as the command palette does; return it."""
    page.evaluate("(command) => void jupyterapp.commands.execute(command)", COMMAND)
    inspector = page.locator(".tw-inspector")
    inspector.get_by_role("tablist").wait_for()
    return inspector
