"""Forms: labels, errors, validation, and what is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tempest_core import (
    Button,
    Checkbox,
    Column,
    Form,
    FormField,
    Input,
    Text,
    Theme,
    Widget,
)

from tempestweb.dom.node import Node, Reaction, Reply
from tempestweb.errors import HandlerError
from tests.support.lowered import Frames
from tests.support.reports import nothing

Lower = Callable[[Widget], Node]


def required(value: str) -> str | None:
    return None if value else "Is needed"


def broken(_value: str) -> str | None:
    raise RuntimeError("no idea")


def react(node: Node, dom_type: str, payload: Mapping[str, Any]) -> Reply:
    reaction = (node.listeners or {})[dom_type]
    assert isinstance(reaction, Reaction)
    return reaction.react(node, payload, "view")


def called(reply: Reply) -> list[tuple[str, Mapping[str, Any]]]:
    return [(listener.name, fields) for listener, fields in reply.calls]


def test_a_field_has_a_label_and_a_line_for_its_error(lower: Lower) -> None:
    node = lower(FormField(name="mail", label="E-mail", child=Input(), key="mail"))

    label, control, error = node.children
    assert (node.key, node.attributes) == ("mail", {"data-tw-field": "mail"})
    assert (label.tag, label.text) == ("label", "E-mail")
    assert label.attributes["for"] == control.attributes["id"]
    assert (error.text, error.attributes["aria-live"]) == ("", "polite")
    assert node.listeners is None


def test_an_id_of_the_app_is_kept(lower: Lower) -> None:
    node = lower(
        FormField(name="mail", label="E-mail", child=Input(attrs={"id": "mine"}))
    )

    assert node.children[0].attributes["for"] == "mine"
    assert node.children[1].attributes["id"] == "mine"


def test_an_error_of_the_app_is_said_of_the_input(lower: Lower) -> None:
    node = lower(FormField(name="mail", error="Is taken", child=Input()))

    control, error = node.children
    assert control.attributes["aria-invalid"] == "true"
    assert control.attributes["aria-describedby"] == error.attributes["id"]
    assert error.text == "Is taken"


def test_a_field_may_hold_anything_or_nothing(lower: Lower) -> None:
    assert lower(FormField(name="empty", label="Empty")).children[1].tag == "p"
    assert lower(FormField(name="text", child=Text(content="Text"))).children


def test_an_input_that_comes_to_be_wrong_is_the_same_element(theme: Theme) -> None:
    frames = Frames(theme)
    child = Column(children=[Input(value="a")])
    before = frames.show(FormField(name="a", child=child)).children[0].children[0]
    after = frames.show(FormField(name="a", child=child, error="No"))

    control = after.children[0].children[0]
    assert control.id == before.id
    assert control.attributes["aria-invalid"] == "true"
    assert control.attributes["id"] == before.attributes["id"]


def test_a_field_is_validated_when_it_is_left(theme: Theme) -> None:
    frames = Frames(theme)
    field = FormField(
        name="mail",
        child=Input(),
        validators=[lambda value: None if "@" in value else "Has no @"],
        on_validate=nothing,
    )
    node = frames.show(field)
    assert react(node, "focusout", {"value": ""}) == Reply()

    reply = react(node, "focusout", {"value": "ann"})
    told = {"field": "mail", "value": "ann", "error": "Has no @"}
    assert called(reply) == [("FormField.on_validate", told)]
    frames.take(reply)
    node = frames.show(field)
    assert node.children[-1].text == "Has no @"
    assert "tw-invalid" in node.class_name

    reply = react(node, "focusout", {"value": "ann@b"})
    assert reply.calls[0][1]["error"] is None
    frames.take(reply)
    assert frames.show(field).children[-1].text == ""


def test_a_tick_is_validated_as_a_word(lower: Lower) -> None:
    seen: list[str] = []
    node = lower(
        FormField(
            name="terms",
            child=Checkbox(),
            validators=[lambda value: seen.append(value)],
        )
    )
    react(node, "focusout", {"value": "on", "checked": True})
    react(node, "focusout", {"value": "on", "checked": False})

    assert seen == ["true", "false"]


def form(**options: Any) -> Form:
    return Form(
        fields=[
            FormField(name="name", child=Input(), validators=[required], key="name"),
            FormField(
                name="mail",
                child=Input(),
                validators=[required],
                on_validate=nothing,
                key="mail",
            ),
            FormField(name="go", child=Button(label="Go")),
        ],
        key="form",
        **options,
    )


def test_a_form_is_sent_by_enter_and_by_a_button_without_a_handler(
    lower: Lower,
) -> None:
    node = lower(form(on_submit=nothing))

    assert (node.tag, node.key, node.attributes) == ("form", "form", {"novalidate": ""})
    assert node.slots[2].children[0].attributes["type"] == "submit"
    assert node.children[-1].attributes["type"] == "submit"


def test_a_button_with_a_handler_stays_a_button(lower: Lower) -> None:
    button = Button(label="Help", on_click=list)
    node = lower(Form(fields=[FormField(name="help", child=button)]))

    assert node.slots[0].children[0].attributes["type"] == "button"


def test_valid_values_reach_the_handler(lower: Lower) -> None:
    reply = react(
        lower(form(on_submit=nothing)),
        "submit",
        {"values": {"name": "Ann", "mail": "a@b", "go": ""}},
    )

    assert [name for name, _ in called(reply)] == [
        "FormField.on_validate",
        "Form.on_submit",
    ]
    values = {"name": "Ann", "mail": "a@b", "go": ""}
    assert called(reply)[-1][1] == {"values": values}
    assert reply.focus is None


def test_a_form_without_a_handler_still_validates(lower: Lower) -> None:
    values = {"name": "Ann", "mail": "a@b"}
    reply = react(lower(form()), "submit", {"values": values})

    assert [name for name, _ in called(reply)] == ["FormField.on_validate"]


def test_what_is_wrong_is_shown_and_the_first_of_it_gets_the_focus(
    theme: Theme,
) -> None:
    frames = Frames(theme)
    node = frames.show(form(on_submit=nothing))
    reply = react(node, "submit", {"values": {}})
    first = node.slots[0].children[0]
    assert [name for name, _ in called(reply)] == ["FormField.on_validate"]
    assert reply.focus is first

    frames.take(reply)
    node = frames.show(form(on_submit=nothing))
    assert [slot.children[-1].text for slot in node.slots] == [
        "Is needed",
        "Is needed",
        "",
    ]
    assert node.slots[0].children[0].id == first.id


def test_a_validator_that_fails_is_the_apps_error(lower: Lower) -> None:
    field = FormField(name="mail", child=Input(), validators=[broken])
    alone, inside = lower(field), lower(Form(fields=[field]))

    with pytest.raises(HandlerError, match=r"of the field 'mail' failed: .*no idea"):
        react(alone, "focusout", {"value": "a"})
    with pytest.raises(HandlerError, match=r"a validator failed: .*no idea"):
        react(inside, "submit", {"values": {}})


def test_a_validator_that_ends_python_does_not(lower: Lower) -> None:
    def leave(_value: str) -> str:
        raise SystemExit(3)

    field = lower(FormField(name="mail", child=Input(), validators=[leave]))
    with pytest.raises(HandlerError, match="of the field 'mail' failed: SystemExit"):
        react(field, "focusout", {"value": "a"})


def test_an_event_of_another_widget_is_refused(lower: Lower) -> None:
    node = lower(form())
    (node.listeners or {})["submit"].widget = Text(content="Not a form")

    with pytest.raises(TypeError, match="is no Form"):
        react(node, "submit", {"values": {}})
