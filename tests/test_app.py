"""App: all of tempest-core's App, through one live session."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import tempest_core
from tempest_core import (
    AnimationController,
    Button,
    Column,
    LazyColumn,
    NavStack,
    Route,
    Text,
    Widget,
)
from tempest_core.core.ir import Scene

from tempestweb import App, AppLoadError, DuplicateKeyError, ViewError
from tests.support.reference import Client, Element
from tests.support.rig import Later, show


@dataclass
class State:
    """What the apps here remember."""

    value: int = 0
    controller: AnimationController | None = None
    names: list[str] = field(default_factory=list)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Stand for the threads that apps have their timers on."""
    later = Later()
    monkeypatch.setattr("tempestweb.scheduling.thread_scheduler", later.schedule)
    return later


@pytest.fixture(autouse=True)
def _no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be in a frame of its own, unless a test says otherwise."""
    monkeypatch.setattr("tempestweb.driver.FRAME", 0.0)


def view(app: tempest_core.App[State]) -> Widget:
    def add() -> None:
        app.set_state(increment)

    value = Text(content=f"value {app.state.value}", key="value")
    return Column(children=[value, Button(label="+", key="up", on_click=add)])


def increment(state: State) -> None:
    state.value += 1


def open_view(app: App[Any], **environment: Any) -> Client:
    client, _ = show(app, **environment)
    return client


def overlays(client: Client) -> list[Element]:
    return client.root.children[1:]


# ------------------------------------------------------------------ state and views


def test_an_app_shows_its_state_and_follows_it() -> None:
    app = App(State(), view)
    client = open_view(app)

    client.event("up", "click")
    assert client.root.find("value").text == "value 1"
    app.set_state(increment)
    assert client.root.find("value").text == "value 2"


def test_a_closed_app_keeps_its_state_to_itself() -> None:
    app = App(State(), view)
    client = open_view(app)
    app.close()

    app.set_state(increment)

    assert app.state.value == 1
    assert client.root.find("value").text == "value 0"


def test_a_state_set_outside_a_handler_is_shown_when_the_frame_ends(
    later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempestweb.driver.FRAME", 1000.0)
    app = App(State(), view)
    client = open_view(app)

    for _ in range(3):
        app.set_state(increment)
    assert client.root.find("value").text == "value 1"
    later.advance(1000.0)

    assert client.root.find("value").text == "value 3"


def test_a_state_changed_behind_the_app_is_shown_on_request() -> None:
    app = App(State(), view)
    client = open_view(app)
    app.state.value = 7

    app.set_state()

    assert client.root.find("value").text == "value 7"


def test_the_scene_of_tempest_core_can_be_had() -> None:
    app = App(State(), view)

    assert isinstance(app.start(), Scene)
    assert app.current_tree is not None


# ------------------------------------------------------------------ swapping the view


def test_another_view_shows_the_same_state() -> None:
    app = App(State(value=3), view)
    client = open_view(app)

    assert app.swap_view(lambda app: Text(content=f"now {app.state.value}")) == []

    assert client.root.all_text == "now 3"


def test_a_new_view_that_fails_leaves_the_old_one() -> None:
    app = App(State(), view)
    client = open_view(app)

    with pytest.raises(ZeroDivisionError):
        app.swap_view(lambda _app: Text(content=str(1 / 0)))

    assert client.received_since(1) == []
    app.set_state(increment)
    assert client.root.find("value").text == "value 1"


def test_a_new_view_that_returns_no_widget_leaves_the_old_one() -> None:
    app = App(State(), view)

    with pytest.raises(ViewError, match="returned None"):
        app.swap_view(lambda _app: None)  # type: ignore[arg-type,return-value]

    assert open_view(app).root.find("value").text == "value 0"


def test_a_new_view_that_cannot_be_shown_leaves_the_old_one() -> None:
    app = App(State(), view)
    client = open_view(app)

    with pytest.raises(DuplicateKeyError):
        app.swap_view(lambda _app: Column(children=[Text(content="", key="k")] * 2))

    app.set_state()
    assert client.errors == []
    assert client.root.find("value").text == "value 0"


# ------------------------------------------------------------------ overlays


def test_a_dialog_is_shown_above_the_view_until_dismissed() -> None:
    app = App(State(), view)
    client = open_view(app)

    dialog = app.show_dialog(Text(content="sure?"))
    (shown,) = overlays(client)
    assert shown.all_text == "sure?"
    assert "tw-barrier" in shown.attributes["class"]
    menu = app.show_menu(Text(content="menu"))
    assert [overlay.all_text for overlay in overlays(client)] == ["sure?", "menu"]
    assert "tw-barrier" not in overlays(client)[1].attributes["class"]

    app.dismiss(dialog)
    assert [overlay.all_text for overlay in overlays(client)] == ["menu"]
    app.dismiss(menu)
    app.dismiss(menu)
    assert overlays(client) == []


def test_a_toast_goes_by_itself(later: Later) -> None:
    app = App(State(), view)
    client = open_view(app)

    app.toast(Text(content="saved"), duration_s=2.5)
    later.advance(2.4)
    assert [overlay.all_text for overlay in overlays(client)] == ["saved"]
    later.advance(0.2)

    assert overlays(client) == []


def test_a_toast_of_a_closed_app_goes_nowhere(later: Later) -> None:
    app = App(State(), view)
    app.toast(Text(content="saved"))
    app.close()

    later.advance(10)

    assert open_view(app).document is None


# ------------------------------------------------------------------ navigation


def test_routes_are_pushed_and_popped() -> None:
    app = App(State(), lambda app: Text(content=app.nav.top.name))
    client = open_view(app)

    app.push(Route(name="/details"))
    assert client.root.all_text == "/details"
    app.replace(Route(name="/other"))
    assert client.root.all_text == "/other"
    assert app.pop()
    assert client.root.all_text == "/"
    assert not app.pop()
    app.reset([Route(name="/a"), Route(name="/b")])
    assert client.root.all_text == "/b"


def test_an_app_may_begin_elsewhere() -> None:
    nav = NavStack(stack=[Route(name="/"), Route(name="/deep")])
    app = App(State(), lambda app: Text(content=app.nav.top.name), nav=nav)

    assert open_view(app).root.all_text == "/deep"


# ------------------------------------------------------------------ animations


def test_an_animation_is_shown_frame_by_frame_and_ends(later: Later) -> None:
    state = State(controller=AnimationController(1.0))
    assert state.controller is not None

    def animated(app: tempest_core.App[State]) -> Widget:
        assert app.state.controller is not None
        return Text(content=f"{app.state.controller.value:.2f}", key="t")

    app = App(state, animated, time_source=later.clock)
    client = open_view(app)
    app.register_animation(state.controller)
    state.controller.forward()
    seen = [client.root.find("t").text]
    while app.has_animations:
        later.advance(1 / 60)
        seen.append(client.root.find("t").text)

    assert seen[0] == "0.00"
    assert seen[-1] == "1.00"
    assert seen == sorted(seen)
    assert 55 < len(seen) < 65
    assert later.waiting == 0


def test_an_animation_tells_the_time_itself_unless_told(
    later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempestweb.timers.time.monotonic", later.clock)
    controller = AnimationController(0.1)
    app = App(State(), view)
    app.register_animation(controller)
    controller.forward()

    later.advance(0.5)

    assert controller.value == 1.0


# ------------------------------------------------------------------ lists


def test_the_window_of_a_list_is_moved() -> None:
    def listed(_app: tempest_core.App[Any]) -> Widget:
        return LazyColumn(
            key="list",
            item_count=100,
            window=(0, 2),
            item_builder=lambda index: Text(content=f"row {index};"),
        )

    app = App(None, listed)
    client = open_view(app)
    app.slide_window("list", 50, 52)

    text = client.root.all_text
    assert "row 50;" in text
    assert "row 0;" not in text


# ------------------------------------------------------------------ tempest-core


def test_the_private_names_of_tempest_core_that_an_app_uses_exist() -> None:
    core: Any = tempest_core.App
    instance = core(None, view, lambda _patches: None)

    assert instance._view is view  # noqa: SLF001
    assert instance._current is None  # noqa: SLF001
    assert instance._overlay_specs() == []  # noqa: SLF001
    widget = Text(content="")
    assert instance._inject_windows(widget) is widget  # noqa: SLF001
    assert parameters("_loop") == []
    assert parameters("_inject_windows") == ["self", "widget"]
    assert parameters("_overlay_specs") == ["self"]
    assert parameters("_push") == ["self", "widget", "barrier", "is_toast"]
    assert parameters("_build") == ["self"]
    assert parameters("__init__") == [
        *("self", "state", "view", "apply_patches", "nav"),
        *("time_source", "theme", "media", "locale"),
    ]


def parameters(name: str) -> list[str]:
    return list(inspect.signature(getattr(tempest_core.App, name)).parameters)


def test_tempest_core_asks_of_a_loop_what_an_app_has() -> None:
    source = inspect.getsource(tempest_core.App)
    asked = {part.split("(")[0].strip() for part in source.split("self._loop().")[1:]}

    # An app overrides `request_rebuild`, the only one to call `call_soon`.
    assert asked == {"call_later", "call_soon", "time"}


# ------------------------------------------------------------------ files


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_app_is_made_from_a_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "hello_app.py",
        "from tempest_core import Text\n"
        "def make_state(): return ['from a file']\n"
        "def view(app): return Text(content=app.state[0])\n",
    )

    assert open_view(App.from_file(path)).root.all_text == "from a file"


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(AppLoadError, match=r"there is no app file nowhere\.py"):
        App.from_file("nowhere.py")
