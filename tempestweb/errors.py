"""Every exception of tempestweb, and whose fault each one is.

    TempestwebError
    ├── AppError                 the app's author can mend it    app.*
    │   ├── AppLoadError         an app file cannot be loaded    app.load
    │   ├── ViewError            a view raised, or gave no widget app.view
    │   ├── DuplicateKeyError    two siblings with one key       app.duplicate_key
    │   ├── StyleError           a style CSS cannot express      app.style
    │   ├── DownloadError        a file cannot be given          app.download
    │   ├── HandlerError         a handler raised                app.handler
    │   ├── HandlerSignatureError  it cannot be called           app.handler_signature
    │   └── BuildError           it cannot become a static page  app.build
    └── ProtocolError            a client broke the protocol     client.*

Anything else that escapes from this package is our own bug, reported as
`tempestweb.internal`.
"""

from __future__ import annotations

from typing import ClassVar, Final

from tempestweb.traces import users_traceback

#: What may come out of an app's code and ends nothing but what it was called for:
#: `sys.exit()` is the app's mistake, and must not end the kernel or the server.
APP_RAISES: Final = (Exception, SystemExit)


class TempestwebError(Exception):
    """The root of tempestweb's exceptions.

    Attributes:
        code: A stable dotted diagnostic code; its first part names who can mend it.
        title: One line for a person: what went wrong, and where.
        hint: What to do about it; may be empty.
    """

    code: ClassVar[str] = "tempestweb.internal"

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(f"{title}\n{hint}" if hint else title)
        self.title = title
        self.hint = hint


class AppError(TempestwebError):
    """The app's author made a mistake, and can mend it."""

    code = "app.error"

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to show below a cell: no frames but the user's own."""
        text = users_traceback(self) or str(self)
        return text.replace(f"{__name__}.", "").splitlines()


class AppLoadError(AppError):
    """An app file is missing, cannot be run, or has no `view`."""

    code = "app.load"


class ViewError(AppError):
    """A view raised, or returned something that is not a widget."""

    code = "app.view"


class DuplicateKeyError(AppError):
    """Two live siblings have the same key."""

    code = "app.duplicate_key"


class StyleError(AppError):
    """A style holds a value that CSS has no meaning for."""

    code = "app.style"


class DownloadError(AppError):
    """A file cannot be given to a user, or there is nobody to give it to."""

    code = "app.download"


class HandlerError(AppError):
    """An event handler raised."""

    code = "app.handler"


class HandlerSignatureError(AppError):
    """An event handler can be called neither with the event nor without."""

    code = "app.handler_signature"


class BuildError(AppError):
    """An app cannot be built into a static page."""

    code = "app.build"


class ProtocolError(TempestwebError):
    """A client sent something that is not a message of the protocol.

    Attributes:
        code: `client.malformed`, `client.version`, `client.unknown_kind` or
            `client.event`; an attribute of the instance, unlike in its siblings.
    """

    def __init__(self, code: str, title: str, hint: str = "") -> None:
        super().__init__(title, hint)
        self.code = code  # type: ignore[misc]  # one class, four codes told apart by data
