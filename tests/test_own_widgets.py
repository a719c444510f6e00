"""Widgets of an app's own: what their lowering may do, and what it is told if not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tempest_core import (
    Button,
    Event,
    Style,
    Text,
    TextChangeEvent,
    Theme,
    ThemeMode,
    Widget,
)

import tempestweb
from tempestweb.dom.html import to_html
from tempestweb.dom.lower import Context
from tempestweb.errors import AppError, StyleError
from tempestweb.jupyter.modules import answer_for
from tempestweb.modules import own_module
from tempestweb.own_widgets import Maker, lowers
from tempestweb.server.statics import StaticFiles
from tests.support.lowered import Frames

THEME = Theme(mode=ThemeMode.LIGHT)
MODULE = "export default {\n  connect() {},\n};\n"


class Panel(Widget):
    """A title, and a widget below it."""

    child_field_names: ClassVar[frozenset[str]] = frozenset({"body"})
    event_schemas: ClassVar[dict[str, type[Event]]] = {"on_rename": TextChangeEvent}

    title: str = ""
    body: Widget | None = None
    on_rename: Callable[..., Any] | None = None

    def child_nodes(self) -> list[Widget]:
        """Return the widget below."""
        return [] if self.body is None else [self.body]


def html_of(widget: Widget) -> str:
    return to_html([Context(THEME).lower(widget, None)])


def look(make_node: Callable[[Panel, Maker], Any], **options: Any) -> None:
    lowers(Panel, **options)(make_node)


def whole(panel: Panel, make: Maker) -> tempestweb.Node:
    return make.node(
        "section",
        "panel",
        children=[
            make.node("input", attributes={"value": panel.title, "disabled": False}),
            *make.child(panel.body),
        ],
        attributes={"tabindex": 0, "hidden": True, "lang": None},
        events={"input": "on_rename"},
    )


# ------------------------------------------------------------------ what it makes


def test_a_lowering_makes_elements_and_puts_children_where_it_likes() -> None:
    look(whole)

    html = html_of(Panel(title="A & B", body=Text(content="inside"), key="p"))

    assert html == (
        '<section class="panel" tabindex="0" hidden data-key="p">'
        '<input value="A &amp; B"><span class="tw-text">inside</span></section>'
    )


def test_an_event_is_reported_only_where_the_app_has_a_handler() -> None:
    look(whole)

    assert "data-tw-on" not in html_of(Panel())
    assert 'data-tw-on="input"' in html_of(Panel(on_rename=print))


def test_an_event_may_say_what_its_fields_are() -> None:
    look(
        lambda _panel, make: make.node(
            "div", events={"click": make.event("on_rename", value="x")}
        )
    )
    node = Context(THEME).lower(Panel(on_rename=print), None)

    assert node.listeners is not None
    listener = node.listeners["click"]
    assert listener.decode is not None
    assert listener.decode({"x": 1, "y": 2}) == {"value": "x"}
    assert listener.handler is print


def test_an_unchanged_child_keeps_its_node_when_the_widget_changes() -> None:
    look(whole)
    frames = Frames(THEME)
    child = frames.show(Panel(title="a", body=Text(content="inside"))).children[1]

    root = frames.show(Panel(title="b", body=Text(content="inside")))

    assert root.children[1] is child
    assert root.children[0].attributes["value"] == "b"


def test_children_come_in_the_order_of_the_widget() -> None:
    look(lambda _panel, make: make.node("div", children=make.children()))

    assert "inside" in html_of(Panel(body=Text(content="inside")))
    assert html_of(Panel()) == "<div></div>"


def test_a_lowering_sees_the_theme() -> None:
    look(lambda _panel, make: make.node("div", text=f"{make.theme.mode} {make.dark}"))

    assert html_of(Panel()) == "<div>light False</div>"


def test_a_subclass_that_was_shown_before_follows_the_new_lowering() -> None:
    class Special(Panel):
        """A panel, in a way."""

    look(lambda _panel, make: make.node("div", text="old"))
    assert "old" in html_of(Special())
    look(lambda _panel, make: make.node("div", text="new"))

    assert "new" in html_of(Special())


# ------------------------------------------------------------------ sheets


def test_a_sheet_is_nested_in_the_rule_and_the_style_wins() -> None:
    look(whole, css="color: red;\n.a { color: blue }")
    node = Context(THEME).lower(Panel(style=Style(gap=4.0)), None)

    assert node.rule is not None
    assert node.rule.text == (
        f".{node.rule.name}{{color: red;.a {{ color: blue }}gap:4px}}"
    )
    assert node.rule.name in node.class_name.split()


def test_animations_stand_beside_the_rule() -> None:
    look(whole, css="@keyframes turn { to { rotate: 1turn } }\nanimation: turn 1s")
    node = Context(THEME).lower(Panel(), None)

    assert node.rule is not None
    assert node.rule.text == (
        f"@media all{{.{node.rule.name}{{animation: turn 1s;}}"
        "@keyframes turn { to { rotate: 1turn } }}"
    )


def test_braces_in_texts_and_comments_of_a_sheet_do_not_count() -> None:
    look(whole, css='/* } */\n&::before { content: "\\"}" }\n')
    node = Context(THEME).lower(Panel(), None)

    assert node.rule is not None
    assert node.rule.text.endswith('{&::before { content: "\\"}" }}')


def test_an_empty_sheet_makes_no_rule() -> None:
    look(whole, css="/* nothing\n yet */")

    assert Context(THEME).lower(Panel(), None).rule is None


@pytest.mark.parametrize(
    ("css", "complaint"),
    [
        (".a {\n color: red", "braces of whole do not match"),
        (".a { } }\n", "braces of whole do not match"),
        ('@import "x.css";\n', "has an @import"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(css: str, complaint: str) -> None:
    with pytest.raises(StyleError, match=complaint):
        look(whole, css=css)


# ------------------------------------------------------------------ behaviours


def behaviour_of(widget: Widget) -> tuple[str, Any]:
    node = Context(THEME).lower(widget, None)
    inner = next(n for n in node.walk() if n.behaviour is not None)
    return inner.behaviour or "", inner.props


def test_a_behaviour_runs_on_the_outermost_element() -> None:
    look(whole, behaviour=MODULE)

    name, props = behaviour_of(Panel())
    assert name.startswith("own-whole-")
    assert props == {}


def test_a_behaviour_runs_where_its_props_are() -> None:
    look(
        lambda panel, make: make.node(
            "div", children=[make.node("canvas", props={"title": panel.title})]
        ),
        behaviour=MODULE,
    )

    assert behaviour_of(Panel(title="t"))[1] == {"title": "t"}
    assert "data-tw-behaviour" in html_of(Panel()).partition("<canvas")[2]


def test_a_behaviour_is_served_under_an_address_that_tells_its_content() -> None:
    look(whole, behaviour=MODULE)
    name, _ = behaviour_of(Panel())
    files = StaticFiles()

    file = files.get(f"behaviour-{name}.js")

    assert file is not None
    assert file.choose("") == ("", MODULE.encode())
    assert name.endswith(f"-{file.digest}")
    assert file.mime_type.startswith("text/javascript")
    assert files.get(f"behaviour-{name}.js") is file
    assert files.get("behaviour-own-other-0123.js") is None


def test_a_notebook_asks_for_a_behaviour_on_its_comm() -> None:
    look(whole, behaviour=MODULE)
    name, _ = behaviour_of(Panel())

    answer = answer_for(f'{{"kind":"module","name":"{name}"}}')

    assert answer is not None
    assert answer[1] == [MODULE.encode()]
    assert name.rpartition("-")[2] in answer[0]


def test_a_path_begins_at_the_file_of_the_lowering(tmp_path: Path) -> None:
    (tmp_path / "beside.js").write_text(MODULE)
    source = tmp_path / "widgets.py"
    source.write_text("def look(panel, make):\n    return make.node('div')\n")
    found: dict[str, Any] = {}
    exec(compile(source.read_text(), str(source), "exec"), found)

    lowers(Panel, behaviour="beside.js")(found["look"])

    assert behaviour_of(Panel())[0].startswith("own-beside-")


def test_in_a_cell_a_path_begins_where_the_kernel_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "beside.js").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    found: dict[str, Any] = {}
    cell = "def look(panel, make):\n    return make.node('div')\n"
    exec(compile(cell, "<cell>", "exec"), found)

    lowers(Panel, behaviour=Path("beside.js"))(found["look"])

    module = own_module(behaviour_of(Panel())[0])
    assert module is not None
    assert module.source == MODULE.encode()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("missing.js", "missing.js cannot be read"),
        ("connect();\n", "has no default export"),
        ('import a from "./a.js";\nexport default a;\n', "imports './a.js'"),
    ],
)
def test_a_module_that_cannot_be_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(AppError, match=complaint):
        look(whole, behaviour=source)


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (lambda _p, _m: None, "returned NoneType"),
        (lambda _p, m: m.child(_p.body)[0], "returned a node of something else"),
        (lambda _p, m: m.node("script"), "made an element 'script'"),
        (lambda _p, m: m.node("b onclick"), "made an element 'b onclick'"),
        (
            lambda _p, m: m.node("b", text="x", children=[m.node("i")]),
            "made a <b> with text and children",
        ),
        (lambda _p, m: m.node("b", events={"a b": "on_rename"}), "listens to 'a b'"),
        (
            lambda _p, m: m.node("b", events={"click": "on_click"}),
            "named an event 'on_click'; it has on_rename",
        ),
        (lambda _p, m: m.node("b", props={}), "gave props to no behaviour"),
        (lambda _p, m: m.child(Button(label="x"))[0], "asked for a Button"),
        (
            lambda _p, m: m.node("table", children=[m.node("tr")]),
            "put <tr> right inside a <table>",
        ),
        (
            lambda _p, m: m.node("p", children=[m.node("div")]),
            "put <div> inside a <p>",
        ),
    ],
)
def test_a_mistake_of_a_lowering_is_named(
    made: Callable[[Panel, Maker], Any], complaint: str
) -> None:
    look(made)

    with pytest.raises(AppError, match=complaint) as raised:
        html_of(Panel(body=Text(content="x")))

    assert "the lowering of Panel" in raised.value.title
    assert raised.value.hint


@pytest.mark.parametrize("wrong", [3, "Stars", Text(content=""), dict])
def test_what_is_no_class_of_widgets_is_refused(wrong: Any) -> None:
    with pytest.raises(AppError, match="takes classes of widgets"):
        lowers(wrong)
