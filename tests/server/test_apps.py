from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tempestweb.descriptions import name_of
from tempestweb.errors import AppLoadError
from tempestweb.server.apps import file_source, find_sources
from tests.server.rig import COUNTER, WriteApp

APP = "def view(app): return Text(content='')"


def test_a_single_app_sits_at_the_root() -> None:
    sources = find_sources([str(COUNTER)])

    assert list(sources) == [""]
    assert callable(sources[""].get().view)


def test_a_folder_with_an_app_file_is_that_app() -> None:
    sources = find_sources([str(COUNTER.parent)])

    assert sources[""].path == COUNTER


def test_a_folder_stands_for_the_apps_in_it(
    write_app: WriteApp, tmp_path: Path
) -> None:
    write_app(APP, "one.py")
    write_app(APP, "two/app.py")
    write_app("x = 1", "helper.py")
    write_app(APP, "test_one.py")
    write_app(APP, ".hidden.py")
    write_app("raise SystemExit('a script was run')", "script.py")

    sources = find_sources([str(tmp_path)])

    assert sorted(sources) == ["one", "two"]
    assert [source.name for source in sources.values()] == ["one", "two"]


def test_an_app_of_a_folder_that_is_no_python_is_offered_all_the_same(
    write_app: WriteApp, tmp_path: Path
) -> None:
    write_app("def view(app:", "one/app.py")
    write_app("x = 1\nasync def view(app:", "two.py")
    write_app("def review(app:", "three.py")
    write_app("async def view(app): pass", "four.py")

    assert list(find_sources([str(tmp_path)])) == ["four", "one", "two"]


def test_a_folder_without_apps_is_an_error_unless_allowed(tmp_path: Path) -> None:
    with pytest.raises(AppLoadError, match="there is no app in the folder"):
        find_sources([str(tmp_path)])

    assert find_sources([str(tmp_path)], allow_empty=True) == {}


def test_a_module_is_named_with_its_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop_pages.py").write_text("def main(app): ...\nmake_state = list\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))

    loaded = find_sources(["shop_pages:main"])[""].get()

    assert loaded.view.__name__ == "main"
    assert loaded.make_state() == []
    assert loaded.path == tmp_path / "shop_pages.py"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("nowhere.py", r"there is no app file .*nowhere\.py"),
        ("no_such_module:view", "the module no_such_module cannot be imported"),
        ("json:view", "json has no function `view`"),
        ("json:", "json has no function `view`"),
    ],
)
def test_what_is_no_app_is_told(reference: str, message: str) -> None:
    with pytest.raises(AppLoadError, match=message):
        find_sources([reference])


def test_two_apps_of_one_name_are_told_apart_by_nobody(write_app: WriteApp) -> None:
    paths = [write_app(APP, "a/app.py"), write_app(APP, "b/a.py")]

    with pytest.raises(AppLoadError, match="two apps are called a"):
        find_sources(map(str, paths))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/x/counter/app.py", "counter"),
        ("/x/counter/main.py", "counter"),
        ("/x/My tally.py", "My-tally"),
        ("/x/größe.py", "gr-e"),
        ("/x/ÄÖ.py", "app"),
    ],
)
def test_a_name_fits_into_an_address(path: str, name: str) -> None:
    assert name_of(Path(path)) == name


def test_a_description_is_read_without_running_the_app(write_app: WriteApp) -> None:
    app = write_app(
        f"TITLE: str = 'Shop'\n{APP}\nOTHER = print", docstring="Sells.\n\nThings."
    )
    source = find_sources([str(app)])[""]
    before = source.describe()
    app.write_text(app.read_text().replace("Shop", "Market place"))

    assert (before.title, before.text) == ("Shop", "Sells.")
    assert source.describe().title == "Market place"
    app.write_text("no python (")
    assert source.describe().title == "Made"
    app.unlink()
    assert source.describe().title == "Made"


def test_a_source_that_is_followed_loads_a_changed_file_anew(
    write_app: WriteApp,
) -> None:
    app = write_app(APP)
    source = file_source(app, is_followed=True)
    first = source.get()
    assert source.get() is first

    write_app(f"{APP}\n# changed")

    assert source.get() is not first
