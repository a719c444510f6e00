"""Widgets that are not built again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from tempest_core import (
    Button,
    Color,
    Column,
    Component,
    Text,
    Theme,
    Widget,
    use_theme,
)

import tempestweb
from tempestweb import each, memo
from tempestweb.memo import MemoCache, remembering
from tempestweb.transports.memory import MemoryTransport


@dataclass
class Item:
    """A row to be."""

    id: int
    title: str = "a"


@pytest.fixture
def cache() -> MemoCache:
    return MemoCache()


def frame(cache: MemoCache, build: Callable[[], object], theme: Theme) -> object:
    cache.begin_frame()
    with remembering(cache), use_theme(theme):
        return build()


THEME = Theme()


def test_the_same_arguments_give_the_same_object(cache: MemoCache) -> None:
    @memo
    def row(item: Item, size: float = 1.0) -> Widget:
        return Text(content=f"{item.title} {size}")

    item = Item(1)
    first = frame(cache, lambda: row(item, size=2.0), THEME)

    assert frame(cache, lambda: row(item, size=2.0), THEME) is first
    assert frame(cache, lambda: row(item, size=3.0), THEME) is not first
    item.title = "b"
    assert frame(cache, lambda: row(item, size=2.0), THEME) is not first


def test_another_theme_builds_again(cache: MemoCache) -> None:
    @memo
    def row(item: Item) -> Widget:
        return Button(label=item.title)

    item = Item(1)
    first = frame(cache, lambda: row(item), THEME)

    assert (
        frame(cache, lambda: row(item), Theme(primary=Color.from_hex("#ff0000")))
        is not first
    )


def test_without_an_app_the_function_simply_runs() -> None:
    @memo
    def row(item: Item) -> Widget:
        return Text(content=item.title)

    item = Item(1)

    assert row(item) is not row(item)


def test_each_app_remembers_for_itself(cache: MemoCache) -> None:
    @memo
    def row(title: str) -> Widget:
        return Text(content=title)

    first = frame(cache, lambda: row("a"), THEME)

    assert frame(MemoCache(), lambda: row("a"), THEME) is not first


def test_a_component_class_gives_back_the_component(cache: MemoCache) -> None:
    @memo
    class Title(Component):
        text: str

        def render(self) -> Widget:
            return Text(content=self.text)

    class Subtitle(Title):
        pass

    first = frame(cache, lambda: Title(text="a"), THEME)

    assert isinstance(first, Title)
    assert frame(cache, lambda: Title(text="a"), THEME) is first
    assert frame(cache, lambda: Title(text="b"), THEME) is not first
    assert Title(text="a") is not first
    # A class made from it has to ask for it by itself.
    sub = frame(cache, lambda: Subtitle(text="a"), THEME)
    assert frame(cache, lambda: Subtitle(text="a"), THEME) is not sub


def test_what_cannot_be_compared_is_built_each_time_and_said_once(
    cache: MemoCache, caplog: pytest.LogCaptureFixture
) -> None:
    @memo
    def table(data: memoryview) -> Widget:
        return Text(content=str(len(data)))

    @memo
    class Table(Component):
        data: object

        def render(self) -> Widget:
            return Text(content="")

    data = memoryview(b"a")
    for build in (lambda: table(data), lambda: Table(data=data)):
        first = frame(cache, build, THEME)
        assert frame(cache, build, THEME) is not first

    messages = [r.getMessage() for r in caplog.records if "app.memo" in r.getMessage()]
    assert len(messages) == 2
    assert "a memoryview cannot be compared; say when with memo(key=...)" in messages[0]


def test_a_key_of_ones_own_says_when(cache: MemoCache) -> None:
    @memo(key=lambda _data, version: version)
    def table(data: memoryview, version: int) -> Widget:
        return Text(content=f"{len(data)} {version}")

    data = memoryview(b"a")
    first = frame(cache, lambda: table(data, 1), THEME)

    assert frame(cache, lambda: table(data, 1), THEME) is first
    assert frame(cache, lambda: table(data, 2), THEME) is not first


def test_only_so_much_is_remembered(cache: MemoCache) -> None:
    @memo
    def row(number: int) -> Widget:
        return Text(content=str(number))

    for start in range(0, 10_000, 100):
        frame(cache, lambda: [row(start + i) for i in range(100)], THEME)  # noqa: B023

    assert len(cache) <= 400


def test_a_list_builds_only_what_has_changed(cache: MemoCache) -> None:
    built: list[int] = []

    def show(item: Item) -> Widget:
        built.append(item.id)
        return Text(content=item.title)

    items = [Item(i) for i in range(5)]

    def view() -> list[Widget]:
        return each(items, show, key=lambda item: item.id)

    first = frame(cache, view, THEME)
    assert isinstance(first, list)
    assert [widget.key for widget in first] == ["0", "1", "2", "3", "4"]
    built.clear()

    items[3].title = "b"
    items.reverse()
    second = frame(cache, view, THEME)

    assert isinstance(second, list)
    assert built == [3]
    assert second[0] is first[4]


def test_a_list_row_keeps_a_key_of_its_own() -> None:
    rows = each(
        [Item(1)], lambda it: Text(content=it.title, key="mine"), key=lambda it: it.id
    )

    assert rows[0].key == "mine"


def test_a_list_sees_what_its_function_captured(cache: MemoCache) -> None:
    items = [Item(i) for i in range(3)]

    def view(chosen: int) -> list[Widget]:
        return each(
            items,
            lambda item: Text(content="x" if item.id == chosen else ""),
            key=lambda item: item.id,
        )

    first = frame(cache, lambda: view(0), THEME)
    again = frame(cache, lambda: view(0), THEME)
    other = frame(cache, lambda: view(1), THEME)

    assert isinstance(first, list)
    assert isinstance(again, list)
    assert isinstance(other, list)
    assert all(a is b for a, b in zip(first, again, strict=True))
    assert isinstance(other[1], Text)
    assert other[1].content == "x"


def test_a_list_works_with_what_cannot_be_compared(
    cache: MemoCache, caplog: pytest.LogCaptureFixture
) -> None:
    data = memoryview(b"ab")

    def plain(item: object) -> Widget:
        return Text(content=str(item))

    by_item = frame(cache, lambda: each([data], plain, key=len), THEME)
    captured = frame(
        cache,
        lambda: each(
            [1], lambda item: Text(content=str(len(data) + item)), key=lambda i: i
        ),
        THEME,
    )

    assert isinstance(by_item, list)
    assert isinstance(captured, list)
    assert len(by_item) == len(captured) == 1
    assert len([r for r in caplog.records if "app.memo" in r.getMessage()]) == 2


@dataclass
class Model:
    """What the app remembers."""

    items: list[Item] = field(default_factory=list)
    unit: str = "kg"


def test_an_app_shows_what_changed_and_builds_nothing_else() -> None:
    built: list[int] = []

    @memo
    def row(item: Item, unit: str, remove: Callable[[], None]) -> Widget:
        built.append(item.id)
        return Button(label=f"{item.title} {unit}", key=str(item.id), on_click=remove)

    def view(app: tempestweb.App[Model]) -> Widget:
        def row_of(item: Item) -> Widget:
            return row(item, app.state.unit, lambda: app.state.items.remove(item))

        return Column(children=[row_of(item) for item in app.state.items])

    app = tempestweb.App(Model([Item(i) for i in range(3)]), view)  # type: ignore[arg-type]
    app.start()
    built.clear()
    app.state.items[1].title = "b"
    app.start()

    assert built == [1]


def test_one_that_reads_the_state_by_itself_is_built_each_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    built: list[str] = []

    @memo
    def inner(app: tempestweb.App[Model]) -> Widget:
        built.append("inner")
        return Text(content=app.state.unit)

    @memo
    def outer(app: tempestweb.App[Model]) -> Widget:
        built.append("outer")
        return Column(children=[inner(app)])

    app = tempestweb.App(Model(), lambda app: outer(app))  # type: ignore[arg-type]
    app.start()
    app.start()

    assert built == ["outer", "inner"] * 2
    messages = [r.getMessage() for r in caplog.records if "app.memo" in r.getMessage()]
    assert any("it reads app.state" in message for message in messages)


def test_a_failing_function_fails_and_is_not_remembered(cache: MemoCache) -> None:
    calls: list[int] = []

    @memo
    def row(number: int) -> Widget:
        calls.append(number)
        if len(calls) == 1:
            raise ValueError("once")
        return Text(content=str(number))

    with pytest.raises(ValueError, match="once"):
        frame(cache, lambda: row(1), THEME)
    frame(cache, lambda: row(1), THEME)

    assert calls == [1, 1]


def test_logging_of_memo_names_the_function(
    cache: MemoCache, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)

    @memo
    def chart(data: memoryview) -> Widget:
        return Text(content=str(len(data)))

    frame(cache, lambda: chart(memoryview(b"")), THEME)

    assert "chart" in caplog.text


def test_what_a_component_renders_is_remembered_too() -> None:
    built: list[str] = []

    @memo
    def label(text: str) -> Widget:
        built.append(text)
        return Text(content=text)

    class Pair(Component):
        left: str
        right: str

        def render(self) -> Widget:
            return Column(children=[label(self.left), label(self.right)])

    app = tempestweb.App(Model(), lambda app: Pair(left="fixed", right=app.state.unit))
    transport = MemoryTransport()
    app.connect(transport)
    hello = {"kind": "hello", "view": "view1", "version": 1, "environment": {}}
    transport.deliver(json.dumps(hello))
    built.clear()

    app.set_state(lambda model: setattr(model, "unit", "g"))

    assert built == ["g"]
