"""A board: cards that are dragged from column to column, by mouse, finger or keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from tempest_core import (
    AlignItems,
    App,
    Badge,
    BadgeVariant,
    Button,
    Card,
    CardVariant,
    ColorRole,
    Column,
    DragEvent,
    Draggable,
    DragTarget,
    Edge,
    FontWeight,
    Form,
    FormField,
    IconButton,
    Icons,
    Input,
    Row,
    Semantics,
    Spacer,
    Style,
    Text,
    TextChangeEvent,
    Widget,
    current_theme,
)

TITLE = "Board"

COLUMNS = ("To do", "Doing", "Done")
SCHEMES = {"Data": "info", "Paper": "tertiary", "Talk": "warning"}

#: From this width on, in CSS px, the columns stand beside each other.
WIDE = 720.0


@dataclass
class Task:
    """One card."""

    number: int
    title: str
    label: str
    column: int = 0


@dataclass
class Board:
    """The cards, in the order in which they came into their columns."""

    tasks: list[Task] = field(default_factory=list)
    draft: str = ""
    added: int = 0

    def add(self, title: str, label: str = "Data", column: int = 0) -> None:
        """Put a new card at the end of a column."""
        self.added += 1
        self.tasks.append(Task(self.added, title, label, column))

    def move(self, number: int, column: int) -> None:
        """Put a card at the end of a column; one that is there already stays."""
        task = next(task for task in self.tasks if task.number == number)
        if task.column != column:
            self.tasks.remove(task)
            task.column = column
            self.tasks.append(task)


def make_state() -> Board:
    """Start with a few cards in each column."""
    board = Board()
    board.add("Ask the stations for 2025", "Data", 0)
    board.add("Draw the map", "Paper", 0)
    board.add("Practise once more", "Talk", 0)
    board.add("Clean the hourly rain", "Data", 1)
    board.add("Book the room", "Talk", 2)
    return board


def view(app: App[Board]) -> Widget:
    """Show the form for a new card, and the columns."""
    columns: list[Widget] = [_column(app, index) for index in range(len(COLUMNS))]
    is_wide = app.media.width >= WIDE or app.media.width == 0.0
    board: Widget
    if is_wide:
        board = Row(style=Style(gap=16.0, align=AlignItems.STRETCH), children=columns)
    else:
        board = Column(style=Style(gap=16.0), children=columns)
    return Column(
        tag="main",
        style=Style(gap=16.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Board", tag="h1", style=Style(font_size=28.0)),
            _field(app),
            board,
        ],
    )


def _field(app: App[Board]) -> Widget:
    def write(event: TextChangeEvent) -> None:
        app.set_state(lambda board: setattr(board, "draft", event.value))

    def add() -> None:
        title = app.state.draft.strip()
        if title:
            app.state.add(title)
            app.state.draft = ""
            app.set_state()

    draft = Input(
        key="draft",
        value=app.state.draft,
        placeholder="A new card",
        on_change=write,
        style=Style(grow=1.0),
        semantics=Semantics(label="A new card"),
    )
    row = Row(
        style=Style(gap=8.0, align=AlignItems.CENTER),
        children=[draft, Button(label="Add", key="add")],
    )
    return Form(
        fields=[FormField(name="draft", child=row)],
        on_submit=add,
        style=Style(max_width=480.0),
    )


def _column(app: App[Board], column: int) -> Widget:
    def drop(event: DragEvent) -> None:
        app.set_state(lambda board: board.move(int(event.data), column))

    tasks = [task for task in app.state.tasks if task.column == column]
    theme = current_theme()
    title = Row(
        style=Style(gap=8.0, align=AlignItems.CENTER),
        children=[
            Text(
                content=COLUMNS[column],
                tag="h2",
                style=Style(font_size=16.0, font_weight=FontWeight.MEDIUM),
            ),
            Text(
                content=str(len(tasks)),
                key=f"count-{column}",
                style=Style(color=theme.color(ColorRole.ON_SURFACE_VARIANT)),
            ),
        ],
    )
    return DragTarget(
        key=f"column-{column}",
        style=Style(grow=1.0),
        on_drop=drop,
        semantics=Semantics(label=COLUMNS[column]),
        child=Column(
            style=Style(
                grow=1.0,
                gap=10.0,
                min_height=160.0,
                padding=Edge.all(14.0),
                radius=16.0,
                background=theme.color(ColorRole.SURFACE_VARIANT).blend(
                    theme.color(ColorRole.SURFACE), 0.5
                ),
            ),
            children=[title, *(_card(app, task) for task in tasks)],
        ),
    )


def _card(app: App[Board], task: Task) -> Widget:
    def move(column: int) -> None:
        app.set_state(lambda board: board.move(task.number, column))

    steps: list[Widget] = []
    for icon, column in ((Icons.ARROW_LEFT, -1), (Icons.ARROW_RIGHT, 1)):
        target = task.column + column
        if 0 <= target < len(COLUMNS):
            step = IconButton(
                icon=icon,
                key=f"move-{task.number}-{target}",
                label=f"Move “{task.title}” to {COLUMNS[target]}",
                on_click=partial(move, target),
            )
            steps.append(step)
    scheme = SCHEMES[task.label]
    label = Badge(label=task.label, color_scheme=scheme, variant=BadgeVariant.SUBTLE)
    card = Card(
        variant=CardVariant.ELEVATED,
        gap_step="xs",
        children=[
            Text(content=task.title),
            Row(
                style=Style(align=AlignItems.CENTER, min_height=48.0),
                children=[label, Spacer(), *steps],
            ),
        ],
    )
    return Draggable(
        key=f"task-{task.number}",
        drag_data=str(task.number),
        child=card,
        semantics=Semantics(label=task.title),
    )
