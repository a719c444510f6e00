"""Coming back: after any faults of the network the view shows the tree again."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tempest_core import Button, Column, Input, Row, Text, TextChangeEvent, Widget

from tempestweb.actions import Send
from tempestweb.downloads import content_of
from tempestweb.protocol import ACK_EVERY
from tempestweb.session import SessionOptions
from tempestweb.views import MOST_GONE
from tests.support.returning import Connection, ReturningClient
from tests.support.rig import Rig, assert_in_step


class Ledger:
    """An app that remembers what happened to it, and shows a list that changes."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.rows: list[int] = [1, 2, 3]
        self.text = ""

    def view(self) -> Widget:
        return Column(
            children=[
                Text(content=f"{len(self.taken)}", key="count"),
                Input(value=self.text, key="field", on_change=self.write),
                Button(label="add", key="add", on_click=self.add),
                *[self.row(number) for number in self.rows],
            ]
        )

    def row(self, number: int) -> Widget:
        def remove() -> None:
            self.taken.append(f"remove {number}")
            self.rows.remove(number)

        button = Button(label=f"{number}", key=f"remove-{number}", on_click=remove)
        return Row(key=f"row-{number}", children=[button])

    def add(self) -> None:
        self.taken.append("add")
        self.rows.insert(len(self.taken) % (len(self.rows) + 1), len(self.taken) + 3)

    def write(self, event: TextChangeEvent) -> None:
        self.taken.append(event.value)
        self.text = event.value


class Faults:
    """A session, views of it, and a network that a schedule of steps makes fail."""

    def __init__(self, options: SessionOptions, views: int) -> None:
        self.app = Ledger()
        self.rig = Rig(self.app.view, options)
        self.clients = [
            ReturningClient(self.rig.driver, f"view-{i}") for i in range(views)
        ]
        self.given_up: list[tuple[ReturningClient, Connection]] = []
        self.written = 0
        for client in self.clients:
            client.connect()
        self.steps: dict[str, Callable[[ReturningClient], None]] = {
            "up": self.up,
            "up twice": lambda client: self.up(client, twice=True),
            "down": self.down,
            "click": self.click,
            "write": self.write,
            "change": self.change,
            "effect": lambda _: self.rig.driver.effect("title", {"title": "t"}),
            "cut": self.cut,
            "server notices": self.notice,
            "half-open": self.late,
            "come back": lambda client: client.connect(),
        }

    def up(self, client: ReturningClient, *, twice: bool = False) -> None:
        if client.connection.up:
            client.connection.deliver_up(twice=twice)

    def down(self, client: ReturningClient) -> None:
        if client.connection.down:
            client.deliver_down()

    def click(self, client: ReturningClient) -> None:
        if client.document is not None:
            client.event("add", "click")

    def write(self, client: ReturningClient) -> None:
        if client.document is not None:
            self.written += 1
            client.event("field", "input", value=f"text {self.written}")

    def change(self, _: ReturningClient) -> None:
        self.app.rows.reverse()
        self.rig.changed()

    def cut(self, client: ReturningClient) -> None:
        """Let the client give its connection up; the server may not know for long."""
        self.given_up.append((client, client.connection))
        client.connect()

    def notice(self, _: ReturningClient) -> None:
        if self.given_up:
            _, connection = self.given_up.pop(0)
            self.rig.driver.disconnect(connection)

    def late(self, client: ReturningClient) -> None:
        """Let something arrive that the client sent before it gave up."""
        for owner, connection in self.given_up:
            if owner is client and connection.up:
                connection.deliver_up()
                return

    def heal(self) -> None:
        """Let everything arrive, the views coming back once more if they must."""
        for _ in range(3):
            for client in self.clients:
                client.connect()
            self.settle()
        assert all(not client.pending for client in self.clients)

    def settle(self) -> None:
        while any(c.connection.up or c.connection.down for c in self.clients):
            for client in self.clients:
                self.up(client)
                self.down(client)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            [
                *["up"] * 6,
                *["down"] * 6,
                *["click", "write"] * 3,
                *["up twice", "change", "effect", "cut", "cut"],
                *["server notices", "half-open", "half-open", "come back"],
            ]
        ),
    ),
    max_size=60,
)


@settings(max_examples=1000)
@given(STEPS, st.sampled_from([None, 2, 40]))
@example([(0, "up"), (0, "down"), *[(0, "change")] * 80, (0, "cut"), (0, "up")], 2)
def test_after_any_faults_the_page_equals_the_server_and_no_event_counts_twice(
    steps: list[tuple[int, str]], window: int | None
) -> None:
    faults = Faults(SessionOptions(token="t", window=window), views=2)

    for index, step in steps:
        faults.steps[step](faults.clients[index])
    faults.heal()

    for client in faults.clients:
        assert_in_step(client, faults.rig.session)
        assert not client.errors
        assert client.effects == sorted(set(client.effects))
    # Every event took effect exactly once: none was refused for another reason here.
    assert sum(client.n for client in faults.clients) == len(faults.app.taken)
    written = [text for text in faults.app.taken if text.startswith("text")]
    assert len(written) == len(set(written)) == faults.written


def connected(options: SessionOptions) -> tuple[Faults, ReturningClient]:
    faults = Faults(options, views=1)
    faults.settle()
    return faults, faults.clients[0]


def kinds(client: ReturningClient) -> list[str]:
    return [message["kind"] for message in client.received]


def test_a_view_that_comes_back_is_sent_what_it_missed_and_no_tree() -> None:
    faults, client = connected(SessionOptions(token="t"))
    faults.change(client)
    client.connection.down.clear()
    client.received.clear()

    client.connect()
    faults.settle()

    assert kinds(client) == ["mount", "patches"]
    assert client.received[0]["verdict"] == "resumed"
    assert "html" not in client.received[0]
    assert_in_step(client, faults.rig.session)


def test_a_view_that_missed_more_than_a_tree_is_sent_a_tree() -> None:
    faults, client = connected(SessionOptions(token="t"))
    for number in range(40):
        faults.app.text = f"{number}" * 4000
        faults.change(client)
    client.connection.down.clear()
    client.received.clear()

    client.connect()
    faults.settle()

    assert kinds(client) == ["mount"]
    assert client.received[0]["verdict"] == "same"
    assert_in_step(client, faults.rig.session)


def test_a_view_without_a_token_is_forgotten_with_its_connection() -> None:
    faults, client = connected(SessionOptions())
    faults.rig.driver.disconnect(client.connection)

    assert not faults.rig.session.has_views
    client.connect()
    faults.settle()
    assert client.received[-1]["verdict"] == "same"
    assert_in_step(client, faults.rig.session)


def test_so_many_views_that_are_gone_are_remembered_with_what_is_for_them() -> None:
    faults, client = connected(SessionOptions(token="t"))
    driver, session = faults.rig.driver, faults.rig.session
    names = ["view-0", *(f"later-{number}" for number in range(MOST_GONE))]
    driver.download(content_of("a.txt", "for view-0"))
    driver.disconnect(client.connection)
    for name in names[1:]:
        tab = ReturningClient(driver, name)
        tab.connect()
        tab.connection.deliver_up()
        # It is there, and takes the place of none that is gone.
        assert session.knows("view-0")
        driver.disconnect(tab.connection)

    assert [name for name in names if not session.knows(name)] == ["view-0"]
    client.connection.down.clear()
    client.connect()
    faults.settle()
    assert client.received[-1]["verdict"] == "same"
    assert "offer" not in kinds(client)
    assert_in_step(client, session)


def test_one_that_came_back_in_time_is_not_among_those_gone_longest() -> None:
    faults, client = connected(SessionOptions(token="t"))
    driver, session = faults.rig.driver, faults.rig.session

    for number in range(3 * MOST_GONE):
        driver.disconnect(client.connection)
        tab = ReturningClient(driver, f"other-{number}")
        tab.connect()
        tab.connection.deliver_up()
        driver.disconnect(tab.connection)
        client.connect()
        client.connection.deliver_up()

    assert session.knows("view-0")
    assert not session.knows("other-0")


def test_a_session_that_nobody_looks_at_renders_nothing() -> None:
    faults, client = connected(SessionOptions(token="t"))
    faults.rig.driver.disconnect(client.connection)
    before = faults.rig.session.seq

    faults.change(client)

    assert faults.rig.session.seq == before
    client.connect()
    faults.settle()
    assert_in_step(client, faults.rig.session)


def test_a_view_that_does_not_keep_up_gets_one_tree_when_it_does() -> None:
    faults, client = connected(SessionOptions(token="t", window=4))
    for _ in range(50):
        faults.change(client)
    assert len(client.connection.down) == 4

    while client.connection.down:
        client.deliver_down()
    client.tell("ack", epoch=client.epoch, seq=client.seq)
    faults.settle()

    assert kinds(client)[-1] == "mount"
    assert kinds(client).count("mount") == 2
    assert_in_step(client, faults.rig.session)


def test_another_view_is_not_held_up_by_one_that_does_not_keep_up() -> None:
    faults = Faults(SessionOptions(token="t", window=4), views=2)
    faults.settle()
    slow, quick = faults.clients

    for _ in range(10):
        faults.change(quick)
        while quick.connection.down:
            quick.deliver_down()
        quick.tell("ack", epoch=quick.epoch, seq=quick.seq)
        faults.up(quick)

    assert_in_step(quick, faults.rig.session)
    assert len(slow.connection.down) == 4


def test_an_error_that_came_meanwhile_is_told_to_a_view_that_comes_back() -> None:
    faults, client = connected(SessionOptions(token="t"))
    faults.rig.driver.announce(ValueError("the file is broken"))
    client.connection.down.clear()

    client.connect()
    faults.settle()

    (error,) = client.errors
    assert error["source"] == "view"
    assert "the file is broken" in error["title"]


def test_an_effect_for_one_view_reaches_that_one_only() -> None:
    faults = Faults(SessionOptions(token="t"), views=2)
    faults.settle()
    session = faults.rig.session

    (send,) = session.effect("title", {"title": "t"}, view="view-1")

    assert isinstance(send, Send)
    assert send.views == ("view-1",)
    assert send.message.get("view") == "view-1"


def test_a_late_frame_of_a_lost_connection_does_not_call_the_view_back() -> None:
    faults, client = connected(SessionOptions(token="t"))
    old = client.connection
    client.event("add", "click")
    faults.given_up.append((client, old))
    client.connect()
    faults.settle()

    old.deliver_up()
    faults.change(client)

    assert not old.down
    assert client.connection.down


def clicked(faults: Faults, client: ReturningClient, times: int) -> None:
    for _ in range(times):
        faults.click(client)
        faults.settle()


def test_what_the_only_view_has_applied_is_not_kept() -> None:
    faults, client = connected(SessionOptions(token="t"))
    clicked(faults, client, times=ACK_EVERY + 2)
    client.received.clear()
    client.seq -= 3

    client.connect()
    faults.settle()

    assert client.received[0]["verdict"] == "same"
    assert_in_step(client, faults.rig.session)


def test_what_one_of_two_views_has_applied_is_kept_for_the_other() -> None:
    faults = Faults(SessionOptions(token="t"), views=2)
    faults.settle()
    gone, client = faults.clients
    gone.received.clear()
    gone.connection = Connection(Rig(faults.app.view).driver)
    clicked(faults, client, times=ACK_EVERY + 2)

    gone.connect()
    faults.settle()

    assert gone.received[0]["verdict"] == "resumed"
    assert_in_step(gone, faults.rig.session)


def test_what_was_applied_in_another_epoch_counts_for_nothing() -> None:
    faults, client = connected(SessionOptions(token="t"))
    faults.change(client)
    faults.change(client)
    client.connection.down.clear()
    client.tell("ack", epoch=client.epoch - 1, seq=client.seq + 2)
    faults.settle()
    client.received.clear()

    client.connect()
    faults.settle()

    assert client.received[0]["verdict"] == "resumed"
    assert_in_step(client, faults.rig.session)
