"""Pickers: days, hours, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tempest_core import (
    App,
    Calendar,
    Container,
    DateChangeEvent,
    DatePicker,
    DocumentPicker,
    FilePicker,
    FileSelectEvent,
    Icons,
    ImagePicker,
    ImagePicture,
    ResultView,
    Style,
    Text,
    TimeChangeEvent,
    TimePicker,
    Widget,
)

from pages.frame import example, said, side_by_side


@dataclass
class Pickers:
    """What has been picked."""

    path: ClassVar[str] = "pickers"
    icon: ClassVar[str] = Icons.CALENDAR
    about: ClassVar[str] = "A day, an hour, a file, a picture."

    day: str = "2026-05-14"
    hour: str = "09:30"
    file: str = ""
    size: int = 0
    document: str = ""
    image: str = ""
    portrait: str = ""

    def show(self, app: App[Any]) -> list[Widget]:
        """Make the examples of the page."""
        return [*self._show_times(app), *self._show_files(app)]

    def _show_times(self, app: App[Any]) -> list[Widget]:
        def pick_day(event: DateChangeEvent) -> None:
            self.day = event.value
            app.set_state()

        def press_day(day: str) -> None:
            self.day = day
            app.set_state()

        def pick_hour(event: TimeChangeEvent) -> None:
            self.hour = event.value
            app.set_state()

        return [
            example(
                "Day and hour",
                side_by_side(
                    DatePicker(
                        key="day", label="Day", value=self.day, on_change=pick_day
                    ),
                    TimePicker(
                        key="hour", label="Hour", value=self.hour, on_change=pick_hour
                    ),
                ),
                said(f"{self.day} at {self.hour}", key="when"),
            ),
            example(
                "Calendar",
                Container(
                    style=Style(max_width=360.0),
                    child=Calendar(
                        key="calendar",
                        month=self.day[:7] or "2026-05",
                        selected=self.day,
                        on_select=press_day,
                    ),
                ),
            ),
        ]

    def _show_files(self, app: App[Any]) -> list[Widget]:
        def take(event: FileSelectEvent) -> None:
            self.file = event.name or event.uri
            app.set_state()

        def take_document(uri: str) -> None:
            self.document = uri
            app.set_state()

        def take_image(uri: str) -> None:
            self.image = uri
            app.set_state()

        def take_portrait(uri: str) -> None:
            self.portrait = uri
            app.set_state()

        picked = Text(content="The picture can be looked at now.")
        return [
            example(
                "Files",
                FilePicker(key="file", label="Choose any file", on_select=take),
                DocumentPicker(
                    label="A document", value=self.document, on_pick=take_document
                ),
                said(self.file or "Nothing chosen.", key="file-says"),
                note="A file can be dropped on the field, too.",
            ),
            example(
                "Pictures",
                ImagePicker(label="A picture", value=self.image, on_pick=take_image),
                ImagePicture(src=self.portrait, on_pick=take_portrait),
                ResultView(
                    label="A picture, and what came of it",
                    value=self.image,
                    on_pick=take_image,
                    result=picked if self.image else None,
                ),
            ),
        ]
