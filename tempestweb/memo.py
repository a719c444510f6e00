"""Not building again what would come out the same: `memo` and `each`.

A widget object that was there in the last frame costs nothing further on: lowering and
diff stop at it. These give back such objects.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any, Final, ParamSpec, TypeVar, cast, overload

from tempest_core import Component, Widget, current_theme

from tempestweb.signatures import NoSignatureError, Signer

logger = logging.getLogger(__name__)

P = ParamSpec("P")
W = TypeVar("W", bound=Widget)
C = TypeVar("C", bound=type[Component])
T = TypeVar("T")

#: So many widgets an app remembers, whatever it shows; beyond, twice what its last
#: frame used.
_LEAST: Final = 256


class _Entry:
    """One widget, and what keeps its signature unique."""

    __slots__ = ("frame", "kept", "widget")

    def __init__(self, widget: Widget, kept: list[object], frame: int) -> None:
        self.widget = widget
        self.kept = kept
        self.frame = frame


class MemoCache:
    """The widgets that one app may show again."""

    __slots__ = ("_entries", "_frame", "_used")

    def __init__(self) -> None:
        self._entries: dict[Hashable, _Entry] = {}
        self._frame = 0
        self._used = 0

    def __len__(self) -> int:
        """Count what is remembered."""
        return len(self._entries)

    def begin_frame(self) -> None:
        """Forget what was not used lately, if that has become much."""
        if len(self._entries) > max(_LEAST, 2 * self._used):
            self._entries = {
                signature: entry
                for signature, entry in self._entries.items()
                if entry.frame == self._frame
            }
        self._frame += 1
        self._used = 0

    def find(self, signature: Hashable) -> Widget | None:
        """Return what was built for a signature."""
        entry = self._entries.get(signature)
        if entry is None:
            return None
        if entry.frame != self._frame:
            entry.frame = self._frame
            self._used += 1
        return entry.widget

    def keep(self, signature: Hashable, widget: Widget, kept: list[object]) -> None:
        """Remember what was built for a signature."""
        self._entries[signature] = _Entry(widget, kept, self._frame)
        self._used += 1


class _Build:
    """A memoised function that runs now."""

    __slots__ = ("reads",)

    def __init__(self) -> None:
        #: What it asked the app for, which is none of its arguments.
        self.reads: set[str] = set()


_cache: ContextVar[MemoCache | None] = ContextVar("tempestweb_memo", default=None)
_build: ContextVar[_Build | None] = ContextVar("tempestweb_build", default=None)


def begin_remembering(cache: MemoCache) -> Token[MemoCache | None]:
    """Let memoised functions give back what this cache holds, from now on.

    Returns:
        What `end_remembering` wants.
    """
    return _cache.set(cache)


def end_remembering(token: Token[MemoCache | None]) -> None:
    """Let them do as before `begin_remembering`."""
    _cache.reset(token)


@contextmanager
def remembering(cache: MemoCache) -> Iterator[None]:
    """Let memoised functions give back what this cache holds, in a block."""
    token = begin_remembering(cache)
    try:
        yield
    finally:
        end_remembering(token)


class WatchedAttribute:
    """An attribute that a memoised function must not read by itself."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn its name."""
        self._name = name

    def __get__(self, app: object | None, owner: type) -> Any:
        """Return the value, and note who asks."""
        if app is None:
            return self
        build = _build.get()
        # Something of the app that changes; see `memo`.
        if build is not None:
            build.reads.add(self._name)
        return app.__dict__[self._name]

    def __set__(self, app: object, value: object) -> None:
        """Change the value."""
        app.__dict__[self._name] = value


@overload
def memo(target: C, /) -> C: ...


@overload
def memo(target: Callable[P, W], /) -> Callable[P, W]: ...


@overload
def memo(
    *, key: Callable[..., Hashable]
) -> Callable[[Callable[P, W]], Callable[P, W]]: ...


def memo(target: Any = None, /, *, key: Callable[..., Hashable] | None = None) -> Any:
    """Build a widget again only when the arguments have changed.

    For functions that return a widget, and for classes of components. Called with the
    same arguments as before, it gives back the very same widget object, and neither
    the function nor anything after it runs for it.

    Immutable arguments are the same when they are equal; a list, a dict, a dataclass
    or another object of Python when it is the same object and nothing in it has
    changed; a function when it is of the same code and holds on to the same things, as
    a lambda does that a view makes anew each time. Widgets are remembered for each app
    by itself, as long as it shows them, and a change of theme builds them again.

    The function may read nothing but its arguments: pass `app.state.count`, not `app`
    to read it from. (Handlers may: they run later.) One that reads the state, the
    navigation, the media or the locale of an app is not remembered, and logs that once;
    nothing can notice a global variable.

    Args:
        target: The function or class.
        key: For arguments whose contents cannot be seen, such as a data frame: called
            with the arguments, returns something hashable that changes whenever the
            widget should. The promise is then the caller's.
    """
    if target is None:
        return functools.partial(memo, key=key)
    if isinstance(target, type):
        return _memo_class(target)
    return _memo_function(target, key)


def _memo_function(
    function: Callable[..., Widget], key: Callable[..., Hashable] | None
) -> Callable[..., Widget]:
    name = getattr(function, "__qualname__", repr(function))

    @functools.wraps(function)
    def remembered(*arguments: Any, **options: Any) -> Widget:
        cache = _cache.get()
        if cache is None:
            return function(*arguments, **options)
        signer = Signer()
        try:
            if key is None:
                own = signer.of_call(arguments, options)
            else:
                own = [key(*arguments, **options)]
        except (NoSignatureError, RecursionError) as error:
            _warn(name, f"is built each time: {error}; say when with memo(key=...)")
            return function(*arguments, **options)
        signature = (function, id(current_theme()), *own)
        widget = cache.find(signature)
        if widget is None:
            build = functools.partial(function, *arguments, **options)
            widget = _build_for(cache, signature, signer, name, build)
        return widget

    return remembered


def _memo_class(component: type[Component]) -> type[Component]:
    """Make a class whose call gives back the component it made before."""
    metaclass = type(component)
    create = metaclass.__call__
    name = component.__qualname__

    def call(cls: type[Component], *arguments: Any, **options: Any) -> Component:
        cache = _cache.get()
        if cache is None or cls is not component:
            return cast("Component", create(cls, *arguments, **options))
        signer = Signer()
        try:
            own = signer.of_call(arguments, options)
        except (NoSignatureError, RecursionError) as error:
            _warn(name, f"is built each time: {error}")
            return cast("Component", create(cls, *arguments, **options))
        signature = (cls, id(current_theme()), *own)
        widget = cache.find(signature)
        if widget is None:
            build = functools.partial(create, cls, *arguments, **options)
            widget = _build_for(cache, signature, signer, name, build)
        return cast("Component", widget)

    # A metaclass of its own: pydantic would run __init__ on whatever __new__ returns.
    own = type(metaclass.__name__, (metaclass,), {"__call__": call})
    component.__class__ = own  # type: ignore[method-assign]
    return component


def each(
    items: Iterable[T],
    build: Callable[[T], Widget],
    *,
    key: Callable[[T], object],
) -> list[Widget]:
    """Build the children of a list, and again only those whose item has changed.

        Column(children=each(app.state.rows, show_row, key=lambda row: row.id))

    As `memo` with one argument, but what `build` holds on to is looked at once for the
    whole list; contents of that count too, so let it capture what it shows (a
    `selected_id`) rather than a whole state.

    Args:
        items: What to show, in order.
        build: Makes the widget of one item.
        key: Tells items apart for good; what it returns becomes the widget's key, as
            text, unless the widget has one.
    """
    name = getattr(build, "__qualname__", repr(build))
    cache = _cache.get()
    signer = Signer()
    common: Hashable = None
    if cache is not None:
        try:
            common = signer.of_builder(build)
        except (NoSignatureError, RecursionError) as error:
            _warn(name, f"is called for each row: {error}")
            cache = None
    if cache is None:
        return [_keyed(build(item), key(item)) for item in items]
    theme = current_theme()
    common = (each, id(theme), common)
    find = cache.find
    own = Signer()
    found: list[Widget] = []
    for item in items:
        item_key = key(item)
        try:
            signature = (common, item_key, own.of(item))
        except (NoSignatureError, RecursionError) as error:
            _warn(name, f"is called for each row: {error}")
            found.append(_keyed(build(item), item_key))
            continue
        widget = find(signature)
        if widget is None:
            widget, may_keep = _watched(name, functools.partial(build, item))
            widget = _keyed(widget, item_key)
            if may_keep:
                cache.keep(signature, widget, [theme, signer.kept, *own.kept])
        found.append(widget)
        own.kept.clear()
    return found


def _keyed(widget: Widget, key: object) -> Widget:
    return widget if widget.key else widget.model_copy(update={"key": str(key)})


def _build_for(
    cache: MemoCache,
    signature: Hashable,
    signer: Signer,
    name: str,
    build: Callable[[], Widget],
) -> Widget:
    widget, may_keep = _watched(name, build)
    if may_keep:
        cache.keep(signature, widget, [current_theme(), *signer.kept])
    return widget


def _watched(name: str, build: Callable[[], Widget]) -> tuple[Widget, bool]:
    """Build a widget; tell whether that depended on the arguments alone."""
    outer = _build.get()
    inner = _Build()
    token = _build.set(inner)
    try:
        widget = build()
    finally:
        _build.reset(token)
    if not inner.reads:
        return widget, True
    if outer is not None:
        outer.reads |= inner.reads
    read = " and ".join(f"app.{attribute}" for attribute in sorted(inner.reads))
    _warn(name, f"is built each time: it reads {read}; pass what it needs of it")
    return widget, False


_warned: Final[set[str]] = set()


def _warn(name: str, what: str) -> None:
    if name not in _warned:
        _warned.add(name)
        logger.warning("app.memo: %s %s", name, what)
