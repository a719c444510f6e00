"""File pickers: one field over all of the control, named by its label."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import FilePicker, ImagePicker, Semantics, Widget

from tempestweb.dom.node import Node

Lower = Callable[[Widget], Node]


def nothing(_event: object) -> None:
    """Do nothing, as a handler."""


def test_a_picker_is_a_label_that_begins_with_the_field(lower: Lower) -> None:
    node = lower(FilePicker(label="Choose", key="pick", on_select=nothing))

    field, icon, label, value = node.children
    assert (node.tag, node.key) == ("label", "pick")
    assert field.attributes == {"type": "file", "aria-label": "Choose"}
    assert list(field.listeners or {}) == ["files"]
    assert (field.behaviour, field.props) == ("file-picker", {"value": ""})
    assert (icon.tag, label.text, value.text) == ("svg", "Choose", "")


def test_a_picker_nobody_listens_to_has_no_listener(lower: Lower) -> None:
    assert lower(FilePicker()).children[0].listeners is None


def test_what_the_app_asks_of_the_field_is_said_of_the_field(lower: Lower) -> None:
    picker = FilePicker(
        attrs={"accept": ".csv", "multiple": ""}, semantics=Semantics(label="Table")
    )

    field = lower(picker).children[0]

    assert field.attributes["accept"] == ".csv"
    assert field.attributes["multiple"] == ""
    assert field.attributes["aria-label"] == "Table"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("a.csv", "a.csv"),
        ("/tmp/x/a.csv", "a.csv"),
        ("C:\\x\\a.csv", "a.csv"),
        ("content://media/7/", "7"),
        ("data:image/png;base64,AAAA", ""),
    ],
)
def test_a_value_is_shown_as_the_name_in_it(
    lower: Lower, value: str, shown: str
) -> None:
    assert lower(FilePicker(value=value)).children[3].text == shown


def test_the_components_around_it_are_lowered_too(lower: Lower) -> None:
    node = lower(ImagePicker(label="Photo", on_pick=nothing))

    assert [n for n in node.walk() if n.behaviour == "file-picker"]
