"""Objects of other libraries in an app, and apps among other widgets."""

from __future__ import annotations

import random

from playwright.sync_api import FrameLocator, Page, expect
from tempest_core import Column

import tempestweb
from scripts.jupyter_server import FrontEnd
from tempestweb import Embed
from tempestweb.dom.html import to_html
from tempestweb.dom.markup import inert_markup
from tempestweb.dom.markup.vocabulary import DROPPED, TAGS
from tempestweb.dom.node import Node
from tests.support.jupyter import Notebook, Notebooks
from tests.support.page_host import show

APP = """
import ipywidgets
import pandas
from IPython.display import HTML, Latex
from matplotlib.figure import Figure
from tempest_core import Button, Column, Text
from tempestweb import App, Embed

SPECIFICATION = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"a": "x", "b": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}

SCRIPT = '''
<p id="said">nothing</p>
<script>
  let reached = "no";
  try { reached = parent.document.title; } catch { }
  said.textContent = `ran, reached ${reached}`;
</script>
'''


class Chart:
    # One version newer than what JupyterLab 4 draws, as altair 6 has it.
    def _repr_mimebundle_(self, include, exclude):
        return {"application/vnd.vegalite.v6+json": SPECIFICATION}


figure = Figure(figsize=(3, 2))
axes = figure.subplots()
axes.plot([1, 2])
table = pandas.DataFrame({"city": ["Basel", "Bern"], "people": [173863, 134794]})
slider = ipywidgets.IntSlider(value=3, description="Share")
heard = []
slider.observe(lambda change: heard.append(change["new"]), "value")


def grow():
    axes.plot([2, 1])
    table.loc[0, "people"] += 1
    slider.value += 1
    SPECIFICATION["data"]["values"].append({"a": "y", "b": 2})


def view(app):
    def press():
        grow()
        app.set_state(lambda state: state.update(count=state["count"] + 1))

    def toggle():
        app.set_state(lambda state: state.update(has_slider=not state["has_slider"]))

    return Column(
        children=[
            Button(label="Grow", on_click=press, key="grow"),
            Button(label="Toggle", on_click=toggle, key="toggle"),
            Embed(figure, alt="Two points", key="figure"),
            Embed(table, key="table"),
            *([Embed(slider, key="slider")] if app.state["has_slider"] else []),
            Embed(Chart(), key="chart"),
            Embed(Latex("$x^2$"), key="formula"),
            Embed(HTML(SCRIPT), key="untrusted"),
            Embed(HTML(SCRIPT), key="trusted", trusted=True),
            Text(content=str(heard), key="heard"),
        ]
    )


def make():
    return App({"count": 0, "has_slider": True}, view)
"""


def open_app(open_notebook: Notebooks, front_end: FrontEnd, *cells: str) -> Notebook:
    notebook = open_notebook(
        "from embeds import *\napp = make()\napp",
        *cells,
        files={"embeds.py": APP},
        front_end=front_end,
    )
    notebook.run_cell(0)
    notebook.idle()
    return notebook


def test_a_notebook_shows_objects_in_an_app_and_keeps_them_current(
    open_notebook: Notebooks, front_end: FrontEnd
) -> None:
    notebook = open_app(open_notebook, front_end, "print(slider.value, len(heard))")
    shown = notebook.output(0)
    picture = shown.locator("[data-key=figure] img")
    expect(picture).to_have_attribute("alt", "Two points")
    before = picture.get_attribute("src")
    cell = shown.locator("[data-key=table] td").nth(1)
    expect(cell).to_have_text("173863")
    slider = shown.locator(".widget-slider")
    expect(slider.locator(".widget-readout")).to_have_text("3")
    chart = shown.locator(".vega-embed canvas")
    expect(chart).to_be_visible()
    width = chart.evaluate("element => element.offsetWidth")
    expect(shown.locator(".jp-RenderedLatex mjx-container")).to_be_visible()
    expect(shown.locator("[data-key=slider] .tw-embed-note")).to_be_hidden()

    shown.locator("[data-key=grow]").click()
    notebook.idle()
    expect(cell).to_have_text("173864")
    assert picture.get_attribute("src") != before
    expect(slider.locator(".widget-readout")).to_have_text("4")
    # A bar more.
    wider = "width => document.querySelector('.vega-embed canvas')?.offsetWidth > width"
    notebook.page.wait_for_function(wider, arg=width)

    # Near its end.
    track = slider.locator(".noUi-base")
    track.click(
        position={"x": track.evaluate("element => element.offsetWidth") - 1, "y": 1}
    )
    expect(slider.locator(".widget-readout")).to_have_text("99")
    # What ipywidgets sends waits for answers to what it sent before.
    for _ in range(20):
        notebook.run_cell(1)
        if "99 2" in notebook.output(1).inner_text():
            break
    expect(notebook.output(1)).to_contain_text("99 2")

    shown.locator("[data-key=toggle]").click()
    notebook.idle()
    expect(slider).to_have_count(0)
    shown.locator("[data-key=toggle]").click()
    notebook.idle()
    expect(slider.locator(".widget-readout")).to_have_text("99")


def test_scripts_run_only_where_the_app_says_so_and_reach_nothing(
    open_notebook: Notebooks,
) -> None:
    notebook = open_app(open_notebook, "lab")
    shown = notebook.output(0)

    expect(shown.locator("[data-key=untrusted] iframe")).to_have_count(0)
    expect(shown.locator("[data-key=untrusted]")).to_have_text("nothing")
    frame: FrameLocator = shown.frame_locator("[data-key=trusted] iframe")
    expect(frame.locator("#said")).to_have_text("ran, reached no")
    height = shown.locator("[data-key=trusted]").evaluate("e => e.offsetHeight")
    assert height < 100


def test_an_app_stands_among_other_widgets(open_notebook: Notebooks) -> None:
    notebook = open_app(
        open_notebook,
        "lab",
        "ipywidgets.HBox([app.widget, ipywidgets.Label('beside')])",
    )
    notebook.run_cell(1)
    notebook.idle()
    box = notebook.output(1)
    expect(box).to_contain_text("beside")

    box.locator("[data-key=grow]").click()
    notebook.idle()

    for output in (notebook.output(0), box):
        cell = output.locator("[data-key=table] td").nth(1)
        expect(cell).to_have_text("173864")
        readout = output.locator(".widget-slider .widget-readout")
        expect(readout).to_have_text("4")


def test_objects_are_there_without_a_notebook_too(page: Page) -> None:
    class Chart:
        def _repr_mimebundle_(self, **_options: object) -> dict[str, object]:
            return {"application/vnd.vegalite.v5+json": {}, "text/plain": "My chart"}

    class Table:
        text = "1"

        def _repr_html_(self) -> str:
            return f"<table class=dataframe><tr><td>{self.text}<td>{'2' * 500}</table>"

    table = Table()
    app = tempestweb.App(
        None, lambda _app: Column(children=[Embed(Chart()), Embed(table)])
    )
    shown = show(page, app, style="width: 300px")

    expect(page.get_by_text("My chart")).to_be_visible()
    cell = page.locator("td").first
    expect(cell).to_have_text("1")
    # What is too wide scrolls in its own box.
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280
    is_scrolled = "element => element.scrollWidth > element.clientWidth"
    assert page.locator(".tw-embed").last.evaluate(is_scrolled)
    table.text = "3"
    app.set_state()
    expect(cell).to_have_text("3")
    shown.idle()


def test_html_of_any_kind_is_the_same_tree_in_a_browser(page: Page) -> None:
    """Node ids are counted in document order, so both sides have to count alike."""
    trees = [inert_markup(_soup(random.Random(seed))).nodes for seed in range(1500)]

    read = page.evaluate(
        """pieces => pieces.map(html => {
            const template = document.createElement("template");
            template.innerHTML = html;
            const tags = element => [...element.children].map(
                child => [child.localName, tags(child)]);
            return tags(template.content);
        })""",
        [to_html(nodes) for nodes in trees],
    )

    assert read == [_tags(nodes) for nodes in trees]


def _tags(nodes: list[Node]) -> list[object]:
    return [[node.tag, _tags(node.children)] for node in nodes]


def _soup(choose: random.Random) -> str:
    often = [
        "table",
        "tr",
        "td",
        "tbody",
        "p",
        "div",
        "li",
        "ul",
        "a",
        "b",
        "h1",
        "pre",
    ]
    pieces = []
    for _ in range(choose.randint(1, 16)):
        tag = choose.choice(
            often if choose.random() < 0.7 else [*TAGS, *DROPPED, "svg"]
        )
        forms = [
            f"<{tag}>",
            f"<{tag}>",
            f"</{tag}>",
            f"<{tag}/>",
            "x",
            "\n",
            "<",
            "&lt;",
        ]
        pieces.append(choose.choice(forms))
    return "".join(pieces)
