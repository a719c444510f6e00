"""The session: one live UI. Messages in, messages out, and no I/O.

A session is told what a client sent (:meth:`Session.receive`) and when the app's state
may have changed (:meth:`Session.invalidate`), and answers with actions: messages to
send, and handlers to call. It knows neither threads nor loops nor transports; the
driver does, and calls it from one place at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tempest_core import Event, Theme, Widget, parse_event

from tempestweb.dom.lower import Context, lower_scene
from tempestweb.dom.node import Listener, Node
from tempestweb.dom.tree import LiveTree
from tempestweb.errors import AppError, ViewError
from tempestweb.protocol import (
    VERSION,
    ClientMessage,
    Environment,
    ErrorMessage,
    ErrorSource,
    EventMessage,
    Hello,
    Mount,
    Op,
    Patches,
    ServerMessage,
    UpdateOp,
    Verdict,
)
from tempestweb.reports import headline, report

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the app wants shown now.

    Attributes:
        root: The view's widget tree.
        overlays: From bottom to top: id, widget, and whether it bars what is below.
        theme: With a mode of LIGHT or DARK.
        dark: Whether the scene is dark.
        language: What its text is written in, BCP 47; empty if nobody said.
        is_rtl: Whether it runs from right to left.
    """

    root: Widget
    overlays: Sequence[tuple[str, Widget, bool]]
    theme: Theme
    dark: bool
    language: str = ""
    is_rtl: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message: to one view, or to all where `view` is None."""

    message: ServerMessage
    view: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Call a handler, then flush."""

    listener: Listener
    event: Event
    view: str


Action = Send | Call


@dataclass(slots=True)
class _View:
    """What the session knows of one view: the last event taken in."""

    n: int = 0


class Session:
    """One live UI: node tree, handlers, sequence numbers, views.

    Args:
        render: Makes the scene; may raise whatever the app's view raises.
        epoch: The first epoch; differs between sessions that could be confused.
        on_environment: Told what a view reports of its surroundings, before it is
            mounted.
        development: Whether errors carry their traceback to the page.
    """

    def __init__(
        self,
        render: Callable[[], Scene],
        *,
        epoch: int,
        on_environment: Callable[[Environment], None] | None = None,
        development: bool = True,
    ) -> None:
        self.epoch = epoch
        self.seq = 0
        self._render = render
        self._on_environment = on_environment
        self._development = development
        self._views: dict[str, _View] = {}
        self._tree = LiveTree(Node("div", "tw-scene"))
        self._is_dirty = True
        self._was_mounted = False
        self._acks: dict[str, int] = {}
        # What views show in fields since they reported it, by node id and attribute.
        self._reported: dict[tuple[int, str], str | None] = {}
        # What is wrong with the view now; a view that joins is told too.
        self._view_error: ErrorMessage | None = None

    @property
    def tree(self) -> LiveTree:
        """The tree as the views have it."""
        return self._tree

    @property
    def has_views(self) -> bool:
        """Whether anybody looks."""
        return bool(self._views)

    @property
    def is_flush_due(self) -> bool:
        """Whether a flush would do anything."""
        return bool(self._acks) or (self._is_dirty and bool(self._views))

    def invalidate(self) -> None:
        """Note that the scene may have changed."""
        self._is_dirty = True

    def receive(self, message: ClientMessage) -> list[Action]:
        """Take in a client's message."""
        match message["kind"]:
            case "hello":
                return self._hello(message)
            case "event":
                return self._event(message)
            case "ack":
                return []
            case "resync":
                return self._join(message["view"], "same")
            case "bye":
                self._views.pop(message["view"], None)
                self._acks.pop(message["view"], None)
                return []

    def flush(self) -> list[Action]:
        """Bring every view up to the app's state; acknowledge what was taken in.

        Returns:
            At most one `patches` message, and an `error` where the view failed.
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
            except Exception as failure:  # noqa: BLE001 - a view may raise anything
                error = self._view_error = self.failure(failure, "view")
        ops += self._corrections(ops)
        css = self._tree.new_rules()
        if ops or css or self._acks or has_recovered:
            self.seq += 1
            patches: Patches = {
                "kind": "patches",
                "epoch": self.epoch,
                "seq": self.seq,
                "ack": self._acks,
                "data": ops,
                "css": css,
            }
            if has_recovered:
                patches["recovered"] = True
            self._acks = {}
            actions.append(Send(patches))
        if error is not None:
            actions.append(Send(error))
        return actions

    def failure(
        self, error: BaseException, source: ErrorSource, view: str | None = None
    ) -> ErrorMessage:
        """Describe a failure for the page, and log it."""
        told = report(error)
        logger.error(
            "%s [%s] %s", told.code, told.reference, told.title, exc_info=error
        )
        message: ErrorMessage = {
            "kind": "error",
            "code": told.code,
            "title": told.title,
            "hint": told.hint,
            "source": source,
        }
        if self._development:
            message["detail"] = told.detail
        else:
            message["reference"] = told.reference
            if not isinstance(error, AppError) or error.__cause__ is not None:
                message["title"] = "Something went wrong in this app."
        if view is not None:
            message["view"] = view
        return message

    def _hello(self, message: Hello) -> list[Action]:
        if self._on_environment is not None:
            self._on_environment(message["environment"])
        verdict: Verdict = "same" if self._was_mounted else "new"
        return self._join(message["view"], verdict)

    def _join(self, view: str, verdict: Verdict) -> list[Action]:
        """Mount a view on the tree as it is now, and bring the others there first."""
        self._views.setdefault(view, _View())
        self._acks.pop(view, None)
        actions = self.flush()
        if len(self._views) == 1:
            # Nobody else to bring up to date, and this view gets the whole tree.
            actions = [a for a in actions if not _is_patches(a)]
        self._was_mounted = True
        mount: Mount = {
            "kind": "mount",
            "view": view,
            "version": VERSION,
            "verdict": verdict,
            "epoch": self.epoch,
            "seq": self.seq,
            "runs": self._tree.runs(),
            "html": self._tree.html(),
            "css": self._tree.rules(),
            "ack": self._views[view].n,
        }
        # The new view knows no earlier message, and the mount must not undo an error
        # that it is to show.
        others = [action for action in actions if _is_patches(action)]
        errors = [action for action in actions if not _is_patches(action)]
        if self._view_error is not None and not errors:
            errors = [Send(self._view_error, view)]
        return [*others, Send(mount, view), *errors]

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
        view.n = message["n"]
        self._acks[name] = view.n
        if message["epoch"] != self.epoch:
            logger.info("client.event: %s is of epoch %d", name, message["epoch"])
            return self.flush()
        data = message["data"]
        node = self._tree.nodes.get(data["id"])
        listener = node.listeners.get(data["type"]) if node and node.listeners else None
        if node is None or listener is None:
            logger.info("client.event: node %(id)d has no %(type)s", data)
            return self.flush()
        self._take_report(node, data["type"], data["payload"])
        payload = data["payload"]
        try:
            fields = payload if listener.decode is None else listener.decode(payload)
            event = parse_event(listener.event_type, fields)
        except Exception as error:  # noqa: BLE001 - a payload may hold anything
            logger.warning("client.event: %s refused: %s", listener.name, error)
            return self.flush()
        return [Call(listener, event, name)]

    def _take_report(self, node: Node, type_: str, payload: dict[str, Any]) -> None:
        """Remember what a field of the view shows now."""
        if type_ not in {"input", "change"}:
            return
        checked = payload.get("checked")
        value = payload.get("value")
        if isinstance(checked, bool):
            self._reported[node.id, "checked"] = "" if checked else None
        elif isinstance(value, str):
            self._reported[node.id, "value"] = value

    def _update(self) -> list[Op]:
        scene = self._scene()
        context = Context(scene.theme, dark=scene.dark)
        # The first tree is the empty one of a session that showed nothing yet.
        previous = self._tree.root if self._tree.root.children else None
        attributes = {"dir": "rtl" if scene.is_rtl else "ltr"}
        if scene.language:
            attributes["lang"] = scene.language
        root = lower_scene(scene.root, scene.overlays, context, previous, attributes)
        return self._tree.update(root)

    def _scene(self) -> Scene:
        try:
            return self._render()
        except AppError:
            raise
        except Exception as error:
            raise ViewError(
                f"the view failed: {headline(error)}",
                "Mend the view; the last picture stays until it works again.",
            ) from error

    def _corrections(self, ops: Sequence[Op]) -> list[Op]:
        """Update the fields whose report the app did not take over.

        Args:
            ops: The ops of the same frame; what they set needs no correction.
        """
        if not self._reported:
            return []
        done = {
            (op["id"], name)
            for op in ops
            if op["op"] == "update"
            for name in op.get("attributes", ())
        }
        corrections: list[Op] = []
        for (node_id, name), shown in self._reported.items():
            node = self._tree.nodes.get(node_id)
            if node is None or (node_id, name) in done:
                continue
            wanted = node.attributes.get(name)
            if name == "value":
                wanted, shown = wanted or "", shown or ""
            if wanted != shown:
                attributes = {name: wanted}
                update: UpdateOp = {
                    "op": "update",
                    "id": node_id,
                    "attributes": attributes,
                }
                corrections.append(update)
        self._reported = {}
        return corrections


def _is_patches(action: Action) -> bool:
    return isinstance(action, Send) and action.message["kind"] == "patches"
