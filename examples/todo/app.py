"""A list of things to do, of which one part or all is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from tempest_core import (
    AlignItems,
    AnimatedList,
    App,
    Button,
    Checkbox,
    ColorRole,
    Column,
    Edge,
    EmptyState,
    Form,
    FormField,
    IconButton,
    Icons,
    Input,
    JustifyContent,
    ProgressBar,
    Row,
    SegmentedControl,
    Semantics,
    Style,
    Text,
    TextChangeEvent,
    TextDecoration,
    ToggleEvent,
    Variant,
    Widget,
    current_theme,
)

TITLE = "To do"

PARTS = ["All", "Open", "Done"]


@dataclass
class Task:
    """One thing to do."""

    number: int
    text: str
    is_done: bool = False


@dataclass
class Tasks:
    """What the app remembers."""

    tasks: list[Task] = field(default_factory=list)
    draft: str = ""
    part: int = 0
    added: int = 0

    def add(self, text: str) -> None:
        """Put a task at the end."""
        self.added += 1
        self.tasks.append(Task(self.added, text))

    def shown(self) -> list[Task]:
        """List the tasks of the part that was chosen."""
        is_done = [None, False, True][self.part]
        return [task for task in self.tasks if is_done in (None, task.is_done)]


def make_state() -> Tasks:
    """Start with three tasks, one of them done."""
    state = Tasks()
    for text in ("Water the plants", "Answer Grace", "Buy bread"):
        state.add(text)
    state.tasks[0].is_done = True
    return state


def view(app: App[Tasks]) -> Widget:
    """Show the field, the choice of a part, and the tasks of it."""

    def choose(part: int) -> None:
        app.set_state(lambda state: setattr(state, "part", part))

    def clear() -> None:
        open_tasks = [task for task in app.state.tasks if not task.is_done]
        app.set_state(lambda state: setattr(state, "tasks", open_tasks))

    tasks = app.state.tasks
    left = sum(not task.is_done for task in tasks)
    rows: list[Widget] = [_row(app, task) for task in app.state.shown()]
    if not rows:
        rows.append(EmptyState(key="nothing", glyph="✓", title="Nothing here"))
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=560.0, gap=16.0, padding=Edge.all(20.0)),
        children=[
            Text(content="To do", tag="h1", style=Style(font_size=28.0)),
            _field(app),
            SegmentedControl(
                key="part",
                options=PARTS,
                selected=app.state.part,
                on_select=choose,
                semantics=Semantics(label="Which are shown"),
            ),
            AnimatedList(key="tasks", style=Style(gap=4.0), children=rows),
            ProgressBar(
                value=1 - left / len(tasks) if tasks else 0.0,
                semantics=Semantics(label="Done so far"),
            ),
            Row(
                style=Style(
                    justify=JustifyContent.SPACE_BETWEEN, align=AlignItems.CENTER
                ),
                children=[
                    Text(content=f"{left} left", key="left"),
                    Button(
                        label="Clear what is done",
                        key="clear",
                        variant=Variant.GHOST,
                        on_click=clear,
                    ),
                ],
            ),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def _field(app: App[Tasks]) -> Widget:
    """Make the form with the field; Enter in it adds, as the button does."""

    def write(event: TextChangeEvent) -> None:
        app.set_state(lambda state: setattr(state, "draft", event.value))

    def add() -> None:
        text = app.state.draft.strip()
        if text:
            app.state.add(text)
            app.state.draft = ""
            app.set_state()

    draft = Input(
        key="draft",
        value=app.state.draft,
        placeholder="What is to be done?",
        on_change=write,
        style=Style(grow=1.0),
        semantics=Semantics(label="A new task"),
    )
    row = Row(
        style=Style(gap=8.0, align=AlignItems.CENTER),
        children=[draft, Button(label="Add", key="add")],
    )
    return Form(fields=[FormField(name="draft", child=row)], on_submit=add)


def _row(app: App[Tasks], task: Task) -> Widget:
    def tick(event: ToggleEvent) -> None:
        task.is_done = event.checked
        app.set_state()

    def remove() -> None:
        app.set_state(lambda state: state.tasks.remove(task))

    quiet = current_theme().color(ColorRole.ON_SURFACE_VARIANT)
    crossed = Style(grow=1.0, color=quiet, text_decoration=TextDecoration.LINE_THROUGH)
    return Row(
        key=f"task-{task.number}",
        style=Style(gap=8.0, align=AlignItems.CENTER),
        children=[
            Checkbox(
                key=f"tick-{task.number}",
                checked=task.is_done,
                on_change=tick,
                semantics=Semantics(label=task.text),
            ),
            Text(content=task.text, style=crossed if task.is_done else Style(grow=1.0)),
            IconButton(
                icon=Icons.TRASH,
                key=f"remove-{task.number}",
                label=f"Remove “{task.text}”",
                on_click=remove,
            ),
        ],
    )
