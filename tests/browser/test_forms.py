"""Forms that are filled and sent, and pages that are turned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect
from tempest_core import (
    App,
    Button,
    Checkbox,
    Column,
    Container,
    Form,
    FormField,
    Input,
    MaskedInput,
    PageView,
    Style,
    Text,
    Widget,
)
from tempest_core.validators import validate_cpf, validate_email

import tempestweb
from tests.support.page_host import show


@dataclass
class State:
    """What is in the fields, what page is shown, and what handlers were told."""

    values: dict[str, Any] = field(default_factory=dict)
    page: int = 0
    told: list[Any] = field(default_factory=list)


def sign_up(app: App[State]) -> Widget:
    def send(event: Any) -> None:
        app.state.told.append(event.values)

    return Form(
        key="form",
        on_submit=send,
        fields=[
            FormField(
                name="mail", label="E-mail", child=Input(), validators=[validate_email]
            ),
            FormField(
                name="cpf",
                label="CPF",
                child=MaskedInput(mask="999.999.999-99"),
                validators=[validate_cpf],
            ),
            FormField(
                name="terms",
                child=Checkbox(label="I agree"),
                validators=[lambda value: None if value == "true" else "Is needed"],
            ),
            FormField(name="send", child=Button(label="Sign up")),
        ],
    )


def test_a_form_shows_what_is_wrong_and_is_sent_when_nothing_is(page: Page) -> None:
    app = tempestweb.App(State(), sign_up)
    shown = show(page, app)
    mail, cpf = page.get_by_label("E-mail"), page.get_by_label("CPF")
    mail.press_sequentially("ann")
    page.keyboard.press("Enter")
    shown.idle()
    expect(mail).to_be_focused()
    expect(mail).to_have_attribute("aria-invalid", "true")
    expect(mail).to_have_accessible_description("E-mail inválido")
    expect(cpf).to_have_accessible_description("CPF deve ter 11 dígitos")
    expect(mail).to_have_value("ann")
    assert app.state.told == []

    # What is mended is said to be right when the field is left.
    mail.press_sequentially("@example.org")
    page.keyboard.press("Tab")
    shown.idle()
    expect(mail).not_to_have_attribute("aria-invalid", "true")
    page.keyboard.type("52998224725")
    page.get_by_role("button", name="Sign up").click()
    shown.idle()
    agree = page.get_by_label("I agree")
    expect(agree).to_be_focused()
    agree.check()
    page.get_by_role("button", name="Sign up").click()
    shown.idle()
    assert app.state.told == [
        {
            "mail": "ann@example.org",
            "cpf": "529.982.247-25",
            "terms": "true",
            "send": "",
        }
    ]
    expect(page.get_by_text("Is needed")).to_have_count(0)


def test_a_form_without_a_button_is_sent_by_enter(page: Page) -> None:
    told: list[Any] = []
    fields = [FormField(name=name, label=name, child=Input()) for name in ("a", "b")]
    app = tempestweb.App(
        None,
        lambda _app: Form(
            fields=fields, on_submit=lambda event: told.append(event.values)
        ),
    )
    shown = show(page, app)
    page.get_by_label("a").press_sequentially("1")
    page.keyboard.press("Enter")
    shown.idle()
    assert told == [{"a": "1", "b": ""}]


def test_pages_are_turned_by_button_key_and_app(page: Page) -> None:
    def view(app: App[State]) -> Widget:
        def turned(event: Any) -> None:
            app.state.told.append((event.previous, event.page))
            app.set_state(lambda state: setattr(state, "page", event.page))

        box = Style(height=120.0)
        pages: list[Widget] = [
            Container(style=box, child=Button(label=f"Button {number}"))
            for number in range(3)
        ]
        return Column(
            children=[
                PageView(
                    key="pages",
                    children=pages,
                    page=app.state.page,
                    on_page_change=turned,
                ),
                Text(content=f"Page {app.state.page}", key="page"),
            ]
        )

    page.emulate_media(reduced_motion="reduce")
    app = tempestweb.App(State(), view)
    shown = show(page, app)
    back = page.get_by_role("button", name="Previous page")
    on = page.get_by_role("button", name="Next page")
    expect(back).to_be_hidden()
    on.click()
    expect(shown.key("page")).to_have_text("Page 1")
    expect(page.get_by_role("button", name="Button 1")).to_be_in_viewport()
    first = shown.key("pages").locator(".tw-page").first
    expect(first).to_have_attribute("inert", "")

    shown.key("pages").locator(".tw-pages-track").focus()
    page.keyboard.press("ArrowRight")
    expect(shown.key("page")).to_have_text("Page 2")
    expect(on).to_be_hidden()
    assert app.state.told == [(0, 1), (1, 2)]

    app.set_state(lambda state: setattr(state, "page", 0))
    expect(page.get_by_role("button", name="Button 0")).to_be_in_viewport()
    expect(back).to_be_hidden()
    shown.idle()
    assert app.state.told == [(0, 1), (1, 2)]
