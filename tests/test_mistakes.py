"""An app that is written wrongly is told so in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import tempest_core
from tempest_core import Text, Widget

from tempestweb import App, AppError, ViewError
from tests.support.reference import Client
from tests.support.rig import show


@dataclass
class State:
    """What the apps here remember."""

    value: int = 0


def view(app: tempest_core.App[State]) -> Widget:
    return Text(content=str(app.state.value))


def open_view(app: App[Any]) -> Client:
    client, _ = show(app)
    return client


@pytest.mark.parametrize(
    ("result", "title"),
    [
        (None, "the view returned None, not a widget (test_mistakes.py, line "),
        (
            [Text(content="x")],
            "the view returned a list, not a widget (test_mistakes",
        ),
    ],
)
def test_a_view_that_returns_no_widget_is_told_so(result: Any, title: str) -> None:
    client = open_view(App(None, lambda _app: result))

    (error,) = client.errors
    assert error["code"] == "app.view"
    assert error["title"].startswith(title)
    assert ("missing?" in error["hint"]) == (result is None)


def test_a_view_without_a_known_place_is_told_so_without() -> None:
    client = open_view(App({"a": 1}, _Nothing()))

    assert client.errors[0]["title"] == "the view returned None, not a widget"


class _Nothing:
    def __call__(self, _app: tempest_core.App[Any]) -> Any:
        return None


def test_an_app_wants_its_view_last() -> None:
    with pytest.raises(ViewError, match=r"not State") as caught:
        App(view, State())  # type: ignore[arg-type]

    assert "the state first" in caught.value.hint


def test_set_state_without_a_function_says_what_to_write() -> None:
    app = App(State(), view)

    with pytest.raises(AppError, match="not State") as caught:
        app.set_state(State(value=2))  # type: ignore[arg-type]  # the mistake
    assert "app.state = value" in caught.value.hint
    assert app.state.value == 0


def test_a_state_that_the_function_of_set_state_returns_is_warned_of() -> None:
    app = App(State(), view)

    with pytest.warns(UserWarning, match=r"another State.*app\.state = ") as caught:
        app.set_state(lambda _: State(value=2))  # type: ignore[arg-type]

    assert caught[0].filename == __file__
    assert app.state.value == 0


def test_what_else_that_function_returns_is_nobodys_business() -> None:
    app = App([[1]], lambda _: Text(content=""))

    app.set_state(lambda rows: rows.pop())  # type: ignore[arg-type]
    app.set_state(lambda rows: rows)  # type: ignore[arg-type]

    assert app.state == []


def test_a_view_that_cannot_be_called_is_refused_at_once() -> None:
    with pytest.raises(ViewError, match="with the app"):
        App(State(), lambda: Text(content=""))  # type: ignore[arg-type, misc]  # the mistake


def test_a_later_view_that_cannot_be_called_is_refused() -> None:
    app = App(State(), lambda _: Text(content="first"))

    with pytest.raises(ViewError, match="async"):

        @app.view
        async def later(app: object) -> None: ...

    client = open_view(app)
    assert client.root.all_text == "first"
