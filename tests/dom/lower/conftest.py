"""A theme that is installed as it is while a view runs, and a frame to lower in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tempest_core import Theme, ThemeMode, Widget, use_theme

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node


@pytest.fixture
def theme() -> Theme:
    return Theme(mode=ThemeMode.LIGHT)


@pytest.fixture(autouse=True)
def _view_runs(theme: Theme) -> Iterator[None]:
    with use_theme(theme):
        yield


@pytest.fixture
def context(theme: Theme) -> Context:
    return Context(theme)


@pytest.fixture
def lower(context: Context) -> Callable[[Widget], Node]:
    return lambda widget: context.lower(widget, None)
