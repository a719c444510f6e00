"""The session: one live UI. Messages in, messages out, and no I/O.

A session is told what a client sent (:meth:`Session.receive`) and when the app's state
may have changed (:meth:`Session.invalidate`), and answers with actions: messages to
send, and handlers to call. It knows neither threads nor loops nor transports; the
driver does, and calls it from one place at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tempest_core import Event, parse_event

from tempestweb.actions import Action, Call, Send
from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.node import Node, Reaction
from tempestweb.dom.rows import length
from tempestweb.dom.tree import LiveTree
from tempestweb.errors import APP_RAISES, AppError, ProtocolError, ViewError
from tempestweb.fields import FieldReports
from tempestweb.outbox import Outbox
from tempestweb.output import OutputLog, OutputSource
from tempestweb.parsing import parse_environment
from tempestweb.problems import problem
from tempestweb.protocol import (
    ACK_EVERY,
    VERSION,
    Effect,
    Environment,
    ErrorMessage,
    ErrorSource,
    EventData,
    EventMessage,
    Hello,
    Mount,
    Op,
    Patches,
    SessionMessage,
    Verdict,
)
from tempestweb.reports import headline
from tempestweb.scenes import Scene
from tempestweb.views import Views

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """How a host wants its sessions.

    Attributes:
        development: Whether errors carry their traceback to the page.
        token: With it a view may come back; it goes into every mount. Empty: a view
            that lost its transport is gone.
        window: So many patches a view may leave unacknowledged; beyond, it is sent
            nothing until it has caught up, and then one mount. None: no limit.
    """

    development: bool = True
    token: str = ""
    window: int | None = None


class Session:
    """One live UI: node tree, handlers, sequence numbers, views.

    Args:
        render: Makes the scene; may raise whatever the app's view raises.
        epoch: The first epoch; differs between sessions that could be confused.
        on_environment: Told what a view reports of its surroundings, before it is
            mounted and whenever that changes.
        on_navigate: Told the address that the user went to.
        on_dismiss: Told the id of an overlay that the user wants away, and that has
            no handler of its own for it.
        on_files: Makes the event of files that a view says have arrived, from the
            view's id and the event's payload; raises ValueError if they have not.
        address_of: Makes what a page can load of a picture's source.
        options: What the host wants.
        output: What views show of the app's output; the default is none.
    """

    def __init__(
        self,
        render: Callable[[], Scene],
        *,
        epoch: int,
        on_environment: Callable[[Environment], None] | None = None,
        on_navigate: Callable[[str], None] | None = None,
        on_dismiss: Callable[[str], None] | None = None,
        on_files: Callable[[str, Mapping[str, Any]], Event] | None = None,
        address_of: Callable[[str], str] = str,
        options: SessionOptions | None = None,
        output: OutputSource | None = None,
    ) -> None:
        self.epoch = epoch
        self.seq = 0
        self._render = render
        self._on_environment = on_environment
        self._on_navigate = on_navigate
        self._on_dismiss = on_dismiss
        self._on_files = on_files
        self._address_of = address_of
        self._options = options or SessionOptions()
        self._output: OutputSource = OutputLog() if output is None else output
        self._outbox = Outbox()
        self._mount_length = 0
        self._effects = 0
        self._views = Views(self._options.window, come_back=bool(self._options.token))
        self._tree = LiveTree(Node("div", "tw-scene"))
        self._is_dirty = True
        self._was_mounted = False
        self._fields = FieldReports()
        # What is wrong with the view now; a view that joins is told too.
        self._view_error: ErrorMessage | None = None
        # Why a newer view than the one that is shown cannot be.
        self._announced: ErrorMessage | None = None

    @property
    def tree(self) -> LiveTree:
        """The tree as the views have it."""
        return self._tree

    @property
    def is_dirty(self) -> bool:
        """Whether the scene may have changed since it was last shown."""
        return self._is_dirty

    @property
    def view_error(self) -> ErrorMessage | None:
        """What is wrong with the view now, if anything is."""
        return self._view_error or self._announced

    @property
    def has_views(self) -> bool:
        """Whether anybody looks."""
        return self._views.is_any_connected

    @property
    def is_flush_due(self) -> bool:
        """Whether a flush would do anything."""
        return self._views.has_acks or (self._is_dirty and self.has_views)

    def invalidate(self) -> None:
        """Note that the scene may have changed."""
        self._is_dirty = True

    def receive(self, message: SessionMessage) -> list[Action]:
        """Take in a client's message."""
        match message["kind"]:
            case "hello":
                return self._hello(message)
            case "event":
                return self._event(message)
            case "ack":
                return self._applied(message["view"], message["epoch"], message["seq"])
            case "resync":
                return self._join(message["view"], "same")
            case "bye":
                self._views.remove(message["view"])
                return []

    def knows(self, view: str) -> bool:
        """Tell whether a view is there, or may come back."""
        return self._views.get(view) is not None

    def detach(self, view: str) -> list[str]:
        """Note that nothing reaches a view any more; it may come back.

        Returns:
            The views that do not come back as who they were: they are forgotten.
        """
        return self._views.detach(view)

    def effect(
        self, name: str, data: dict[str, Any], view: str | None = None
    ) -> list[Action]:
        """Have something done once, after what was flushed so far."""
        self._effects += 1
        effect: Effect = {
            "kind": "effect",
            "effect": self._effects,
            "seq": self.seq,
            "name": name,
            "data": data,
        }
        if view is not None:
            effect["view"] = view
        self._log(effect)
        return [Send(effect, (view,) if view else self._views.reached(self.seq))]

    def announce(self, error: BaseException) -> list[Action]:
        """Show that the view cannot be renewed; until `retract`, however it does."""
        self._announced = self.failure(error, "view")
        return [Send(self._announced)]

    def retract(self) -> None:
        """Note that the view was renewed; the next flush tells, if it works."""
        if self._announced is not None:
            self._view_error, self._announced = self._announced, None
            self._is_dirty = True

    def output(self) -> list[Action]:
        """Send what the app's code has printed and displayed since the last time."""
        message = self._output.take() if self.has_views else None
        return [] if message is None else [Send(message)]

    def _whole_output(self, view: str) -> list[Action]:
        message = self._output.whole()
        return [] if message is None else [Send(message, (view,))]

    def flush(self) -> list[Action]:
        """Bring every view up to the app's state; acknowledge what was taken in.

        Returns:
            At most one `patches` message, an `error` where the view failed, and before
            them what was printed.
        """
        actions: list[Action] = []
        ops: list[Op] = []
        error: ErrorMessage | None = None
        has_recovered = False
        if self._is_dirty:
            # Cleared first: a view that fails is not run again until something changes.
            self._is_dirty = False
            had_failed, self._view_error = self._view_error is not None, None
            try:
                ops = self._update()
                has_recovered = had_failed
            except APP_RAISES as failure:
                error = self._view_error = self.failure(failure, "view")
        ops += self._fields.corrections(self._tree.nodes, ops)
        css = self._tree.new_rules()
        if ops or css or self._views.has_acks or has_recovered:
            self.seq += 1
            patches: Patches = {
                "kind": "patches",
                "epoch": self.epoch,
                "seq": self.seq,
                "ack": self._views.take_acks(),
                "data": ops,
                "css": css,
            }
            if has_recovered:
                patches["recovered"] = True
            self._log(patches)
            actions.append(Send(patches, self._views.reached(self.seq)))
        if error is None and has_recovered:
            error = self._announced
        if error is not None:
            actions.append(Send(error))
        return [*self.output(), *actions]

    def failure(
        self, error: BaseException, source: ErrorSource, view: str | None = None
    ) -> ErrorMessage:
        """Describe a failure for the page, and log it."""
        development = self._options.development
        return problem(error, source, development=development, view=view)

    def _hello(self, message: Hello) -> list[Action]:
        if self._on_environment is not None:
            self._on_environment(message["environment"])
        missed = self._missed(message)
        if missed is not None:
            return self._resume(message["view"], message["seq"], missed)
        verdict: Verdict = "same" if self._was_mounted else "new"
        return self._join(message["view"], verdict)

    def _missed(self, message: Hello) -> list[Patches | Effect] | None:
        """List what a view that comes back has missed; None: it needs a mount."""
        view = self._views.get(message["view"])
        if view is None or not self._options.token or "epoch" not in message:
            return None
        if message["epoch"] != self.epoch or message["seq"] > self.seq:
            return None
        return self._outbox.since(message["seq"])

    def _resume(
        self, name: str, seq: int, missed: Sequence[Patches | Effect]
    ) -> list[Action]:
        self._views.connect(name, seq)
        mount = self._empty_mount(name, "resumed", seq)
        again: list[Action] = [Send(message, (name,)) for message in missed]
        known = (None if self._is_dirty else self._view_error) or self._announced
        if known is not None:
            again.append(Send(known, (name,)))
        here = [Send(mount, (name,)), *again, *self.flush()]
        return [*here, *self._whole_output(name)]

    def _empty_mount(self, view: str, verdict: Verdict, seq: int) -> Mount:
        mount: Mount = {
            "kind": "mount",
            "view": view,
            "version": VERSION,
            "verdict": verdict,
            "epoch": self.epoch,
            "seq": seq,
            "ack": self._views.add(view).n,
        }
        if self._options.token:
            mount["token"] = self._options.token
        return mount

    def _join(self, name: str, verdict: Verdict) -> list[Action]:
        """Mount a view on the tree as it is now, and bring the others there first."""
        is_only = len(self._views) == int(self._views.get(name) is not None)
        # What the others are sent is not for this one: it gets the whole tree.
        self._views.add(name).is_connected = False
        actions = self.flush()
        if is_only:
            # Nobody could come back to what was before.
            self._outbox.clear(self.seq)
        self._was_mounted = True
        self._views.connect(name, self.seq)
        mount = self._empty_mount(name, verdict, self.seq)
        mount["runs"] = self._tree.runs()
        mount["html"] = self._tree.html()
        mount["css"] = self._tree.rules()
        self._mount_length = length(mount["html"])
        # The mount must not undo an error that the view is to show.
        others = [action for action in actions if not _is_error(action)]
        errors = [action for action in actions if _is_error(action)]
        known = self._view_error or self._announced
        if known is not None and not errors:
            errors = [Send(known, (name,))]
        output = self._whole_output(name)
        return [*others, Send(mount, (name,)), *output, *errors]

    def _applied(self, name: str, epoch: int, seq: int) -> list[Action]:
        """Note what a view has applied; one that was left behind gets its mount."""
        if epoch == self.epoch:
            if self._views.apply(name, seq):
                return self._join(name, "same")
            # Not at each event: looking costs more than a few messages.
            if len(self._outbox) > ACK_EVERY:
                self._outbox.release(self._views.applied)
        return []

    def _log(self, message: Patches | Effect) -> None:
        if self._options.token:
            self._outbox.add(message, self._mount_length)

    def _event(self, message: EventMessage) -> list[Action]:
        name = message["view"]
        view = self._views.get(name)
        if view is None or message["n"] > view.n + 1:
            # A view of another life, or one whose events got lost on the way: it
            # learns where counting stands and sends again.
            return self._join(name, "same")
        if message["n"] <= view.n:
            logger.info("client.event: %s sent event %d again", name, message["n"])
            return []
        self._views.take_in(name, message["n"])
        if message["epoch"] != self.epoch:
            logger.info("client.event: %s is of epoch %d", name, message["epoch"])
            return self.flush()
        caught_up = self._applied(name, message["epoch"], message["seq"])
        return [*caught_up, *self._act_on(name, message["data"])]

    def _act_on(self, name: str, data: EventData) -> list[Action]:
        if data["id"] == 0:
            return self._act_on_view(data)
        node = self._tree.nodes.get(data["id"])
        listener = node.listeners.get(data["type"]) if node and node.listeners else None
        if node is None or listener is None:
            logger.info("client.event: node %(id)d has no %(type)s", data)
            return self.flush()
        self._fields.take(node, data["type"], data["payload"])
        payload = data["payload"]
        if isinstance(listener, Reaction):
            return self._react(name, node, listener, data)
        try:
            if data["type"] == "files" and self._on_files is not None:
                event = self._on_files(name, payload)
            else:
                decode = listener.decode
                fields = payload if decode is None else decode(payload)
                event = parse_event(listener.event_type, fields)
        except Exception as error:  # noqa: BLE001 - a payload may hold anything
            logger.warning("client.event: %s refused: %s", listener.name, error)
            return self.flush()
        return [Call(listener, event, name)]

    def _react(
        self, name: str, node: Node, reaction: Reaction, data: EventData
    ) -> list[Action]:
        """Let a widget do its own part in an event."""
        try:
            reply = reaction.react(node, data["payload"], name)
            calls = [
                Call(listener, parse_event(listener.event_type, fields), name)
                for listener, fields in reply.calls
            ]
        except (KeyError, TypeError, ValueError) as error:
            widget = type(reaction.widget).__name__
            logger.warning(
                "client.event: %s of %s refused: %s", data["type"], widget, error
            )
            return self.flush()
        except AppError as error:
            return [*self.flush(), Send(self.failure(error, "handler", name), (name,))]
        for changed in reply.changed:
            self._tree.touch(changed)
            self._is_dirty = True
        actions: list[Action] = list(calls) if calls else self.flush()
        if reply.focus is not None:
            actions += self.effect("focus", {"id": reply.focus.id}, name)
        return actions

    def _act_on_view(self, data: EventData) -> list[Action]:
        """Take in what happened to the view itself, which is node 0."""
        payload = data["payload"]
        try:
            if data["type"] == "environment" and self._on_environment is not None:
                self._on_environment(parse_environment(payload))
            elif data["type"] == "clear-output":
                self._output.clear()
            elif data["type"] == "navigate" and self._on_navigate is not None:
                self._on_navigate(str(payload["url"]))
            elif data["type"] == "dismiss" and self._on_dismiss is not None:
                self._on_dismiss(str(payload["overlay"]))
        except (KeyError, ValueError, ProtocolError) as error:
            logger.warning("client.event: %s refused: %s", data["type"], error)
        return self.flush()

    def _update(self) -> list[Op]:
        scene = self._scene()
        context = Context(scene.theme, dark=scene.dark, address_of=self._address_of)
        # The first tree is the empty one of a session that showed nothing yet.
        previous = self._tree.root if self._tree.root.children else None
        attributes = {"dir": "rtl" if scene.is_rtl else "ltr"}
        if scene.language:
            attributes["lang"] = scene.language
        with scene.surround():
            root = lower_scene(
                scene.root, scene.overlays, context, previous, attributes
            )
        return self._tree.update(root)

    def _scene(self) -> Scene:
        try:
            return self._render()
        except AppError:
            raise
        except APP_RAISES as error:
            raise ViewError(
                f"the view failed: {headline(error)}",
                "Mend the view; the last picture stays until it works again.",
            ) from error


def _is_error(action: Action) -> bool:
    return isinstance(action, Send) and action.message["kind"] == "error"
