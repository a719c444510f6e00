"""Drawings, charts, films, other pages and effects, as a browser shows them."""

from __future__ import annotations

import base64
import struct

from playwright.sync_api import Page, Route, expect
from tempest_core import (
    App,
    BackdropFilter,
    BarChart,
    Blur,
    Button,
    Canvas,
    ClipPath,
    ClipShape,
    Column,
    Container,
    DrawRect,
    DrawText,
    FillCmd,
    GestureDetector,
    LineChart,
    LineTo,
    MoveTo,
    StrokeCmd,
    Style,
    TapEvent,
    VideoPlayer,
    WebView,
    Widget,
)
from tempest_core.style import Color

import tempestweb
from tests.support.boxes import box_of
from tests.support.browser import Complaints
from tests.support.page_host import ADDRESS, Heard, show, show_widget

RED = [1.0, 0.0, 0.0, 1.0]
ELSEWHERE = "http://elsewhere.test/"

#: A page that says what it may do.
CURIOUS = """
<!doctype html><title>Curious</title><p id=said>asleep</p>
<script>
  const may = (act) => { try { act(); return "yes"; } catch { return "no"; } };
  const own = self.origin === "null" ? "no" : "yes";
  const parent = may(() => window.parent.document.title);
  said.textContent = `own ${own}, parent ${parent}`;
</script>
"""


def silence(seconds: float) -> str:
    """Return a sound that a video element can play, as a `data:` URL."""
    samples = bytes([128]) * int(8000 * seconds)
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + head + struct.pack("<4sI", b"data", len(samples)) + samples
    wave = struct.pack("<4sI", b"RIFF", len(body)) + body
    return f"data:audio/wav;base64,{base64.b64encode(wave).decode()}"


def test_a_drawing_is_sharp_where_it_says_and_changes_in_place(page: Page) -> None:
    heard = Heard()

    def view(app: App[list[float]]) -> Widget:
        def take(event: TapEvent) -> None:
            heard.take(event)
            app.set_state(lambda state: state.__setitem__(0, event.x or 0))

        plan = Canvas(
            key="plan",
            width=100,
            height=60,
            commands=[
                MoveTo(x=0, y=10),
                LineTo(x=100, y=10),
                StrokeCmd(color=RED),
                DrawRect(x=app.state[0], y=20, width=10, height=10),
                FillCmd(color=[0, 0, 1, 1]),
                DrawText(text="  Hall", x=0, y=50),
            ],
        )
        return GestureDetector(key="taps", child=plan, on_tap=take)

    shown = show(page, tempestweb.App([40.0], view))
    plan = shown.key("plan")
    rect = box_of(plan)
    assert (rect.width, rect.height) == (100, 60)
    # A line of one px is one row of pixels, all of them red.
    rows = page.evaluate(
        """async ([png, width, height]) => {
            const image = new Image();
            image.src = `data:image/png;base64,${png}`;
            await image.decode();
            const canvas = new OffscreenCanvas(width, height);
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            return [8, 9, 10, 11].map(
                (y) => [...context.getImageData(50, y, 1, 1).data].slice(0, 3));
        }""",
        [base64.b64encode(plan.screenshot()).decode(), 100, 60],
    )
    assert [255, 0, 0] in rows
    assert sum(row[1] < 200 for row in rows) == 1

    square = plan.locator("path").nth(1)
    element = square.element_handle()
    shown.key("taps").click(position={"x": 70, "y": 25})
    shown.idle()

    assert heard.events == [TapEvent(x=70, y=25)]
    expect(square).to_have_attribute("d", "M70 20L80 20L80 30L70 30z")
    assert element is not None
    assert element.evaluate("element => element.isConnected")


def test_charts_fit_where_there_is_less_room(page: Page) -> None:
    charts: list[Widget] = [
        LineChart(key="line", width=640, height=320),
        BarChart(key="bar", values=[1, 2], width=120, height=90),
    ]
    shown = show_widget(page, Column(children=charts), style="width: 320px")

    line, bar = box_of(shown.key("line")), box_of(shown.key("bar"))
    assert (line.width, line.height) == (320, 160)
    assert (bar.width, bar.height) == (120, 90)
    expect(page.get_by_role("img", name="Bar chart. 1, 2")).to_be_visible()


def test_a_film_does_what_it_is_told_when_it_begins_and_later(page: Page) -> None:
    def view(app: App[dict[str, bool]]) -> Widget:
        film = VideoPlayer(
            key="film",
            src=silence(5),
            controls=False,
            muted=app.state["muted"],
            autoplay=app.state["autoplay"],
        )
        return Column(
            children=[
                film,
                Button(
                    key="start",
                    label="Start",
                    on_click=lambda: app.set_state(lambda s: s.update(autoplay=True)),
                ),
                Button(
                    key="loud",
                    label="Loud",
                    on_click=lambda: app.set_state(lambda s: s.update(muted=False)),
                ),
            ]
        )

    app = tempestweb.App({"muted": True, "autoplay": False}, view)
    shown = show(page, app)
    film = shown.key("film")
    element = film.element_handle()
    shown.idle()
    assert film.evaluate("film => [film.muted, film.paused]") == [True, True]

    shown.key("start").click()
    page.wait_for_function("film => film.currentTime > 0", arg=element)
    # What its user does stays.
    film.evaluate("film => { film.volume = 0.5 }")
    shown.key("loud").click()
    shown.idle()
    assert film.evaluate("film => [film.muted, film.paused, film.volume]") == [
        False,
        False,
        0.5,
    ]


def test_another_page_runs_apart_and_one_of_ours_in_a_sandbox(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("Blocked script execution in 'http://elsewhere.test/'")

    def answer(route: Route) -> None:
        route.fulfill(body=CURIOUS, content_type="text/html")

    page.route(f"{ELSEWHERE}**", answer)

    def view(app: App[dict[str, object]]) -> Widget:
        def go(**change: object) -> None:
            app.set_state(lambda state: state.update(change))

        return Column(
            children=[
                WebView(
                    key="web",
                    url=str(app.state["url"]),
                    javascript_enabled=bool(app.state["scripts"]),
                ),
                Button(key="still", label="Still", on_click=lambda: go(scripts=False)),
                Button(
                    key="own",
                    label="Own",
                    on_click=lambda: go(scripts=True, url=f"{ADDRESS}curious"),
                ),
            ]
        )

    app = tempestweb.App({"url": ELSEWHERE, "scripts": True}, view)
    shown = show(page, app)
    page.route(f"{ADDRESS}curious", answer)
    said = shown.key("web").content_frame.locator("#said")
    before = page.evaluate("history.length")

    expect(said).to_have_text("own yes, parent no")
    shown.key("still").click()
    expect(said).to_have_text("asleep")
    shown.key("own").click()
    expect(said).to_have_text("own no, parent no")
    # The way back is the app's.
    assert page.evaluate("history.length") == before
    rect = box_of(shown.key("web"))
    assert (rect.width, rect.height) == (box_of(page.locator(".tw-scene")).width, 320)


def test_effects_are_seen_and_leave_what_they_wrap_in_use(page: Page) -> None:
    heard = Heard()
    green = Style(width=80, height=40, background=Color(r=0, g=128, b=0))
    shown = show_widget(
        page,
        Column(
            children=[
                Blur(
                    key="blur",
                    radius=2,
                    child=Button(key="b", label="Soft", on_click=heard.take),
                ),
                BackdropFilter(key="glass", child=Container(style=green)),
                ClipPath(
                    key="round",
                    shape=ClipShape.CIRCLE,
                    child=Container(key="clipped", style=green),
                ),
            ]
        ),
    )

    looks = "element => { const s = getComputedStyle(element); return s.%s }"
    assert shown.key("blur").evaluate(looks % "filter") == "blur(2px)"
    assert shown.key("glass").evaluate(looks % "backdropFilter") == "blur(8px)"
    shown.key("b").click()
    shown.idle()
    assert len(heard.events) == 1
    # What is clipped away is not there to be pressed either.
    hits = shown.key("clipped").evaluate(
        """element => {
            const { left, top, width, height } = element.getBoundingClientRect();
            const root = element.getRootNode();
            const at = (x, y) => root.elementFromPoint(left + x, top + y) === element;
            return [at(width / 2, height / 2), at(2, 2)];
        }"""
    )
    assert hits == [True, False]
