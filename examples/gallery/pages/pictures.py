"""Pictures: bitmaps, vectors, films, and the shapes they are cut to."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    BackdropFilter,
    Blur,
    Button,
    ClipPath,
    ClipShape,
    Color,
    ColorRole,
    Column,
    Edge,
    Icons,
    Image,
    ImageFit,
    Position,
    Semantics,
    Stack,
    Style,
    Svg,
    Text,
    VideoPlayer,
    WebView,
    Widget,
    current_theme,
)

from pages.frame import example, quiet, side_by_side

FILM = "https://interactive-examples.mdn.mozilla.net/media/cc0-videos/flower.webm"
PAGE = "https://example.org/"
HILLS = Path(__file__).parent.parent / "hills.svg"


@dataclass
class Pictures:
    """Whether what comes from elsewhere was asked for."""

    path: ClassVar[str] = "pictures"
    icon: ClassVar[str] = Icons.HEART
    about: ClassVar[str] = "How a picture fills its box, and how it is cut."

    is_loaded: bool = False

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""

        def load() -> None:
            self.is_loaded = True
            app.set_state()

        ask = Button(label="Load a film and a page", key="load", on_click=load)
        content = b64encode(HILLS.read_bytes()).decode()
        hills = f"data:image/svg+xml;base64,{content}"
        ground = current_theme().color(ColorRole.SURFACE_VARIANT)
        return [
            example(
                "How it fills its box",
                side_by_side(
                    *(
                        Column(
                            style=Style(gap=6.0, align=AlignItems.CENTER),
                            children=[
                                Image(
                                    src=hills,
                                    alt="Hills below an evening sun",
                                    fit=fit,
                                    style=Style(
                                        width=130.0,
                                        height=130.0,
                                        radius=12.0,
                                        background=ground,
                                    ),
                                ),
                                quiet(fit.value),
                            ],
                        )
                        for fit in ImageFit
                    ),
                    gap=16.0,
                ),
            ),
            example(
                "Shapes",
                side_by_side(
                    *(
                        Column(
                            style=Style(gap=6.0, align=AlignItems.CENTER),
                            children=[
                                ClipPath(
                                    shape=shape,
                                    radius=28.0,
                                    child=_photo(hills),
                                ),
                                quiet(shape.value.replace("_", " ")),
                            ],
                        )
                        for shape in ClipShape
                    ),
                    gap=16.0,
                ),
            ),
            example(
                "Effects",
                side_by_side(
                    Blur(radius=5.0, child=_photo(hills)),
                    Stack(
                        style=Style(width=180.0, height=120.0),
                        children=[
                            _photo(hills),
                            BackdropFilter(
                                radius=6.0,
                                style=Style(
                                    position=Position.ABSOLUTE,
                                    left=24.0,
                                    top=36.0,
                                ),
                                child=Text(
                                    content="Frosted glass",
                                    style=Style(
                                        padding=Edge.all(14.0),
                                        background=Color(r=0, g=0, b=0, a=0.55),
                                        color=Color(r=255, g=255, b=255),
                                    ),
                                ),
                            ),
                        ],
                    ),
                    gap=16.0,
                ),
            ),
            example(
                "A vector picture",
                Svg(
                    src=hills,
                    style=Style(height=200.0, radius=16.0),
                    fit=ImageFit.COVER,
                    semantics=Semantics(label="Hills below an evening sun"),
                ),
            ),
            example("From elsewhere", *(_elsewhere() if self.is_loaded else [ask])),
        ]


def _photo(source: str) -> Widget:
    return Image(
        src=source, alt="", fit=ImageFit.COVER, style=Style(width=180.0, height=120.0)
    )


def _elsewhere() -> list[Widget]:
    return [
        VideoPlayer(
            src=FILM,
            muted=True,
            style=Style(height=240.0),
            semantics=Semantics(label="A flower opens"),
        ),
        WebView(
            url=PAGE,
            style=Style(height=240.0),
            semantics=Semantics(label="A page of another site"),
        ),
    ]
