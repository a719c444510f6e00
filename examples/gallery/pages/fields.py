"""Fields: what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    EMAIL_PATTERN,
    AddressInput,
    App,
    Autocomplete,
    CNPJInput,
    Column,
    CPFInput,
    Dropdown,
    EmailInput,
    FieldVariant,
    Icons,
    Input,
    KeyboardType,
    MaskedInput,
    PasswordInput,
    PhoneInput,
    PinInput,
    SearchBar,
    SelectEvent,
    Semantics,
    Size,
    Style,
    SubmitEvent,
    TextArea,
    TextChangeEvent,
    Widget,
)

from pages.frame import example, said

CITIES = ["Accra", "Bogotá", "Hanoi", "Lisbon", "Montréal", "Oslo", "Recife", "Seoul"]


@dataclass
class Fields:
    """What has been typed."""

    path: ClassVar[str] = "fields"
    icon: ClassVar[str] = Icons.MAIL
    about: ClassVar[str] = "One line, many lines, masks, codes, suggestions."

    name: str = ""
    query: str = ""
    notes: str = ""
    city: str = ""
    country: str | None = None
    pin: str = ""
    is_complete: bool = False
    plate: str = ""
    cpf: str = ""
    cnpj: str = ""
    phone: str = ""
    email: str = ""
    password: str = ""
    street: str = ""

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [
            *self._show_plain(app),
            *self._show_chosen(app),
            *self._show_shaped(app),
            self._show_brazilian(app),
        ]

    def _show_plain(self, app: App[Any]) -> list[Widget]:
        def type_name(event: TextChangeEvent) -> None:
            self.name = event.value
            app.set_state()

        def type_notes(event: TextChangeEvent) -> None:
            self.notes = event.value
            app.set_state()

        def type_email(value: str) -> None:
            self.email = value
            app.set_state()

        def type_password(value: str) -> None:
            self.password = value
            app.set_state()

        email = Input(
            key="pattern",
            placeholder="name@example.org",
            pattern=EMAIL_PATTERN,
            keyboard=KeyboardType.EMAIL,
            leading_icon=Icons.MAIL,
            semantics=Semantics(label="An address that is checked"),
        )
        wrong = Input(
            value="tomorrow",
            error="A date, such as 2026-05-01.",
            semantics=Semantics(label="A field with an error"),
        )
        return [
            example(
                "Variants",
                *(
                    Input(
                        key=f"name-{variant.value}",
                        placeholder=f"Your name ({variant.value})",
                        value=self.name,
                        field_variant=variant,
                        on_change=type_name,
                        semantics=Semantics(label=f"Your name, {variant.value}"),
                    )
                    for variant in FieldVariant
                ),
                said(f"Hello, {self.name or 'stranger'}.", key="hello"),
                note="All three show the same value.",
            ),
            example(
                "Sizes, icons, errors",
                *(
                    Input(
                        placeholder=f"Size {size.value.upper()}",
                        size=size,
                        leading_icon=Icons.USER,
                        semantics=Semantics(label=f"Size {size.value}"),
                    )
                    for size in Size
                ),
                email,
                wrong,
                Input(
                    value="Nobody can change this.",
                    trailing_icon=Icons.LOCK,
                    semantics=Semantics(label="A disabled field"),
                    attrs={"disabled": ""},
                ),
            ),
            example(
                "Many lines",
                TextArea(
                    key="notes",
                    value=self.notes,
                    placeholder="Notes",
                    rows=3,
                    max_length=200,
                    on_change=type_notes,
                    semantics=Semantics(label="Notes"),
                ),
                said(f"{len(self.notes)} of 200 characters", key="length"),
            ),
            example(
                "With labels of their own",
                EmailInput(value=self.email, on_change=type_email),
                PasswordInput(
                    value=self.password,
                    label="Password",
                    placeholder="",
                    on_change=type_password,
                ),
            ),
        ]

    def _show_chosen(self, app: App[Any]) -> list[Widget]:
        def search(event: TextChangeEvent) -> None:
            self.query = event.value
            app.set_state()

        def clear() -> None:
            self.query = ""
            app.set_state()

        def type_city(event: TextChangeEvent) -> None:
            self.city = event.value
            app.set_state()

        def choose_country(event: SelectEvent) -> None:
            self.country = event.value
            app.set_state()

        found = [city for city in CITIES if self.query.lower() in city.lower()]
        return [
            example(
                "Search",
                SearchBar(
                    value=self.query,
                    placeholder="Search cities",
                    on_change=search,
                    on_clear=clear,
                ),
                said(", ".join(found) or "No such city.", key="found"),
            ),
            example(
                "Suggestions and choices",
                Autocomplete(
                    key="city",
                    options=CITIES,
                    value=self.city,
                    placeholder="A city",
                    on_change=type_city,
                    semantics=Semantics(label="City"),
                ),
                Dropdown(
                    key="country",
                    options=["Brazil", "Ghana", "Norway", "Vietnam"],
                    value=self.country,
                    placeholder="A country",
                    on_select=choose_country,
                    semantics=Semantics(label="Country"),
                ),
            ),
        ]

    def _show_shaped(self, app: App[Any]) -> list[Widget]:
        def type_plate(event: TextChangeEvent) -> None:
            self.plate = event.value
            app.set_state()

        def type_pin(event: TextChangeEvent) -> None:
            self.pin = event.value
            self.is_complete = False
            app.set_state()

        def complete(_: SubmitEvent) -> None:
            self.is_complete = True
            app.set_state()

        return [
            example(
                "Masks",
                MaskedInput(
                    key="plate",
                    mask="AAA-9999",
                    value=self.plate,
                    placeholder="ABC-1234",
                    on_change=type_plate,
                    semantics=Semantics(label="Number plate"),
                ),
                note="Letters and digits fall into their places as they are typed.",
            ),
            example(
                "Codes",
                PinInput(
                    key="pin",
                    length=4,
                    value=self.pin,
                    on_change=type_pin,
                    on_complete=complete,
                    semantics=Semantics(label="Code"),
                ),
                PinInput(
                    length=4, value="12", secure=True, semantics=Semantics(label="PIN")
                ),
                said(
                    "Complete." if self.is_complete else "Four digits.", key="pin-says"
                ),
            ),
        ]

    def _show_brazilian(self, app: App[Any]) -> Widget:
        def type_cpf(value: str) -> None:
            self.cpf = value
            app.set_state()

        def type_cnpj(value: str) -> None:
            self.cnpj = value
            app.set_state()

        def type_phone(value: str) -> None:
            self.phone = value
            app.set_state()

        def type_address(name: str, value: str) -> None:
            if name == "street":
                self.street = value
                app.set_state()

        return example(
            "Brazilian forms",
            Column(
                style=Style(gap=12.0),
                children=[
                    CPFInput(value=self.cpf, on_change=type_cpf),
                    CNPJInput(value=self.cnpj, on_change=type_cnpj),
                    PhoneInput(value=self.phone, on_change=type_phone),
                    AddressInput(street=self.street, on_change=type_address),
                ],
            ),
        )
