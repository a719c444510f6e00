"""The first view of an app, rendered at build time and checked again in the page.

The page shows it before there is any Python. When Python has started it renders the
same view: if that is what the page shows already, the page's client simply resumes.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Final, TypedDict

from tempestweb.app import App
from tempestweb.dom.rows import unfold
from tempestweb.hosting import HostOptions
from tempestweb.loading import LoadedApp
from tempestweb.protocol import Environment, Mount
from tempestweb.scheduling import loop_scheduler

#: The view of the page, under which its client resumes.
VIEW: Final = "page"

#: What brings the client back to the session; there is only this one.
TOKEN: Final = "page"

#: The epoch of the tree that the build rendered.
EPOCH: Final = 1


#: Where an app opens whose address says nothing else, as when it is built.
ROOT: Final = "/"


class Preview(TypedDict):
    """A first view, as the page gets it.

    Attributes:
        html: The tree.
        css: Its rules.
        runs: The ids of its nodes.
        epoch: Of the tree.
        seq: Of the mount.
        ack: No event was taken in.
    """

    html: str
    css: list[str]
    runs: list[tuple[int, int]]
    epoch: int
    seq: int
    ack: int


def make_app(
    loaded: LoadedApp, state: object, *, epoch: int = EPOCH, development: bool = False
) -> App[object]:
    """Make the app of a page."""
    return App(
        state,
        loaded.view,
        persist=loaded.persist,
        host=HostOptions(
            development=development,
            token=TOKEN,
            epoch=epoch,
            has_address=True,
            schedule=loop_scheduler,
        ),
    )


def first_view(app: App[object], *, dark: bool, url: str = ROOT) -> Preview:
    """Render what a page shows first; the app's view is connected to nothing yet."""
    environment: Environment = {"dark": dark}
    if url != ROOT:
        environment["url"] = url
    mount = app.first_mount(VIEW, environment)
    return preview_of(mount)


def preview_of(mount: Mount) -> Preview:
    """Take from a mount what the page needs of it."""
    return {
        "html": unfold(mount.get("html", "")),
        "css": mount.get("css", []),
        "runs": mount.get("runs", []),
        "epoch": mount["epoch"],
        "seq": mount["seq"],
        "ack": mount["ack"],
    }


def digest(preview: Preview) -> str:
    """Name all that is shown."""
    return _hash([preview["html"], *preview["css"]])


def shape(preview: Preview) -> str:
    """Name which elements there are, with their keys and what they listen to.

    In two trees of one shape the same node id is the same element, whatever it says.
    """
    return _hash(["".join(part) for part in _SHAPE.findall(preview["html"])])


#: Text and attribute values have no bare `<` or `"` in them.
_SHAPE: Final = re.compile(r'(<\w+)|( data-key="[^"]*")|( data-tw-on="[^"]*")')


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
