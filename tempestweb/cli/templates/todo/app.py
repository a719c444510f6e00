"""A list of things to do: add them, tick them off, take them away."""

from __future__ import annotations

from dataclasses import dataclass, field

from tempest_core import (
    App,
    Button,
    Checkbox,
    Column,
    Edge,
    FontWeight,
    Input,
    Row,
    Style,
    Text,
    TextChangeEvent,
    ToggleEvent,
    Variant,
    Widget,
)

TITLE = "To do"


@dataclass
class Task:
    """One thing to do."""

    id: int
    text: str
    is_done: bool = False


@dataclass
class Tasks:
    """What the app remembers."""

    tasks: list[Task] = field(default_factory=list)
    draft: str = ""
    next_id: int = 1

    def add(self) -> None:
        """Make a task of what was typed."""
        text = self.draft.strip()
        if text:
            self.tasks.append(Task(self.next_id, text))
            self.next_id += 1
            self.draft = ""

    def remove(self, task: Task) -> None:
        """Take a task away."""
        self.tasks.remove(task)


def make_state() -> Tasks:
    """Start with nothing to do."""
    return Tasks()


def view(app: App[Tasks]) -> Widget:
    """Show the field, the tasks, and how many are left."""

    def write(event: TextChangeEvent) -> None:
        app.set_state(lambda state: setattr(state, "draft", event.value))

    def add() -> None:
        app.set_state(lambda state: state.add())

    left = sum(not task.is_done for task in app.state.tasks)
    return Column(
        style=Style(gap=12.0, padding=Edge.all(16), max_width=480.0),
        children=[
            Row(
                style=Style(gap=8.0),
                children=[
                    Input(
                        value=app.state.draft,
                        placeholder="What is to be done?",
                        on_change=write,
                        key="draft",
                    ),
                    Button(label="Add", on_click=add, key="add"),
                ],
            ),
            Column(
                style=Style(gap=4.0),
                children=[task_row(app, task) for task in app.state.tasks],
            ),
            Text(
                content=f"{left} left" if left else "Nothing left",
                style=Style(font_weight=FontWeight.MEDIUM),
                key="left",
            ),
        ],
    )


def task_row(app: App[Tasks], task: Task) -> Widget:
    """Show one task."""

    def tick(event: ToggleEvent) -> None:
        app.set_state(lambda _: setattr(task, "is_done", event.checked))

    def remove() -> None:
        app.set_state(lambda state: state.remove(task))

    return Row(
        key=f"task-{task.id}",
        style=Style(gap=8.0),
        children=[
            Checkbox(label=task.text, checked=task.is_done, on_change=tick),
            Button(label="Remove", variant=Variant.GHOST, on_click=remove),
        ],
    )
