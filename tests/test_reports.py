"""Reports: a failure as its author should read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace, TracebackType

import IPython
import pytest
from IPython.core.compilerop import CachingCompiler
from pydantic import BaseModel
from tempest_core import Button

import tempestweb
from tempestweb.errors import AppError, StyleError, TempestwebError, ViewError
from tempestweb.reports import headline, place_of, place_of_function, report
from tempestweb.traces import cell_name


def raised(
    function: Callable[[], object], filename: str = "", name: str = "run"
) -> Exception:
    """Run a function, as if it was called from a file of another name."""
    source = compile(f"def {name}(f):\n    return f()\n", filename or __file__, "exec")
    namespace: dict[str, Callable[[Callable[[], object]], object]] = {}
    exec(source, namespace)
    try:
        namespace[name](function)
    except Exception as error:  # noqa: BLE001 - whatever it raises
        return error
    raise AssertionError("it did not fail")


def fail() -> None:
    raise LookupError("nothing there")


def fail_in_ours() -> None:
    """Fail in a frame of tempestweb and one of a library."""
    Path("/nowhere/at/all").read_bytes()


def test_a_report_of_an_app_error_has_its_code_title_and_hint() -> None:
    told = report(StyleError("a gap of -1", "Make it 0 or more."))

    assert told.code == "app.style"
    assert (told.title, told.hint) == ("a gap of -1", "Make it 0 or more.")
    assert told.detail == ""


def test_anything_else_is_our_own_mistake() -> None:
    told = report(raised(fail))

    assert told.code == "tempestweb.internal"
    assert told.title == "LookupError: nothing there"
    assert told.hint == ""


def test_every_report_has_a_reference_of_its_own() -> None:
    error = raised(fail)

    assert len({report(error).reference for _ in range(50)}) == 50


def test_the_detail_is_the_traceback_of_the_cause() -> None:
    error = ViewError("the view failed")
    error.__cause__ = raised(fail)

    detail = report(error).detail

    assert detail.startswith("Traceback (most recent call last):\n")
    assert detail.endswith("LookupError: nothing there")
    assert "in fail" in detail


def test_the_detail_keeps_only_the_frames_of_the_user() -> None:
    ours = f"{Path(tempestweb.__file__).parent}/session.py"
    libraries = ["/x/site-packages/tempest_core/core/state.py", "/y/pydantic/main.py"]
    function = fail
    for filename in [ours, *libraries]:
        function = wrap(function, filename)

    detail = report(raised(function, "/home/ana/app.py")).detail

    assert "/home/ana/app.py" in detail
    assert "in fail" in detail
    for filename in [ours, *libraries]:
        assert filename not in detail


def wrap(function: Callable[[], None], filename: str) -> Callable[[], None]:
    """Put a frame of another file around a function."""
    namespace = {"function": function}
    exec(compile("def outer():\n    function()\n", filename, "exec"), namespace)
    return namespace["outer"]


def test_where_no_frame_is_the_users_all_are_kept() -> None:
    ours = f"{Path(tempestweb.__file__).parent}/driver.py"
    error = raised(lambda: None / 0, ours)  # type: ignore[operator]
    assert error.__traceback__ is not None
    # The first frame is this module's own.
    inner = error.with_traceback(error.__traceback__.tb_next)
    assert inner.__traceback__ is not None
    cut = TracebackType(
        None, inner.__traceback__.tb_frame, inner.__traceback__.tb_lasti, 2
    )

    assert "driver.py" in report(error.with_traceback(cut)).detail


def test_a_neighbour_of_the_package_is_the_users() -> None:
    path = f"{Path(tempestweb.__file__).parent}_apps/app.py"

    assert "tempestweb_apps/app.py" in report(raised(fail, path)).detail


def test_the_detail_tells_what_led_to_the_failure() -> None:
    def chained() -> None:
        try:
            fail()
        except LookupError as error:
            raise ValueError("so this") from error

    detail = report(raised(chained)).detail

    assert "LookupError: nothing there" in detail
    assert "direct cause" in detail
    assert detail.endswith("ValueError: so this")


def test_a_headline_is_one_line_with_its_place() -> None:
    line = fail.__code__.co_firstlineno + 1

    assert (
        headline(raised(fail))
        == f"LookupError: nothing there (test_reports.py, line {line})"
    )


def test_a_headline_of_an_error_that_was_not_raised_has_no_place() -> None:
    assert headline(LookupError("x")) == "LookupError: x"


@pytest.mark.parametrize(
    ("error", "first"),
    [
        (ValueError("one\ntwo"), "ValueError: one"),
        (ValueError(), "ValueError"),
        (SyntaxError("no", ("a.py", 3, 1, "x y\n")), "SyntaxError: no (a.py, line 3)"),
        (TempestwebError("title", "hint"), "tempestweb.errors.TempestwebError: title"),
    ],
)
def test_a_headline_is_the_first_line_of_what_the_error_says(
    error: Exception, first: str
) -> None:
    assert headline(error) == first


class Chair(BaseModel, extra="forbid"):
    """What somebody may get wrong."""

    legs: int
    colour: str | bytes = ""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"legs": "four"},
            "Chair.legs: Input should be a valid integer, unable to parse string as an "
            "integer, not 'four'",
        ),
        ({}, "Chair.legs is missing"),
        ({"legs": 4, "color": "red"}, "there is no Chair.color"),
        (
            {"color": 1, "c": 2, "d": 3},
            "Chair.legs is missing; there is no Chair.color",
        ),
    ],
)
def test_a_headline_says_what_a_model_does_not_take(
    values: dict[str, object], told: str
) -> None:
    line = headline(raised(lambda: Chair.model_validate(values)))

    assert line.startswith(f"ValidationError: {told}")


def test_a_headline_names_three_things_that_a_model_does_not_take() -> None:
    line = headline(raised(lambda: Chair.model_validate(dict.fromkeys("abcd", 1))))

    assert line.count("; ") == 3
    assert "; and 2 more (" in line


def test_a_headline_says_a_thing_once_and_briefly() -> None:
    handler = "a long text\n" * 99

    line = headline(raised(lambda: Button(label="Go", on_click=handler)))  # type: ignore[arg-type]  # the mistake

    assert line.count("Button.on_click") == 1
    assert len(line) < 200
    assert "\n" not in line


def test_a_note_does_not_stand_for_the_error() -> None:
    error = ValueError("what happened")
    error.add_note("a note")

    assert headline(error) == "ValueError: what happened"
    assert report(error).title == "ValueError: what happened"
    assert "a note" in report(error).detail


def test_a_title_is_one_line() -> None:
    assert report(ValueError("one\ntwo")).title == "ValueError: one"


def test_a_place_in_a_notebook_is_a_cell() -> None:
    error = raised(lambda: fail(), "/tmp/ipykernel_7/123.py")

    assert place_of_function(fail).startswith("test_reports.py, line ")
    assert error.__traceback__ is not None
    cell = error.__traceback__.tb_next
    assert cell is not None
    only = TracebackType(None, cell.tb_frame, cell.tb_lasti, 2)
    assert place_of(only) == "notebook cell, line 2"


def test_a_cell_has_the_name_that_its_notebook_gives_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiler = CachingCompiler()  # type: ignore[no-untyped-call]  # IPython
    file = compiler.cache("1 / 0", 7)
    shell = SimpleNamespace(compile=compiler)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)

    assert cell_name(file) == "cell In[7]"
    assert cell_name("/tmp/ipykernel_7/123.py") == "notebook cell"


def test_a_place_nobody_knows_is_empty() -> None:
    assert place_of(None) == ""
    assert place_of_function(print) == ""


def test_each_error_says_whose_fault_it_is() -> None:
    def all_below(kind: type[AppError]) -> list[type[AppError]]:
        return [kind, *(k for sub in kind.__subclasses__() for k in all_below(sub))]

    codes = [kind.code for kind in all_below(AppError)]

    assert all(code.startswith("app.") for code in codes)
    assert len(set(codes)) == len(codes)
