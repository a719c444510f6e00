"""Session: what widgets do about events by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tempest_core import (
    Column,
    Form,
    FormField,
    Input,
    LazyColumn,
    SubmitEvent,
    Text,
    Widget,
)

from tests.support.rig import Rig, assert_in_step


def long_list() -> Widget:
    return LazyColumn(
        key="list",
        item_count=100,
        item_builder=lambda index: Text(content=f"Item {index}"),
        window_size=2,
    )


def test_a_list_slides_to_what_its_view_looks_at() -> None:
    # A view that returns the very same widgets: only the list is made anew.
    widget = Column(children=[Text(content="Above"), long_list()])
    rig = Rig(lambda: widget)
    client = rig.show()

    client.event("list", "window", start=50, end=52, keep=None)

    texts = [row.children[0].text for row in client.root.find("list").children[1:3]]
    assert texts == ["Item 50", "Item 51"]
    assert client.root.children[0].children[0].text == "Above"
    assert_in_step(client, rig.session)


@pytest.mark.parametrize(
    "payload", [{}, {"start": 9, "end": 3}, {"start": [], "end": 1}]
)
def test_a_window_that_makes_no_sense_is_refused(
    caplog: pytest.LogCaptureFixture, payload: dict[str, Any]
) -> None:
    rig = Rig(long_list)
    client = rig.show()

    client.event("list", "window", **payload)

    assert "window of LazyColumn refused" in caplog.text
    assert_in_step(client, rig.session)


def sign_up(validate: Callable[[str], str | None], sent: list[Any]) -> Widget:
    field = FormField(name="name", key="name", child=Input(), validators=[validate])
    return Form(key="form", fields=[field], on_submit=lambda event: sent.append(event))


def test_a_form_that_is_wrong_shows_why_and_moves_the_focus() -> None:
    sent: list[Any] = []
    rig = Rig(lambda: sign_up(lambda value: None if value else "Is needed", sent))
    client = rig.show()

    client.event("form", "submit", values={"name": ""})
    field = client.root.find("name")
    assert [child.text for child in field.children] == ["", "Is needed"]
    assert field.children[0].attributes["aria-invalid"] == "true"
    assert sent == []
    assert_in_step(client, rig.session)

    client.event("form", "submit", values={"name": "Ann"})
    assert sent == [SubmitEvent(values={"name": "Ann"})]
    assert field.children[-1].text == ""
    assert_in_step(client, rig.session)


def test_a_validator_that_fails_is_shown_as_an_error_of_the_app() -> None:
    def broken(_value: str) -> str | None:
        raise RuntimeError("no idea")

    rig = Rig(lambda: sign_up(broken, []))
    client = rig.show()

    client.event("form", "submit", values={"name": ""})

    assert "a validator failed" in client.errors[-1]["title"]
    assert_in_step(client, rig.session)
