"""What moves by itself: in the browser's frames, not in messages."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect
from tempest_core import (
    Animated,
    AnimatedList,
    AnimationController,
    App,
    Container,
    Skeleton,
    Style,
    Text,
    Tween,
    Widget,
)
from tempest_core.style import Curve

import tempestweb
from tests.support.boxes import NEAR, box_of
from tests.support.page_host import AppPage, show, show_widget

COUNT_MESSAGES = """() => {
  window.came = 0;
  const observer = new MutationObserver((records) => (window.came += records.length));
  const root = document.querySelector("section").shadowRoot;
  observer.observe(root, {
    subtree: true, childList: true, attributes: true,
    attributeFilter: ["data-tw-props", "class"],
  });
}"""


def faded(page: Page, seconds: float) -> tuple[AppPage, Any, AnimationController]:
    controller = AnimationController(seconds, Curve.LINEAR)

    def view(_: App[None]) -> Widget:
        return Animated(
            controller=controller,
            style_begin=Style(opacity=0.0, width=100.0),
            style_end=Style(opacity=1.0, width=300.0),
            child=Container(key="box", style=Style(height=20.0)),
        )

    app = tempestweb.App(None, view)
    return show(page, app, style="width: 500px"), app, controller


def test_an_animation_takes_one_message_and_runs_in_the_browser(page: Page) -> None:
    shown, app, controller = faded(page, 0.6)
    box = shown.key("box")
    expect(box).to_have_css("opacity", "0")
    assert box_of(box).width == NEAR(100)
    page.evaluate(COUNT_MESSAGES)
    app.register_animation(controller)
    controller.forward()

    page.wait_for_function(
        "box => Math.abs(getComputedStyle(box).opacity - 0.5) < 0.3",
        arg=box.element_handle(),
    )
    expect(box).to_have_css("opacity", "1")
    expect(box).to_have_css("width", "300px")
    page.wait_for_function("() => !window.came || window.came <= 2")
    assert controller.value > 0
    # That it goes, and that it has come.
    assert page.evaluate("window.came") <= 2

    controller.reverse()
    expect(box).to_have_css("opacity", "0")


def test_a_view_that_makes_each_frame_itself_is_shown_frame_by_frame(
    page: Page,
) -> None:
    controller = AnimationController(0.4, Curve.LINEAR)
    widths = Tween[float](begin=100.0, end=200.0)

    def view(_: App[None]) -> Widget:
        style = Style(width=widths.at(controller.value), height=20.0)
        child = Container(key="box", style=style)
        return Animated(controller=controller, child=child)

    app = tempestweb.App(None, view)
    shown = show(page, app)
    box = shown.key("box")
    assert box_of(box).width == NEAR(100)
    app.register_animation(controller)
    controller.forward()
    page.wait_for_function(
        "box => box.offsetWidth > 110 && box.offsetWidth < 195",
        arg=box.element_handle(),
    )
    expect(box).to_have_css("width", "200px")


def test_without_motion_an_animation_is_at_its_end_at_once(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    shown, app, controller = faded(page, 30)
    app.register_animation(controller)
    controller.forward()
    expect(shown.key("box")).to_have_css("opacity", "1")
    controller.stop()


def listed(page: Page, names: str) -> tuple[AppPage, Any]:
    def view(app: App[list[str]]) -> Widget:
        items: list[Widget] = [
            Text(key=name, content=name, style=Style(height=30.0)) for name in app.state
        ]
        return AnimatedList(
            key="list",
            children=items,
            style=Style(gap=10.0),
            enter_duration_ms=250,
            exit_duration_ms=250,
        )

    app = tempestweb.App(list(names), view)
    return show(page, app, style="width: 300px"), app


def heights(shown: AppPage) -> float:
    return box_of(shown.key("list")).height


def test_items_come_and_go_in_sight_and_nothing_jumps(page: Page) -> None:
    shown, app = listed(page, "ab")
    assert heights(shown) == NEAR(70)

    page.evaluate(
        """() => {
          window.seen = [];
          const root = document.querySelector("section").shadowRoot;
          const list = root.querySelector("[data-key=list]");
          const look = () => {
            window.seen.push(list.offsetHeight);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    app.set_state(lambda state: state.insert(1, "x"))
    expect(shown.key("x")).to_be_visible()
    page.wait_for_function("() => window.seen.at(-1) === 110")
    app.set_state(lambda state: state.remove("x"))
    # It is gone for whoever looks for it, though its picture still shrinks.
    expect(shown.key("x")).to_have_count(0)
    page.wait_for_function("() => window.seen.at(-1) === 70")
    expect(shown.key("list").locator("> *")).to_have_count(2)

    seen = page.evaluate("window.seen")
    steps = [abs(b - a) for a, b in pairwise(seen)]
    assert max(steps) < 30
    assert len(set(seen)) > 4


def test_items_that_change_places_glide_there(page: Page) -> None:
    shown, app = listed(page, "abc")
    app.set_state(lambda state: state.reverse())
    expect(shown.key("list").locator("> *")).to_have_text(["c", "b", "a"])
    a = shown.key("a")
    moving = "el => el.getAnimations().map((a) => a.effect.getKeyframes()[0].translate)"
    assert a.evaluate(moving) == ["0px -80px"]
    assert shown.key("b").evaluate("el => el.getAnimations().length") == 0
    a.evaluate("el => Promise.all(el.getAnimations().map((a) => a.finished))")
    assert box_of(a).y == NEAR(box_of(shown.key("list")).y + 80)


def test_a_placeholder_shimmers_unless_motion_is_unwanted(page: Page) -> None:
    shown = show_widget(page, Skeleton(key="s", width=80, height=20))
    count = "el => el.getAnimations().length"
    assert shown.key("s").evaluate(count) == 1
    page.emulate_media(reduced_motion="reduce")
    assert shown.key("s").evaluate(count) == 0
