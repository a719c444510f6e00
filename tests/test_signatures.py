"""What counts as the same arguments."""

from __future__ import annotations

import enum
import functools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, ConfigDict
from tempest_core import Style, Text

from tempestweb.signatures import NoSignatureError, Signer


class Kind(enum.Enum):
    """A choice."""

    NEAR = 1
    FAR = 2


@dataclass
class Row:
    """What a list holds."""

    title: str = "a"
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Point:
    """Cannot change."""

    x: int = 0


@dataclass
class Nothing:
    """Has no fields."""


class Pair(NamedTuple):
    """Two numbers."""

    left: int
    right: int


class Plain:
    """An object of no special kind."""

    def __init__(self) -> None:
        self.name = "a"


class Slotted:
    """One without a dictionary."""

    __slots__ = "name"

    def __init__(self) -> None:
        self.name = "a"


class Settings(BaseModel):
    """A model that may change."""

    size: int = 1


class Frozen(BaseModel):
    """One that may not."""

    model_config = ConfigDict(frozen=True)

    size: int = 1


class Opaque:
    """Stands for what is written in C: no attributes to look at."""

    __slots__ = ()


def is_same(one: object, other: object) -> bool:
    return Signer().of(one) == Signer().of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        ((1, "a"), (1, "a")),
        (Point(1), Point(1)),
        (Pair(1, 2), Pair(1, 2)),
        (Kind.NEAR, Kind.NEAR),
        (frozenset({1}), frozenset({1})),
        (Style(gap=1.0), Style(gap=1.0)),
        (Frozen(size=2), Frozen(size=2)),
        (len, len),
        (Text, Text),
        (functools, functools),
    ],
    ids=repr,
)
def test_equal_immutable_values_are_the_same(one: object, other: object) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ((1,), [1]),
        (Point(1), Point(2)),
        (Kind.NEAR, Kind.FAR),
        (Style(gap=1.0), Style(gap=2.0)),
        (Text(content="a"), Text(content="a")),
        (Row(), Row()),
        (Nothing(), Nothing()),
        ([], []),
        ({}, {}),
        (set(), set()),
        (Plain(), Plain()),
        (Settings(), Settings()),
        (Row, Point),
    ],
    ids=repr,
)
def test_these_differ(one: object, other: object) -> None:
    assert not is_same(one, other)


def _change_row(row: Row) -> None:
    row.title = "b"


def _change_deep(row: Row) -> None:
    row.tags.append("new")


def _reorder(ordered: dict[str, int]) -> None:
    ordered["a"] = ordered.pop("a")


def _rename(thing: Any) -> None:
    thing.name = "b"


def _grow(settings: Settings) -> None:
    settings.size = 2


@pytest.mark.parametrize(
    ("thing", "change"),
    [
        (Row(), _change_row),
        (Row(), _change_deep),
        ([1], lambda items: items.append(2)),
        ({"a": 1, "b": 2}, _reorder),
        (OrderedDict(a=1, b=2), _reorder),
        ({1}, lambda items: items.add(2)),
        (Plain(), _rename),
        (Slotted(), _rename),
        (Settings(), _grow),
    ],
    ids=repr,
)
def test_an_object_is_the_same_until_something_in_it_changes(
    thing: object, change: Callable[[Any], object]
) -> None:
    before = Signer().of(thing)
    assert Signer().of(thing) == before

    change(thing)

    assert Signer().of(thing) != before


def handler_of(captured: object) -> Callable[[], object]:
    return lambda: captured


def test_a_lambda_made_anew_is_the_same_while_it_holds_on_to_the_same() -> None:
    row = Row()

    assert is_same(handler_of(row), handler_of(row))
    assert is_same(handler_of(3), handler_of(3))
    assert not is_same(handler_of(3), handler_of(4))
    assert not is_same(handler_of(row), handler_of(Row()))


def test_a_handler_is_the_same_whatever_becomes_of_what_it_holds_on_to() -> None:
    row = Row()
    handler = handler_of(row)
    before = Signer().of(handler)

    row.title = "b"

    assert Signer().of(handler) == before


def test_a_function_that_builds_is_another_when_what_it_captured_has_changed() -> None:
    row = Row()
    builder = handler_of(row)
    before = Signer().of_builder(builder)
    assert Signer().of_builder(handler_of(row)) == before

    row.title = "b"

    assert Signer().of_builder(builder) != before


def test_a_builder_may_be_any_callable() -> None:
    assert Signer().of_builder(functools.partial(len)) == Signer().of(
        functools.partial(len)
    )


def test_defaults_of_a_lambda_tell_it_apart() -> None:
    rows = [lambda row=row, *, by=row: (row, by) for row in (1, 2, 2)]

    assert not is_same(rows[0], rows[1])
    assert is_same(rows[1], rows[2])


def test_a_lambda_may_hold_on_to_what_is_not_assigned_yet() -> None:
    before: list[object] = []

    def make() -> Callable[[], object]:
        def handler() -> int:
            return later

        before.append(Signer().of(handler))
        later = 1
        return handler

    assert Signer().of(make()) != before[0]


def test_bound_methods_and_partials_are_told_apart_by_what_they_are_bound_to() -> None:
    row = Plain()

    assert is_same(row.__init__, row.__init__)  # type: ignore[misc]
    assert not is_same(row.__init__, Plain().__init__)  # type: ignore[misc]
    assert is_same(functools.partial(print, end=row), functools.partial(print, end=row))
    assert not is_same(functools.partial(print, 1), functools.partial(print, 2))


@pytest.mark.parametrize("wrap", [lambda it: it, lambda it: [it], handler_of])
def test_what_nobody_can_look_into_has_no_signature(
    wrap: Callable[[object], object],
) -> None:
    opaque = memoryview(b"a")
    if wrap is handler_of:
        # A handler looks into it when it is called.
        assert is_same(wrap(opaque), wrap(opaque))
        return

    with pytest.raises(NoSignatureError, match="a memoryview cannot be compared"):
        Signer().of(wrap(opaque))


def test_an_object_without_attributes_has_no_signature() -> None:
    with pytest.raises(NoSignatureError):
        Signer().of(Opaque())


def test_what_is_told_apart_by_identity_is_kept_alive() -> None:
    signer = Signer()
    row = Row()

    signer.of((row, handler_of(row)))

    assert any(kept is row for kept in signer.kept)
