"""Navigation: from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    AlignItems,
    App,
    AppBar,
    Breadcrumb,
    BreadcrumbItem,
    Burger,
    Button,
    CollapsingAppBar,
    Column,
    Container,
    Drawer,
    Edge,
    Footer,
    IconButton,
    Icons,
    LazyColumn,
    NavBar,
    Navigator,
    PageChangeEvent,
    PageView,
    RouteChangeEvent,
    RouteDrawer,
    Row,
    Scaffold,
    ScrollEvent,
    Semantics,
    Sidebar,
    Style,
    TabBar,
    Tabs,
    TabView,
    Text,
    Variant,
    Widget,
    current_theme,
)

from pages.frame import block, example, quiet, said, side_by_side

TABS = ["Overview", "Prices", "Reviews"]
TEXTS = [
    "Three rooms, a kitchen, and a view of the river.",
    "From 80 a night; children sleep for nothing.",
    "“Quiet, and the bread is good.”",
]


@dataclass
class Navigation:
    """Where one is, in each of the examples."""

    path: ClassVar[str] = "navigation"
    icon: ClassVar[str] = Icons.HOME
    about: ClassVar[str] = "Bars, tabs, drawers, crumbs, screens, pages."

    tab: int = 0
    place: int = 0
    is_drawer_open: bool = False
    is_panel_open: bool = False
    screen: int = 0
    page: int = 0
    offset: float = 0.0

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [
            self._show_bars(app),
            self._show_tabs(app),
            self._show_pages(app),
            self._show_drawers(app),
            self._show_scaffold(app),
            self._show_collapsing(app),
        ]

    def _show_bars(self, app: App[Any]) -> Widget:
        def go(index: int) -> None:
            self.place = index
            app.set_state()

        return example(
            "Bars and crumbs",
            AppBar(
                title="Station 7",
                leading=Burger(on_click=lambda: None),
                actions=[
                    IconButton(icon=Icons.SEARCH, label="Search the station"),
                    IconButton(icon=Icons.BELL, label="Warnings"),
                ],
            ),
            AppBar(title="In colour", color_scheme="primary"),
            NavBar(
                key="places",
                items=["Home", "Map", "You"],
                active=self.place,
                on_select=go,
            ),
            Breadcrumb(
                items=[
                    BreadcrumbItem(label="All", href="https://example.org/"),
                    "Europe",
                    "Portugal",
                ],
            ),
        )

    def _show_tabs(self, app: App[Any]) -> Widget:
        def choose(index: int) -> None:
            self.tab = index
            app.set_state()

        def change(event: RouteChangeEvent) -> None:
            choose(event.params["index"])

        return example(
            "Tabs",
            TabView(
                key="tabs",
                tabs=TABS,
                active=self.tab,
                child=Text(content=TEXTS[self.tab], key="tab-text"),
                on_change=change,
            ),
            TabBar(tabs=TABS, active=self.tab, on_change=change),
            Tabs(key="strip", tabs=TABS, active=self.tab, on_select=choose),
            note="All three show the same tab.",
        )

    def _show_pages(self, app: App[Any]) -> Widget:
        def turn(event: PageChangeEvent) -> None:
            self.page = event.page
            app.set_state()

        def go(steps: int) -> None:
            self.screen += steps
            app.set_state()

        screen = Column(
            style=Style(
                height=140.0,
                gap=12.0,
                padding=Edge.all(16.0),
                background=current_theme().color(
                    "surface_variant" if self.screen % 2 else "secondary_container"
                ),
                radius=12.0,
            ),
            children=[
                Text(content=f"Screen {self.screen + 1}", key="screen"),
                side_by_side(
                    Button(label="Open another", key="deeper", on_click=lambda: go(1)),
                    *(
                        [
                            Button(
                                label="Back",
                                key="shallower",
                                variant=Variant.OUTLINE,
                                on_click=lambda: go(-1),
                            )
                        ]
                        if self.screen
                        else []
                    ),
                ),
            ],
        )
        roles = ("primary_container", "secondary_container", "tertiary_container")
        return example(
            "Screens and pages",
            Navigator(key="screens", child=screen, depth=self.screen),
            PageView(
                key="pages",
                page=self.page,
                on_page_change=turn,
                style=Style(height=120.0),
                semantics=Semantics(label="Pictures"),
                children=[
                    block(f"Page {i + 1}", role, style=Style(height=120.0))
                    for i, role in enumerate(roles)
                ],
            ),
            said(f"Page {self.page + 1} of {len(roles)}", key="page-says"),
        )

    def _show_drawers(self, app: App[Any]) -> Widget:
        def slide(event: RouteChangeEvent) -> None:
            self.is_drawer_open = event.params["open"]
            app.set_state()

        def open_drawer() -> None:
            self.is_drawer_open = True
            app.set_state()

        def toggle_panel() -> None:
            self.is_panel_open = not self.is_panel_open
            app.set_state()

        return example(
            "Drawers",
            RouteDrawer(
                key="drawer",
                open=self.is_drawer_open,
                on_change=slide,
                style=Style(height=220.0),
                child=Column(
                    style=Style(padding=Edge.all(8.0), gap=8.0, align=AlignItems.START),
                    children=[
                        Button(
                            label="Open the drawer", key="open", on_click=open_drawer
                        ),
                        quiet("It lies over what is here."),
                    ],
                ),
                drawer=Column(
                    style=Style(gap=4.0),
                    children=[
                        Button(label=label, variant=Variant.GHOST)
                        for label in ("Home", "Map", "You")
                    ],
                ),
            ),
            Button(
                label="Hide the panel" if self.is_panel_open else "Show the panel",
                key="panel",
                variant=Variant.OUTLINE,
                on_click=toggle_panel,
            ),
            Drawer(open=self.is_panel_open, children=[Text(content="A panel")]),
            Row(
                style=Style(gap=16.0),
                children=[
                    Sidebar(
                        width=160.0, children=[quiet("A sidebar"), quiet("Its end")]
                    ),
                    Text(content="What it is beside."),
                ],
            ),
        )

    def _show_scaffold(self, app: App[Any]) -> Widget:
        del app
        body = Container(
            style=Style(padding=Edge.all(16.0)), child=Text(content="What it is about")
        )
        return example(
            "Scaffold",
            Scaffold(
                style=Style(height=220.0, radius=12.0),
                app_bar=AppBar(title="A whole app"),
                body=body,
                bottom_bar=Footer(children=[quiet("Below it all")]),
            ),
        )

    def _show_collapsing(self, app: App[Any]) -> Widget:
        def scroll(event: ScrollEvent) -> None:
            self.offset = event.offset
            app.set_state()

        return example(
            "A bar that makes room",
            CollapsingAppBar(
                title="Notes",
                expanded_height=120.0,
                collapsed_height=56.0,
                scroll_offset=self.offset,
            ),
            LazyColumn(
                key="notes",
                item_count=60,
                item_builder=lambda index: Text(
                    content=f"Note {index + 1}", style=Style(padding=Edge.all(10.0))
                ),
                on_scroll=scroll,
                style=Style(height=180.0),
                semantics=Semantics(label="Notes"),
            ),
        )
