"""Drawings and charts as SVG."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tempest_core import (
    AreaChart,
    BarChart,
    Canvas,
    ChartSeries,
    Component,
    DrawCommand,
    DrawOval,
    DrawRect,
    DrawText,
    FillCmd,
    LineChart,
    PieChart,
    RadarChart,
    Semantics,
    Style,
    Text,
    Theme,
    Widget,
)

from tempestweb.dom.lower import Context
from tempestweb.dom.node import Node
from tempestweb.dom.plain_text import plain_text
from tempestweb.dom.tree import LiveTree
from tempestweb.errors import StyleError
from tempestweb.protocol import Op

Lower = Callable[[Widget], Node]

RED = [1.0, 0.0, 0.0, 1.0]


def dots(*places: int) -> list[DrawCommand]:
    """Draw a dot at each place."""
    return [
        command
        for place in places
        for command in (
            DrawOval(x=place, y=place, width=4, height=4),
            FillCmd(color=RED),
        )
    ]


def changes(context: Context, before: Widget, after: Widget) -> list[Op]:
    tree = LiveTree(context.lower(before, None))
    return tree.update(context.lower(after, tree.root))


def test_a_canvas_is_a_drawing_of_its_size(lower: Lower) -> None:
    node = lower(Canvas(commands=dots(1, 2), width=80, height=40, key="k"))

    assert (node.tag, node.key) == ("svg", "k")
    assert [child.tag for child in node.children] == ["path", "path"]
    assert (node.attributes["width"], node.attributes["height"]) == ("80", "40")


def test_a_canvas_without_a_size_is_as_large_as_what_is_drawn(lower: Lower) -> None:
    node = lower(Canvas(commands=dots(1, 20), height=7))

    assert (node.attributes["width"], node.attributes["height"]) == ("24", "7")


@pytest.mark.parametrize("widget", [Canvas(width=-1), Canvas(height=-1)])
def test_a_canvas_of_negative_size_is_refused(lower: Lower, widget: Canvas) -> None:
    with pytest.raises(StyleError, match="0 or more"):
        lower(widget)


def test_a_change_of_one_command_sends_one_attribute(context: Context) -> None:
    before, after = list(range(1000)), list(range(1000))
    after[7] = 5000

    ops = changes(
        context,
        Canvas(commands=dots(*before), width=9, height=9),
        Canvas(commands=dots(*after), width=9, height=9),
    )

    assert [op["op"] for op in ops] == ["update"]
    assert len(json.dumps(ops)) < 150


def test_a_shape_that_comes_first_leaves_the_others_alone(context: Context) -> None:
    one = Canvas(commands=dots(*range(100)), width=9, height=9)
    other = Canvas(commands=dots(500, *range(100)), width=9, height=9)

    assert [op["op"] for op in changes(context, one, other)] == ["insert"]
    assert [op["op"] for op in changes(context, other, one)] == ["remove"]


def test_shapes_that_look_the_same_are_drawn_as_often_as_they_are_there(
    context: Context,
) -> None:
    tree = LiveTree(context.lower(Canvas(commands=dots(1, 1, 2)), None))

    tree.update(context.lower(Canvas(commands=dots(1, 2, 1, 1)), tree.root))

    places = [child.attributes["d"][:3] for child in tree.root.children]
    assert places == ["M5 ", "M6 ", "M5 ", "M5 "]
    assert len({child.id for child in tree.root.children}) == 4


def test_the_same_drawing_sends_nothing(context: Context) -> None:
    chart = [LineChart(series=[ChartSeries(points=[1, 2])]) for _ in range(2)]

    assert changes(context, *chart) == []


def test_a_drawing_is_known_by_its_name_or_its_texts_or_left_out(lower: Lower) -> None:
    text = DrawText(text="Hall 3", x=0, y=9)
    named = Canvas(commands=[text], semantics=Semantics(label="Plan"))

    shown = {
        name: lower(widget).attributes
        for name, widget in {
            "named": named,
            "with text": Canvas(commands=[text]),
            "hinted": Canvas(semantics=Semantics(hint="?")),
        }.items()
    }

    assert (shown["named"]["role"], shown["named"]["aria-label"]) == ("img", "Plan")
    assert not {"role", "aria-hidden"} & shown["with text"].keys()
    assert shown["hinted"]["aria-hidden"] == "true"


def test_plain_text_reads_a_drawing_in_one_line(lower: Lower) -> None:
    texts: list[DrawCommand] = [DrawText(text=word, x=0, y=9) for word in ("Hall", "3")]

    assert plain_text(lower(Canvas(commands=texts))) == "Hall 3"
    assert plain_text(lower(BarChart(values=[1, 2]))) == "Bar chart. 1, 2"


SALES = ChartSeries(label="Sales", points=[3, 4.5])


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (LineChart(series=[SALES, SALES]), "Line chart. Sales: 3, 4.5; Sales: 3, 4.5"),
        (
            AreaChart(series=[SALES], labels=["Jan", "Feb", "Mar"]),
            "Area chart. Sales: Jan 3, Feb 4.5",
        ),
        (BarChart(values=[1, 2, 3], labels=["a"]), "Bar chart. a 1, 2, 3"),
        (BarChart(series=[SALES]), "Bar chart. Sales: 3, 4.5"),
        (
            PieChart(slices=[("Direct", 1), ("Search", 3)]),
            "Pie chart. Direct 25%, Search 75%",
        ),
        (PieChart(), "Pie chart"),
        (PieChart(slices=[("Direct", 0)]), "Pie chart. Direct 0%"),
        (
            RadarChart(axes=["Speed", "Range", "Cost"], series=[SALES]),
            "Radar chart. Sales: Speed 3, Range 4.5",
        ),
        (LineChart(), "Line chart"),
        (
            LineChart(series=[ChartSeries(points=list(range(99)))]),
            "Line chart. 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …",
        ),
    ],
)
def test_a_chart_says_in_words_what_it_shows(
    lower: Lower, chart: Component, words: str
) -> None:
    node = lower(chart)

    assert (node.tag, node.attributes["role"]) == ("svg", "img")
    assert node.attributes["aria-label"] == words


def test_the_apps_own_name_of_a_chart_wins(lower: Lower) -> None:
    node = lower(BarChart(values=[1], semantics=Semantics(label="Rain"), key="k"))

    assert (node.attributes["aria-label"], node.key) == ("Rain", "k")


def test_a_chart_without_a_key_has_none(lower: Lower) -> None:
    assert lower(BarChart(values=[1])).key is None


@pytest.mark.parametrize(
    ("style", "fits"),
    [
        (None, "max-width:100%;height:auto"),
        (Style(max_width=200), "height:auto"),
        (Style(height=200), "max-width:100%"),
    ],
)
def test_a_chart_shrinks_unless_its_style_knows_better(
    lower: Lower, style: Style | None, fits: str
) -> None:
    node = lower(BarChart(values=[1], width=300, height=150, style=style))

    assert node.attributes["viewBox"] == "0 0 300 150"
    assert node.rule is not None
    assert node.rule.text.endswith(f"stroke-linejoin:round;{fits}}}")


def test_a_chart_is_drawn_in_the_colours_of_the_theme(
    lower: Lower, theme: Theme
) -> None:
    node = lower(BarChart(values=[1]))

    fills = {child.attributes.get("fill") for child in node.children}
    assert theme.color("primary").to_hex() in fills


def test_a_component_may_show_something_else_before_it_draws(context: Context) -> None:
    class Plan(Component):
        """Text, and then a drawing."""

        def render(self) -> Widget:
            return Canvas(commands=dots(1)) if drawing else Text(content="soon")

    drawing = False
    before = context.lower(Plan(), None)
    before.memory = ("of something else",)
    drawing = True

    assert [n.tag for n in context.lower(Plan(), before).walk()] == ["svg", "path"]


def test_only_a_canvas_shows_what_a_canvas_draws(lower: Lower) -> None:
    """A subclass of the app's own is a canvas too."""

    class Plan(Canvas):
        """A canvas that draws by itself."""

    plan = Plan(commands=[DrawRect(x=0, y=0, width=9, height=9), FillCmd(color=RED)])

    assert lower(plan).tag == "svg"
