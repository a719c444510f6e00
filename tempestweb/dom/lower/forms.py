"""Lowering of forms: labels and errors of fields, validation, and what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final, TypeVar

from tempest_core import Form, FormField, Widget

from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Listener, Node, Reaction, Reply
from tempestweb.dom.style import rule_for
from tempestweb.errors import APP_RAISES, HandlerError

_CONTROLS: Final = frozenset({"input", "select", "textarea"})

#: Labels and errors find their fields by id, which is its own in all of a page.
_numbers: Final = count(1)

W = TypeVar("W", bound=Widget)


@dataclass(frozen=True, slots=True)
class _FieldMemory:
    """What a field of a form keeps from frame to frame.

    Attributes:
        id: Of its input.
        error: What its validators said last.
        told: The label and the error that its input has.
    """

    id: str
    error: str = ""
    told: tuple[str, str] | None = None


@lowers(FormField)
def _form_field(widget: FormField, context: Context, previous: Node | None) -> Node:
    memory = previous.memory if previous is not None else None
    if not isinstance(memory, _FieldMemory):
        memory = _FieldMemory(f"tw-field-{next(_numbers)}")
    error = widget.error or memory.error
    told = widget.label, error
    # An input that is to be told something else is made anew.
    hint = previous if told == memory.told else None
    slots = context.child(widget.child, hint)
    inside = (inner for slot in slots for inner in slot.walk())
    control = next((node for node in inside if node.tag in _CONTROLS), None)
    if control is not None and not control.id:
        control.attributes = {**_attributes(memory.id, error), **control.attributes}
    children = list(slots)
    if widget.label:
        attributes = {"for": _id(control, memory)}
        children.insert(
            0, Node("label", "tw-form-label", text=widget.label, attributes=attributes)
        )
    said = {"id": f"{memory.id}-error", "aria-live": "polite"}
    children.append(Node("p", "tw-field-error", text=error, attributes=said))
    class_name = "tw-form-field tw-invalid" if error else "tw-form-field"
    listeners = None
    if widget.validators or widget.on_validate is not None:
        listeners = {"focusout": Reaction(widget, "focusout", _leave)}
        # With room for an error: nothing moves from under a finger when it comes.
        class_name += " tw-validates"
    return Node(
        "div",
        class_name,
        children=children,
        slots=slots,
        attributes={"data-tw-field": widget.name},
        rule=rule_for(widget.style),
        listeners=listeners,
        key=widget.key,
        memory=replace(memory, told=told),
    )


def _attributes(field_id: str, error: str) -> dict[str, str]:
    attributes = {"id": field_id}
    if error:
        attributes["aria-invalid"] = "true"
        attributes["aria-describedby"] = f"{field_id}-error"
    return attributes


def _id(control: Node | None, memory: _FieldMemory) -> str:
    return memory.id if control is None else control.attributes.get("id", memory.id)


def _leave(node: Node, payload: Mapping[str, Any], _view: str) -> Reply:
    """Validate a field that the user leaves; one that was never filled may wait."""
    checked = payload.get("checked")
    value = str(
        payload["value"] if checked is None else bool(checked).__repr__().lower()
    )
    field = _owner(node, "focusout", FormField)
    if not value and not node.memory.error:
        return Reply()
    try:
        error = field.run_validators(value) or ""
    except APP_RAISES as failure:
        raise _failed(field.name, failure) from failure
    return Reply(calls=_told(field, value, error), changed=_note(node, error))


@lowers(Form)
def _form(widget: Form, context: Context, previous: Node | None) -> Node:
    slots = context.children(widget.fields, previous)
    for slot in slots:
        for node in slot.walk():
            # A button that does nothing by itself sends the form it stands in.
            if node.tag == "button" and not node.listeners and not node.id:
                node.attributes = {**node.attributes, "type": "submit"}
    # Without a button of its own a form is not sent by Enter.
    default = Node(
        "button",
        "tw-default",
        attributes={"type": "submit", "tabindex": "-1", "aria-hidden": "true"},
    )
    return Node(
        "form",
        "tw-form tw-column"
        if widget.style is not None
        else "tw-form tw-column tw-auto",
        children=[*slots, default],
        slots=slots,
        # What is wrong is said by the validators.
        attributes={"novalidate": ""},
        rule=rule_for(widget.style),
        listeners={"submit": Reaction(widget, "submit", _submit)},
        key=widget.key,
    )


def _submit(node: Node, payload: Mapping[str, Any], _view: str) -> Reply:
    """Validate all fields; call the handler, or show what is wrong and go there."""
    form = _owner(node, "submit", Form)
    values = {str(name): str(value) for name, value in payload["values"].items()}
    try:
        errors = form.validate(values).errors
    except APP_RAISES as failure:
        raise _failed("", failure) from failure
    calls: list[tuple[Listener, Mapping[str, Any]]] = []
    changed: list[Node] = []
    focus: Node | None = None
    for field, slot in zip(form.fields, node.slots, strict=True):
        error = errors.get(field.name, "")
        calls += _told(field, values.get(field.name, ""), error)
        changed += _note(slot, error)
        if error and focus is None:
            focus = next((n for n in slot.walk() if n.tag in _CONTROLS), None)
    if not errors and form.on_submit is not None:
        calls.append((Listener(form, "on_submit"), {"values": values}))
    return Reply(calls=calls, changed=changed, focus=focus)


def _told(
    field: FormField, value: str, error: str
) -> list[tuple[Listener, Mapping[str, Any]]]:
    if field.on_validate is None:
        return []
    fields = {"field": field.name, "value": value, "error": error or None}
    return [(Listener(field, "on_validate"), fields)]


def _note(node: Node, error: str) -> list[Node]:
    """Let a field remember its error; return it if that is news."""
    if node.memory.error == error:
        return []
    node.memory = replace(node.memory, error=error)
    return [node]


def _owner(node: Node, dom_type: str, widget_type: type[W]) -> W:
    """Return the widget that stands for a live node now."""
    widget = (node.listeners or {})[dom_type].widget
    if not isinstance(widget, widget_type):
        raise TypeError(f"{widget!r} is no {widget_type.__name__}")
    return widget


def _failed(name: str, failure: BaseException) -> HandlerError:
    field = f" of the field {name!r}" if name else ""
    return HandlerError(
        f"a validator{field} failed: {type(failure).__name__}: {failure}",
        "A validator returns a message or None for any text.",
    )
