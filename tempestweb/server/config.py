"""What can be configured of any server that hosts apps, ours or Jupyter's."""

from __future__ import annotations

from traitlets import Bool, Float, Integer, Unicode
from traitlets.config import Configurable

from tempestweb.transfers import MAX_UPLOAD


class TempestwebHosting(Configurable):
    """How sessions are kept, and what a client may do."""

    session_ttl = Float(
        600.0, min=0, help="Seconds that a session waits for its page to come back."
    ).tag(config=True)
    unclaimed_ttl = Float(
        30.0, min=0, help="Seconds that a session waits for its page to connect at all."
    ).tag(config=True)
    max_sessions = Integer(
        1000, min=1, help="Sessions that may live at a time; beyond, pages say 503."
    ).tag(config=True)
    max_message_size = Integer(
        1024 * 1024, min=1024, help="Bytes that one message of a page may have."
    ).tag(config=True)
    max_upload = Integer(
        MAX_UPLOAD, min=1, help="Bytes that a user may give an app at once."
    ).tag(config=True)
    max_rate = Float(
        200.0,
        min=1,
        help="Messages a second that one page may send for long; beyond, it is "
        "disconnected.",
    ).tag(config=True)
    max_burst = Integer(
        400, min=1, help="Messages that one page may send at once."
    ).tag(config=True)
    max_queue = Integer(
        1000, min=1, help="Messages of a session that may wait for a busy handler."
    ).tag(config=True)
    max_unread = Integer(
        16 * 1024 * 1024,
        min=1024,
        help="Characters that may wait for a page that reads slowly; beyond, it is "
        "disconnected.",
    ).tag(config=True)
    max_workers = Integer(
        256, min=1, help="Threads that may run handlers at a time."
    ).tag(config=True)
    max_loops = Integer(
        64,
        min=1,
        help="Event loops, each a thread, that async handlers may have at a time. "
        "Sessions beyond share them: one that blocks in `async def` holds up those.",
    ).tag(config=True)
    stuck_after = Float(
        10.0, min=0, help="Seconds after which a running handler is logged as stuck."
    ).tag(config=True)
    pwa = Bool(
        True,
        help="Whether pages can be installed, and keep a service worker for a reload "
        "that finds no server.",
    ).tag(config=True)
    development = Bool(
        False, help="Whether pages show tracebacks, or a reference to the log only."
    ).tag(config=True)
    frame_ancestors = Unicode(
        "'self'",
        help="Which pages may show apps in a frame, as in the CSP directive "
        "`frame-ancestors`.",
    ).tag(config=True)
