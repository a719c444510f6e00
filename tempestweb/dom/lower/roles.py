"""What components are for people who do not see them: roles, names and states.

tempest-core makes tabs, choices and tables of buttons, rows and texts. What they mean
together is said here, in the attributes that WAI-ARIA has for it.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date
from typing import Final

from tempest_core import (
    Accordion,
    Avatar,
    Button,
    Calendar,
    Chip,
    Container,
    DataTable,
    NavBar,
    ProgressStepper,
    RadioGroup,
    Rating,
    Row,
    SearchBar,
    SegmentedControl,
    Stepper,
    Table,
    Tabs,
    Tag,
    Text,
    Widget,
)

from tempestweb.dom.lower.context import Tell, says

#: The behaviour of items of which the arrow keys choose one.
_ARROWS: Final = "tabs"
#: The behaviour of what unfolds: it brings the look.
_FOLD: Final = "fold"


@says(Tabs)
def _tabs(tabs: Tabs, root: Widget, tell: Tell) -> str:
    tell(root, role="tablist")
    _say_which(tell, root, tabs.active, "tab", "aria-selected")
    return _ARROWS


@says(SegmentedControl)
def _segmented_control(control: SegmentedControl, root: Widget, tell: Tell) -> str:
    tell(root, role="radiogroup")
    _say_which(tell, root, control.selected, "radio", "aria-checked")
    return _ARROWS


@says(RadioGroup)
def _radio_group(group: RadioGroup, root: Widget, tell: Tell) -> str:
    tell(root, role="radiogroup")
    _say_which(tell, root, group.selected, "radio", "aria-checked", group.options)
    return _ARROWS


@says(Rating)
def _rating(rating: Rating, root: Widget, tell: Tell) -> str | None:
    stars = len(root.child_nodes())
    if not _buttons(root):
        tell(root, role="img", **{"aria-label": f"{rating.value} of {stars} stars"})
        return None
    names = [f"{number} of {stars} stars" for number in range(1, stars + 1)]
    tell(root, role="radiogroup")
    _say_which(tell, root, rating.value - 1, "radio", "aria-checked", names)
    return _ARROWS


@says(NavBar)
def _nav_bar(bar: NavBar, root: Widget, tell: Tell) -> None:
    tell(root, role="navigation")
    for index, button in enumerate(_buttons(root)):
        if index == bar.active:
            tell(button, **{"aria-current": "page"})


@says(Accordion)
def _accordion(accordion: Accordion, root: Widget, tell: Tell) -> str:
    for header in _buttons(root)[:1]:
        # An app's own kind of it may show the sign of whether it is open besides.
        tell(
            header,
            **{
                "aria-expanded": _claim(accordion.open),
                "aria-label": accordion.title,
            },
        )
    return _FOLD


@says(Chip, Tag)
def _chip(chip: Chip | Tag, root: Widget, tell: Tell) -> None:
    if isinstance(root, Button):
        tell(root, **{"aria-pressed": _claim(chip.selected)})


@says(Stepper)
def _stepper(_stepper: Stepper, root: Widget, tell: Tell) -> None:
    tell(root, role="group")
    for button, name in zip(_buttons(root), ("Decrease", "Increase"), strict=False):
        tell(button, **{"aria-label": name})


@says(ProgressStepper)
def _progress_stepper(stepper: ProgressStepper, root: Widget, tell: Tell) -> None:
    tell(root, role="list")
    steps = [each for each in root.child_nodes() if each.child_nodes()]
    for each in root.child_nodes():
        if each not in steps:
            tell(each, **{"aria-hidden": "true"})
    for index, step in enumerate(steps):
        tell(step, role="listitem")
        if index == stepper.current:
            tell(step, **{"aria-current": "step"})


@says(DataTable)
def _data_table(table: DataTable, root: Widget, tell: Tell) -> None:
    *_, last = [None, *root.child_nodes()]
    # Its pages are turned in the last row, which is none of the table.
    has_pager = (
        last is not None and bool(_buttons(last)) and len(root.child_nodes()) > 1
    )
    if has_pager:
        tell(root, role="group")
        return
    _say_table(tell, root)
    for index, header in enumerate(_cells(root, 0)):
        if index == table.sort_column:
            order = "ascending" if table.sort_ascending else "descending"
            tell(header, **{"aria-sort": order})


@says(Table)
def _table(_table: Table, root: Widget, tell: Tell) -> None:
    _say_table(tell, root)


@says(Calendar)
def _calendar(calendar: Calendar, root: Widget, tell: Tell) -> None:
    shown = next((t.content for t in root.child_nodes() if isinstance(t, Text)), "")
    tell(root, role="group", **{"aria-label": shown})
    for week in root.child_nodes():
        for button in _buttons(week):
            name = f"{button.label} {shown}"
            chosen = _claim(name == _named_date(calendar.selected))
            tell(button, **{"aria-label": name, "aria-pressed": chosen})


def _named_date(iso: str | None) -> str:
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return ""
    return f"{day.day} {month_name[day.month]} {day.year}"


@says(SearchBar)
def _search_bar(_bar: SearchBar, root: Widget, tell: Tell) -> None:
    tell(root, role="search")


@says(Avatar)
def _avatar(avatar: Avatar, root: Widget, tell: Tell) -> None:
    tell(root, role="img", **{"aria-label": avatar.initials})


def _say_which(
    tell: Tell,
    root: Widget,
    chosen: int,
    role: str,
    state: str,
    names: Sequence[str] | None = None,
) -> None:
    """Say which one of the buttons in a widget is chosen.

    Args:
        tell: Takes it.
        root: The widget.
        chosen: The place of the button.
        role: What each is.
        state: The attribute that tells it.
        names: What they are called, where that is not what they show.
    """
    buttons = _buttons(root)
    # The Tab key reaches one of them, and the arrow keys the others.
    reached = chosen if 0 <= chosen < len(buttons) else 0
    for index, button in enumerate(buttons):
        tell(
            button,
            role=role,
            tabindex="0" if index == reached else "-1",
            **{state: _claim(index == chosen)},
        )
        if names is not None and index < len(names):
            tell(button, **{"aria-label": names[index]})


def _say_table(tell: Tell, root: Widget) -> None:
    tell(root, role="table")
    for header in [row for row in root.child_nodes()[:1] if isinstance(row, Row)]:
        # A button stays one: it is in its cell, which takes no room.
        header.children = [
            Container(child=cell, attrs={"class": "tw-cell"})
            if isinstance(cell, Button)
            else cell
            for cell in header.children
        ]
    for index, row in enumerate(root.child_nodes()):
        tell(row, role="row")
        for cell in _cells(root, index):
            tell(cell, role="columnheader" if index == 0 else "cell")


def _cells(root: Widget, row: int) -> list[Widget]:
    return root.child_nodes()[row].child_nodes()


def _buttons(widget: Widget) -> list[Button]:
    return [each for each in widget.child_nodes() if isinstance(each, Button)]


def _claim(value: bool) -> str:
    return "true" if value else "false"
