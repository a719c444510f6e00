"""What the gallery remembers."""

from __future__ import annotations

from dataclasses import dataclass, field

from pages.buttons import Buttons
from pages.cards import Cards
from pages.charts import Charts
from pages.choices import Choices
from pages.colours import Colours
from pages.drawings import Drawings
from pages.feedback import Feedback
from pages.fields import Fields
from pages.forms import Forms
from pages.frame import Page
from pages.gestures import Gestures
from pages.layout import Layout
from pages.lists import Lists
from pages.motion import Motion
from pages.navigation import Navigation
from pages.overlays import Overlays
from pages.pickers import Pickers
from pages.pictures import Pictures
from pages.places import Places
from pages.tables import Tables
from pages.text import Texts
from tempest_core import App, t
from words import LOCALES, WORDS


def _all_pages() -> list[Page]:
    return [
        Buttons(),
        Fields(),
        Choices(),
        Pickers(),
        Forms(),
        Texts(),
        Pictures(),
        Drawings(),
        Charts(),
        Places(),
        Cards(),
        Feedback(),
        Layout(),
        Lists(),
        Tables(),
        Overlays(),
        Navigation(),
        Gestures(),
        Motion(),
        Colours(),
    ]


@dataclass
class Gallery:
    """The pages, each with a memory of its own, and how they are shown.

    Attributes:
        pages: In the order in which they are listed.
        language: A key of `LOCALES`.
        is_mirrored: Whether everything goes from the right to the left.
        is_menu_open: Whether the list of pages lies over a narrow page.
    """

    pages: list[Page] = field(default_factory=_all_pages)
    language: str = "English"
    is_mirrored: bool = False
    is_menu_open: bool = False

    def page_at(self, route: str) -> Page | None:
        """Find the page that a route names; None if there is none."""
        name = route.strip("/")
        return next((page for page in self.pages if page.path == name), None)

    def word(self, name: str) -> str:
        """Say one of `WORDS` in the language of the gallery."""
        return t(name, LOCALES[self.language], WORDS)


GalleryApp = App[Gallery]
