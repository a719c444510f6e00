"""A failure as a message for the page, and as a line of the log."""

from __future__ import annotations

import logging

from tempestweb.capture import uncaught
from tempestweb.errors import AppError, TempestwebError
from tempestweb.protocol import ErrorMessage, ErrorSource
from tempestweb.reports import Report, report

logger = logging.getLogger(__name__)


def problem(
    error: BaseException,
    source: ErrorSource,
    *,
    development: bool,
    view: str | None = None,
) -> ErrorMessage:
    """Describe a failure for the page, and log it.

    Args:
        error: What was raised.
        source: What failed.
        development: Whether the page is told everything. If not, it learns of what an
            app did wrong only under which name the log has it.
        view: The one view that is told; None: all of them.
    """
    told = report(error)
    is_of_app = isinstance(error, AppError) or not isinstance(error, TempestwebError)
    message: ErrorMessage = {
        "kind": "error",
        "code": told.code,
        "title": told.title,
        "hint": told.hint,
        "source": source,
    }
    with uncaught():
        _log(error, told, is_of_app=is_of_app, development=development)
    if development:
        message["detail"] = told.detail
    else:
        message["reference"] = told.reference
        if is_of_app:
            message["title"] = "Something went wrong in this app."
            message["hint"] = ""
    if view is not None:
        message["view"] = view
    return message


def _log(
    error: BaseException, told: Report, *, is_of_app: bool, development: bool
) -> None:
    if not is_of_app:
        # What a page did wrong, or a limit of the server: no secret, and no traceback.
        logger.warning("%s: %s", told.code, told.title)
        return
    # A notebook prints the log in its cells, and the page has the traceback there.
    is_shown = development and isinstance(error, AppError)
    logger.error(
        "%s [%s] %s",
        *(told.code, told.reference, told.title),
        exc_info=None if is_shown else error,
    )
