"""What makes two calls the same: a hashable signature of their arguments.

Two equal signatures mean that a function of nothing but its arguments returns widgets
that look the same *and whose handlers do the same*. So an immutable value counts by
what it is, and a mutable object by which one it is and by what is in it now: an equal
copy is another object, for a handler that changes it changes that one.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import operator
import pathlib
import types
import uuid
from collections.abc import Callable, Hashable
from typing import Any, Final

import tempest_core
from pydantic import BaseModel
from tempest_core import Widget


class NoSignatureError(TypeError):
    """A value has contents that cannot be seen, such as an array or a data frame.

    Attributes:
        value: That value.
    """

    def __init__(self, value: object) -> None:
        super().__init__(f"a {type(value).__name__} cannot be compared")
        self.value = value


class Signer:
    """Makes signatures, and keeps alive what they tell apart by identity.

    Attributes:
        kept: The objects whose `id` went into a signature. As long as they live, no
            other object can have one of those.
    """

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: list[object] = []

    def of(self, value: object) -> Hashable:
        """Return the signature of an argument.

        Raises:
            NoSignatureError: It, or something in it, has contents that nobody sees.
        """
        value_type = type(value)
        sign = _SIGNS.get(value_type)
        if sign is None:
            sign = _SIGNS[value_type] = _sign_for(value_type)
        return sign(self, value)

    def of_call(
        self, arguments: tuple[object, ...], options: dict[str, object]
    ) -> list[Hashable]:
        """Return the signatures of the arguments of a call.

        Raises:
            NoSignatureError: As `of`.
        """
        signatures: list[Hashable] = [self.of(value) for value in arguments]
        for name, value in options.items():
            signatures += name, self.of(value)
        return signatures

    def of_captured(self, value: object) -> Hashable:
        """Return the signature of what a handler holds on to.

        It looks at mutable objects when it is called, so only which ones they are
        counts.
        """
        if type(value) in _CAPTURED_BY_VALUE:
            return self.of(value)
        return self.identity(value)

    def of_builder(self, builder: Callable[..., object]) -> Hashable:
        """Return the signature of a function that is called while the view is built.

        Unlike a handler it may read whatever it captured, so contents count.
        """
        if type(builder) is not types.FunctionType:
            return self.of(builder)
        return _function(self, builder, self.of)

    def identity(self, value: object) -> Hashable:
        """Return a signature that only this very object has."""
        self.kept.append(value)
        return type(value), id(value)


Sign = Callable[[Signer, Any], Hashable]


def _by_value(_signer: Signer, value: Hashable) -> Hashable:
    # The type too: 1, 1.0 and True are equal, and look different.
    return type(value), value


def _by_identity(signer: Signer, value: object) -> Hashable:
    return signer.identity(value)


def _tuple(signer: Signer, value: tuple[object, ...]) -> Hashable:
    return type(value), *[signer.of(item) for item in value]


def _list(signer: Signer, value: list[object]) -> Hashable:
    return signer.identity(value), *[signer.of(item) for item in value]


def _frozen_set(signer: Signer, value: frozenset[object]) -> Hashable:
    return type(value), frozenset([signer.of(item) for item in value])


def _set(signer: Signer, value: set[object]) -> Hashable:
    return signer.identity(value), frozenset([signer.of(item) for item in value])


def _dict(signer: Signer, value: dict[object, object]) -> Hashable:
    # In their order, which a view may show.
    items = [(signer.of(key), signer.of(item)) for key, item in value.items()]
    return signer.identity(value), *items


def _function(
    signer: Signer,
    function: types.FunctionType,
    captured: Callable[[object], Hashable],
) -> Hashable:
    """Sign a function: a view makes the same lambda anew in every frame."""
    # Hashing code means hashing all of it.
    code = function.__code__
    signer.kept.append(code)
    signature: list[Hashable] = [id(code)]
    for cell in function.__closure__ or ():
        try:
            value = cell.cell_contents
        except ValueError:
            # Not assigned yet.
            signature.append(_EMPTY_CELL)
        else:
            signature.append(captured(value))
    for value in function.__defaults__ or ():
        signature.append(captured(value))
    for name, value in (function.__kwdefaults__ or {}).items():
        signature += name, captured(value)
    return tuple(signature)


_EMPTY_CELL: Final = object()


def _handler(signer: Signer, function: types.FunctionType) -> Hashable:
    return _function(signer, function, signer.of_captured)


def _method(signer: Signer, method: types.MethodType) -> Hashable:
    return method.__func__, signer.identity(method.__self__)


def _partial(signer: Signer, bound: functools.partial[object]) -> Hashable:
    arguments = [signer.of_captured(value) for value in bound.args]
    keyword = [(k, signer.of_captured(v)) for k, v in bound.keywords.items()]
    return functools.partial, signer.of(bound.func), *arguments, *keyword


def _model(signer: Signer, value: BaseModel) -> Hashable:
    # What was not set is a default, or follows from what was.
    contents = value.__dict__
    return tuple(
        [(n, signer.of(contents[n])) for n in sorted(value.__pydantic_fields_set__)]
    )


def _frozen_model(signer: Signer, value: BaseModel) -> Hashable:
    return type(value), _model(signer, value)


def _mutable_model(signer: Signer, value: BaseModel) -> Hashable:
    return signer.identity(value), _model(signer, value)


def _fields(value_type: type[Any]) -> Sign:
    names = tuple(field.name for field in dataclasses.fields(value_type))
    is_frozen = value_type.__dataclass_params__.frozen
    read = _reader(names)

    def sign(signer: Signer, value: object) -> Hashable:
        own = value_type if is_frozen else signer.identity(value)
        values = read(value)
        types_ = tuple(map(type, values))
        # The rows of a list mostly hold nothing but text and numbers.
        if _BY_VALUE.issuperset(types_):
            return own, values, types_
        return own, *[signer.of(item) for item in values]

    return sign


def _reader(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Make a function that reads attributes, as fast as can be."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _attributes(value_type: type[Any]) -> Sign:
    """Sign an object of a plain class: everything that was assigned to it."""
    slots = tuple(
        name
        for base in value_type.__mro__
        for name in _slots_of(base)
        if name not in {"__dict__", "__weakref__"}
    )

    def sign(signer: Signer, value: object) -> Hashable:
        own = [(n, signer.of(getattr(value, n))) for n in slots if hasattr(value, n)]
        rest = [(n, signer.of(v)) for n, v in getattr(value, "__dict__", {}).items()]
        return signer.identity(value), *own, *rest

    return sign


def _slots_of(base: type[Any]) -> tuple[str, ...]:
    slots = base.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _refuse(_signer: Signer, value: object) -> Hashable:
    raise NoSignatureError(value)


_BY_VALUE: Final[frozenset[type[Any]]] = frozenset(
    (
        *(str, int, float, bool, bytes, complex, types.NoneType, range),
        *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta),
        *(datetime.timezone, decimal.Decimal, fractions.Fraction, uuid.UUID),
    )
)

_SIGNS: Final[dict[type[Any], Sign]] = {
    **dict.fromkeys(_BY_VALUE, _by_value),
    tuple: _tuple,
    list: _list,
    frozenset: _frozen_set,
    set: _set,
    dict: _dict,
    types.FunctionType: _handler,
    types.MethodType: _method,
    types.BuiltinFunctionType: _by_value,
    types.ModuleType: _by_identity,
    functools.partial: _partial,
}

#: What a closure holds counts by value where nothing can change in it.
_CAPTURED_BY_VALUE: Final = _BY_VALUE | {
    types.FunctionType,
    types.MethodType,
    functools.partial,
}


def _sign_for(value_type: type[Any]) -> Sign:
    """Choose how objects of a type are signed; looked up once per type."""
    # A widget does not change; one passed in is told from others by itself. An app
    # is asked what it remembers by handlers, which see it as it is then.
    if issubclass(value_type, (type, Widget, tempest_core.App)):
        return _by_identity
    if issubclass(value_type, (enum.Enum, pathlib.PurePath, datetime.tzinfo)):
        return _by_value
    if issubclass(value_type, BaseModel):
        is_frozen = value_type.model_config.get("frozen", False)
        return _frozen_model if is_frozen else _mutable_model
    if dataclasses.is_dataclass(value_type):
        return _fields(value_type)
    for base, sign in ((tuple, _tuple), (list, _list), (dict, _dict), (set, _set)):
        if issubclass(value_type, base):
            return sign
    if issubclass(value_type, (str, int, float, bytes)):
        return _by_value
    is_ours = value_type.__flags__ & _HEAP_TYPE and (
        value_type.__dictoffset__ or any(map(_slots_of, value_type.__mro__))
    )
    return _attributes(value_type) if is_ours else _refuse


#: Set for classes made by a `class` statement (CPython's Py_TPFLAGS_HEAPTYPE).
_HEAP_TYPE: Final = 1 << 9
