"""Loading: an app file gives a view and a make_state, or says where it is wrong."""

from __future__ import annotations

import builtins
import importlib
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from tempestweb.errors import AppLoadError
from tempestweb.loading import LoadedApp, load_app

VIEW = "def view(app): return app\n"


@pytest.fixture(autouse=True)
def _modules() -> Iterator[None]:
    """Put `sys.path` and `sys.modules` back."""
    path, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def load(folder: Path, text: str, name: str = "app.py") -> LoadedApp:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_app(path)


def refused(folder: Path, text: str, name: str = "app.py") -> AppLoadError:
    with pytest.raises(AppLoadError) as caught:
        load(folder, text, name)
    assert caught.value.hint
    return caught.value


def test_a_file_with_a_view_and_a_make_state_is_an_app(tmp_path: Path) -> None:
    app = load(tmp_path, VIEW + "def make_state(): return 3\n")

    assert app.make_state() == 3
    assert app.view("the app") == "the app"
    assert app.path == tmp_path / "app.py"


def test_a_file_without_a_make_state_has_no_state(tmp_path: Path) -> None:
    assert load(tmp_path, VIEW).make_state() is None


def test_a_file_is_run_as_a_module_of_its_own(tmp_path: Path) -> None:
    """Dataclasses look their module up while the file still runs."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    text = (
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "@dataclass\nclass State:\n    value: int = 1\n"
        "make_state = State\n" + VIEW
    )
    states = [load(tmp_path / folder, text).make_state() for folder in "ab"]

    assert type(states[0]) is not type(states[1])


def test_a_file_may_import_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "neighbour_of_app.py").write_text("NAME = 'next door'\n")

    app = load(
        tmp_path,
        VIEW + "import neighbour_of_app as n\ndef make_state(): return n.NAME\n",
    )

    assert app.make_state() == "next door"


def test_a_file_is_loaded_again_with_its_changes(tmp_path: Path) -> None:
    load(tmp_path, VIEW + "make_state = int\n")

    assert load(tmp_path, VIEW + "make_state = dict\n").make_state() == {}
    assert str(tmp_path) not in sys.path


@pytest.mark.parametrize("name", ["nowhere/app.py", "."])
def test_a_file_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(AppLoadError) as caught:
        load_app(name)

    assert caught.value.title == f"there is no app file {name}"


def test_a_file_that_is_not_named_as_python_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, VIEW, "app.txt").title == "app.txt is not a Python file"


def test_a_syntax_error_is_named_with_file_and_line(tmp_path: Path) -> None:
    error = refused(tmp_path, "x = 1\ndef view(:\n")

    assert error.title.startswith("app.py, line 2 is not Python: invalid syntax")
    assert error.title.endswith(": `def view(:`")
    assert isinstance(error.__cause__, SyntaxError)


def test_a_syntax_error_of_a_neighbour_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "broken_neighbour.py").write_text("\n\n)\n")

    error = refused(tmp_path, "import broken_neighbour\n")

    assert error.title.startswith("broken_neighbour.py, line 3 is not Python")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_bytes(b"x = 1\0\n")

    with pytest.raises(AppLoadError, match=r"app\.py.* is not Python"):
        load_app(path)


def test_a_file_that_fails_is_named_with_the_line(tmp_path: Path) -> None:
    error = refused(tmp_path, "x = 1\ny = x / 0\n")

    assert error.title == (
        "app.py fails when it is run: "
        "ZeroDivisionError: division by zero (app.py, line 2)"
    )


def test_a_file_that_failed_leaves_no_module_behind(tmp_path: Path) -> None:
    refused(tmp_path, "1 / 0  # unlike any other\n")

    files = [getattr(module, "__file__", None) for module in sys.modules.values()]
    assert str(tmp_path / "app.py") not in files


def test_a_file_that_fails_when_loaded_again_leaves_the_module_of_before(
    tmp_path: Path,
) -> None:
    name = load(tmp_path, VIEW).view.__module__
    module = sys.modules[name]
    refused(tmp_path, "1 / 0  # now it fails\n")

    assert sys.modules[name] is module


def test_an_interrupt_while_a_file_runs_is_an_interrupt(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        load(tmp_path, "raise KeyboardInterrupt\n")


@pytest.mark.parametrize("text", ["x = 1\n", "view = 3\n"])
def test_a_file_without_a_view_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).title == "app.py has no function `view`"


def test_a_make_state_that_is_no_function_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, VIEW + "make_state = {}\n")

    assert error.title == "`make_state` in app.py is a dict"


def helped(folder: Path, says: str, text: str) -> LoadedApp:
    """Load an app of a folder in which a helper says something."""
    folder.mkdir(exist_ok=True)
    (folder / "helper_of_apps.py").write_text(f"WORD = {says!r}\n")
    return load(folder, VIEW + text)


@pytest.mark.parametrize(
    "text",
    [
        "import helper_of_apps\ndef make_state(): return helper_of_apps.WORD\n",
        "from helper_of_apps import WORD\ndef make_state(): return WORD\n",
        "def make_state():\n    import helper_of_apps as h\n    return h.WORD\n",
        "def make_state():\n    from helper_of_apps import WORD\n    return WORD\n",
    ],
)
def test_helpers_of_one_name_do_not_mix(tmp_path: Path, text: str) -> None:
    one = helped(tmp_path / "a", "one", text)
    two = helped(tmp_path / "b", "two", text)

    assert [one.make_state(), two.make_state(), one.make_state()] == [
        *("one", "two", "one")
    ]
    assert "helper_of_apps" not in sys.modules


def test_helpers_may_be_packages_that_import_each_other(tmp_path: Path) -> None:
    for name, text in {
        "parts_of_app/__init__.py": "",
        "parts_of_app/inner.py": "from . import other\nimport words_of_app\n",
        "parts_of_app/other.py": "import parts_of_app.third\n",
        "parts_of_app/third.py": "THIRD = 3\n",
        "words_of_app.py": "from parts_of_app.third import THIRD as WORD\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    app = load(
        tmp_path,
        VIEW
        + "import parts_of_app.inner\nfrom parts_of_app import third\n"
        + "inner = parts_of_app.inner\n"
        + "other = inner.other\n"
        + "def make_state():\n"
        + "    return inner.words_of_app.WORD, other.parts_of_app.third is third\n",
    )

    assert app.make_state() == (3, True)


def test_a_helper_that_is_called_as_a_module_of_python_is_the_app_s_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "calendar.py").write_text("HERE = True\n")

    app = load(tmp_path, VIEW + "import calendar\nmake_state = lambda: calendar.HERE\n")

    assert app.make_state() is True
    assert "HERE" not in vars(importlib.import_module("calendar"))


def test_a_module_that_python_finds_by_itself_is_the_same_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "known_to_python.py").write_text("class Thing: ...\n")
    monkeypatch.syspath_prepend(tmp_path)

    app = load(tmp_path, VIEW + "from known_to_python import Thing as make_state\n")

    known = importlib.import_module("known_to_python")
    assert isinstance(app.make_state(), known.Thing)


def test_classes_of_helpers_can_be_looked_up_later(tmp_path: Path) -> None:
    (tmp_path / "shapes_of_app.py").write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "class Corner: ...\n@dataclass\nclass Shape:\n    at: Corner | None = None\n"
    )
    app = load(tmp_path, VIEW + "from shapes_of_app import Shape as make_state\n")

    shape = app.make_state()

    assert "at" in get_type_hints(type(shape))
    assert pickle.loads(pickle.dumps(shape)) == shape


def test_names_that_become_built_in_later_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = load(tmp_path, VIEW + "def make_state(): return _('hello')\n")
    monkeypatch.setattr(builtins, "_", str.upper, raising=False)

    assert app.make_state() == "HELLO"


def test_a_module_that_is_not_there_is_named_as_the_app_does(tmp_path: Path) -> None:
    error = refused(tmp_path, "import nowhere_at_all\n")

    assert "No module named 'nowhere_at_all'" in error.title


@pytest.mark.parametrize(
    ("text", "title", "hint"),
    [
        ("\ndef view(): pass\n", r"with the app \(app\.py, line 2\)", "def view(app)"),
        ("def view(app, more): pass\n", "'more'", "nothing else"),
        (
            "async def view(app): pass\n",
            r"is async \(app\.py, line 1\)",
            "def view(app)",
        ),
    ],
)
def test_a_view_that_cannot_be_called_is_refused(
    tmp_path: Path, text: str, title: str, hint: str
) -> None:
    error = refused(tmp_path, text)

    assert re.search(title, error.title)
    assert hint in error.hint


@pytest.mark.parametrize("view", ["dict", "lambda app, *more, size=3: app", "zip"])
def test_any_callable_that_takes_the_app_may_be_the_view(
    tmp_path: Path, view: str
) -> None:
    assert load(tmp_path, f"view = {view}\n").view is not None


def test_a_make_state_that_fails_is_named_with_file_and_line(tmp_path: Path) -> None:
    app = load(tmp_path, VIEW + "def make_state():\n    return 1 / 0\n")

    with pytest.raises(AppLoadError, match=r"make_state.*app\.py, line 3") as caught:
        app.new_state()
    assert caught.value.hint


def test_a_package_that_is_not_there_is_to_be_installed(tmp_path: Path) -> None:
    assert "Install" in refused(tmp_path, "import no_such_package\n").hint


def test_a_path_that_leads_nowhere_is_told_with_where_it_begins() -> None:
    with pytest.raises(AppLoadError) as caught:
        load_app("nowhere.py")

    assert str(Path.cwd()) in caught.value.hint
