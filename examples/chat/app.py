"""A chat whose answers come word by word, and can be stopped.

The answers are made up by a few rules; ask a model of your own in `answer_to`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tempest_core import (
    AlignItems,
    App,
    Avatar,
    Button,
    Chip,
    ColorRole,
    Column,
    Corners,
    Edge,
    Form,
    FormField,
    Input,
    JustifyContent,
    Row,
    Semantics,
    Style,
    Text,
    TextChangeEvent,
    Variant,
    Widget,
    Wrap,
    current_theme,
)

TITLE = "Chat"

SECONDS_A_WORD = 0.04
QUESTIONS = ("What is a notebook?", "Tell me about rain", "Who are you?")
ANSWERS = {
    "notebook": "A notebook is a page of text and code, where each answer stands below"
    " the question it belongs to. You can go back, change a line, and run it again.",
    "rain": "Rain is water that was up in the air and comes back down. In Bergen it"
    " does so on two days of three; in Manaus it waits until the afternoon.",
    "who": "I am forty lines of Python. I know about notebooks and about rain, and I am"
    " always glad to be asked about either of them.",
}
SHRUG = "I do not know much about that. Ask me about notebooks, or about rain."


@dataclass
class Message:
    """One turn: what a person wrote, or what was answered."""

    text: str
    is_mine: bool


@dataclass
class Talk:
    """All that was said, and what is being typed and answered."""

    messages: list[Message] = field(default_factory=list)
    draft: str = ""
    is_answering: bool = False


async def answer_to(question: str) -> AsyncIterator[str]:
    """Answer a question, one word after the other."""
    asked = question.casefold()
    answer = next((ANSWERS[word] for word in ANSWERS if word in asked), SHRUG)
    for word in answer.split():
        await asyncio.sleep(SECONDS_A_WORD)
        yield f"{word} "


def make_state() -> Talk:
    """Start with a greeting."""
    return Talk([Message("Hello! What would you like to know?", is_mine=False)])


def view(app: App[Talk]) -> Widget:
    """Show what was said, and the field for what comes next."""

    async def ask(question: str) -> None:
        talk = app.state
        if talk.is_answering or not question.strip():
            return
        answer = Message("", is_mine=False)
        talk.messages += [Message(question.strip(), is_mine=True), answer]
        talk.draft, talk.is_answering = "", True
        app.set_state()
        async for words in answer_to(question):
            # Whoever presses Stop does so while this waits.
            if not talk.is_answering:
                answer.text += "…"
                break
            answer.text += words
            app.set_state()
        talk.is_answering = False
        app.set_state()

    async def send() -> None:
        await ask(app.state.draft)

    def write(event: TextChangeEvent) -> None:
        app.set_state(lambda talk: setattr(talk, "draft", event.value))

    def stop() -> None:
        app.set_state(lambda talk: setattr(talk, "is_answering", False))

    def question_chip(question: str) -> Widget:
        async def press() -> None:
            await ask(question)

        return Chip(label=question, key=f"ask-{question}", on_click=press)

    field_ = Input(
        key="draft",
        value=app.state.draft,
        placeholder="Ask something",
        on_change=write,
        style=Style(grow=1.0),
        semantics=Semantics(label="Your question"),
    )
    button = (
        Button(label="Stop", key="stop", variant=Variant.OUTLINE, on_click=stop)
        if app.state.is_answering
        else Button(label="Send", key="send")
    )
    row = Row(style=Style(gap=8.0, align=AlignItems.CENTER), children=[field_, button])
    page = Column(
        tag="main",
        style=Style(grow=1.0, max_width=720.0, gap=16.0, padding=Edge.all(20.0)),
        children=[
            Text(content="Chat", tag="h1", style=Style(font_size=28.0)),
            Column(
                key="messages",
                style=Style(gap=12.0),
                semantics=Semantics(role="log", label="What was said"),
                children=[_bubble(message) for message in app.state.messages],
            ),
            Wrap(style=Style(gap=8.0), children=[question_chip(q) for q in QUESTIONS]),
            Form(fields=[FormField(name="draft", child=row)], on_submit=send),
        ],
    )
    return Row(style=Style(justify=JustifyContent.CENTER), children=[page])


def _bubble(message: Message) -> Widget:
    theme = current_theme()
    fill = ColorRole.PRIMARY_CONTAINER if message.is_mine else ColorRole.SURFACE_VARIANT
    ink = (
        ColorRole.ON_PRIMARY_CONTAINER
        if message.is_mine
        else ColorRole.ON_SURFACE_VARIANT
    )
    bubble = Text(
        content=message.text.strip() or "…",
        style=Style(
            max_width=520.0,
            padding=Edge.symmetric(vertical=10.0, horizontal=16.0),
            background=theme.color(fill),
            color=theme.color(ink),
            radius=Corners(
                top_left=18.0,
                top_right=18.0,
                bottom_right=4.0 if message.is_mine else 18.0,
                bottom_left=18.0 if message.is_mine else 4.0,
            ),
        ),
    )
    if message.is_mine:
        return Row(style=Style(justify=JustifyContent.END), children=[bubble])
    avatar = Avatar(initials="T", size=32.0, color_scheme="tertiary")
    return Row(style=Style(gap=8.0, align=AlignItems.END), children=[avatar, bubble])
