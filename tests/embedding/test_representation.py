"""What objects show: asked as Jupyter asks, without Jupyter."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pandas  # type: ignore[import-untyped]  # it ships no types
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from PIL import Image

from tempestweb.embedding.representation import represent


class Shows:
    """Represents itself in the ways it is told."""

    def __init__(self, **methods: Any) -> None:
        for name, value in methods.items():
            setattr(self, f"_repr_{name}_", lambda value=value, **_: value)

    def __repr__(self) -> str:
        """Write it as plain text."""
        return "plain"


@pytest.mark.parametrize(
    ("methods", "data"),
    [
        ({"html": "<b>x</b>", "png": b"\0"}, {"text/html": "<b>x</b>"}),
        ({"html": None, "png": b"\0"}, {"image/png": "AA=="}),
        ({"png": "A\nA==\n"}, {"image/png": "AA=="}),
        ({"svg": b"<svg/>", "png": b"\0"}, {"image/svg+xml": "<svg/>"}),
        ({"latex": "$x$"}, {"text/latex": "$x$"}),
        ({"json": {"a": 1}}, {"application/json": '{"a": 1}'}),
        ({"mimebundle": {"text/html": "x"}, "png": b"\0"}, {"text/html": "x"}),
        ({"mimebundle": ({"text/html": "x"}, None)}, {"text/html": "x"}),
        ({"mimebundle": None}, {"text/plain": "plain"}),
        ({"mimebundle": {"text/html": "x", "image/png": None}}, {"text/html": "x"}),
        ({}, {"text/plain": "plain"}),
    ],
)
def test_the_best_that_an_object_offers_is_taken(
    methods: dict[str, Any], data: dict[str, str]
) -> None:
    assert represent(Shows(**methods)).data == data


def test_html_with_scripts_is_not_all_that_is_asked_for() -> None:
    shown = represent(Shows(html="<SCRIPT>f()</SCRIPT>", jpeg=b"\0"))

    assert set(shown.data) == {"text/html", "image/jpeg"}


def test_the_size_that_comes_with_an_image_is_kept() -> None:
    shown = represent(Shows(png=(b"\0", {"width": 10})))

    assert shown.metadata["image/png"] == {"width": 10}


def test_markdown_is_html_too() -> None:
    html = represent(Shows(markdown="# A")).data["text/html"]

    assert html.strip() == "<h1>A</h1>"


def test_markdown_stays_as_it_is_where_nothing_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)

    assert represent(Shows(markdown="# A")).data == {"text/markdown": "# A"}


def test_a_class_is_not_asked_for_what_its_objects_show() -> None:
    assert represent(pandas.DataFrame).data == {
        "text/plain": "<class 'pandas.DataFrame'>"
    }


def test_an_object_that_says_yes_to_everything_is_plain() -> None:
    class Yes:
        def __getattr__(self, _name: str) -> Callable[..., str]:
            return lambda *_args, **_options: "yes"

        def __repr__(self) -> str:
            return "plain"

    assert represent(Yes()).data == {"text/plain": "plain"}


def test_a_long_text_is_cut() -> None:
    assert len(represent("x" * 10**6).data["text/plain"]) < 10**5


def test_what_an_object_raises_is_its_representation() -> None:
    class Broken:
        def _repr_html_(self) -> str:
            raise ValueError("no figures today")

    shown = represent(Broken())

    assert shown.data == {}
    assert shown.type_name == "Broken"
    assert "ValueError: no figures today" in shown.failure


def test_what_json_cannot_carry_is_the_objects_failure() -> None:
    shown = represent(Shows(mimebundle={"application/vnd.x+json": {"a": float("nan")}}))

    assert "not JSON compliant" in shown.failure


def test_a_figure_is_drawn() -> None:
    figure = Figure()
    figure.subplots().plot([1, 2])

    assert base64.b64decode(represent(figure).data["image/png"])[:4] == b"\x89PNG"


def test_images_and_tables_show_themselves() -> None:
    assert set(represent(Image.new("RGB", (1, 1))).data) == {"image/png"}
    assert "dataframe" in represent(pandas.DataFrame({"a": [1]})).data["text/html"]


# ---------------------------------------------------------------------- inside IPython


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    """An IPython that runs, with formatters of its own."""
    made = InteractiveShell()  # type: ignore[no-untyped-call]  # IPython has no types
    monkeypatch.setattr("IPython.get_ipython", lambda: made)
    return made


def formatters_of(shell: InteractiveShell) -> Any:
    assert shell.display_formatter is not None
    return shell.display_formatter.formatters


def test_printers_that_are_registered_with_ipython_come_first(
    shell: InteractiveShell,
) -> None:
    formatters = formatters_of(shell)
    formatters["image/svg+xml"].for_type(Figure, lambda _figure: "<svg/>")

    assert represent(Figure()).data == {"image/svg+xml": "<svg/>"}


def test_own_methods_work_inside_ipython(shell: InteractiveShell) -> None:
    assert shell.display_formatter is not None

    assert represent(Shows(html="x")).data == {"text/html": "x"}
    assert represent(Shows(mimebundle={"text/html": "y"})).data == {"text/html": "y"}


def test_what_ipython_was_told_to_leave_is_left(shell: InteractiveShell) -> None:
    formatter = formatters_of(shell)["text/html"]
    formatter.for_type(Shows, lambda _obj: "registered")
    formatter.enabled = False

    assert represent(Shows(html="own")).data == {"text/html": "own"}


def test_plain_text_is_ipythons(shell: InteractiveShell) -> None:
    assert shell is not None
    text = represent({"a" * 50: 1, "b" * 50: 2}).data["text/plain"]

    assert "\n" in text


# ------------------------------------------------------------------------ other charts


def module(monkeypatch: pytest.MonkeyPatch, name: str, base: str) -> Any:
    """Stand for a library with one class, whose objects have what the test gives."""
    made = ModuleType(name)
    setattr(made, base, type(base, (), {"__module__": name}))
    monkeypatch.setitem(sys.modules, name, made)
    return getattr(made, base)


@pytest.mark.parametrize(
    ("schema", "mime"),
    [
        ("https://vega.github.io/schema/vega-lite/v6.1.0.json", "vegalite.v6"),
        ("https://vega.github.io/schema/vega/v5.json", "vega.v5"),
        ("", "vegalite.v5"),
    ],
)
def test_a_chart_of_altair_is_its_specification(
    monkeypatch: pytest.MonkeyPatch, schema: str, mime: str
) -> None:
    chart = module(monkeypatch, "altair", "TopLevelMixin")()
    chart.to_dict = lambda: {"$schema": schema}

    data = represent(chart).data

    assert json.loads(data[f"application/vnd.{mime}+json"]) == {"$schema": schema}
    assert data["text/plain"] == "TopLevelMixin of altair"


def test_a_figure_of_plotly_is_its_json(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = module(monkeypatch, "plotly.basedatatypes", "BaseFigure")()
    figure.to_json = lambda: '{"data":[]}'

    data = represent(figure).data

    assert json.loads(data["application/vnd.plotly.v1+json"]) == {"data": []}


def test_a_figure_of_plotly_that_is_a_widget_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    figure = module(monkeypatch, "plotly.basedatatypes", "BaseFigure")()
    figure.get_view_spec = dict
    view = "application/vnd.jupyter.widget-view+json"
    figure._repr_mimebundle_ = lambda **_: {view: {"model_id": "m"}}

    assert json.loads(represent(figure).data[view]) == {"model_id": "m"}
