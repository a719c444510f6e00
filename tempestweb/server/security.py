"""What keeps others out: origins, headers of pages, rates."""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Origins:
    """Which pages may talk to the server, and under which names it is known.

    Attributes:
        allowed: More origins, such as `https://example.org`; `*` is every one.
        is_local: Whether it is known by names of this machine only. That keeps a page
            elsewhere from reaching it under a name of its own (DNS rebinding).
    """

    allowed: Collection[str] = field(default_factory=frozenset)
    is_local: bool = False

    def allow_origin(self, headers: Mapping[str, str]) -> bool:
        """Tell whether the page that sends a request may; a request of no page may."""
        site = headers.get("Sec-Fetch-Site")
        if site in {"same-origin", "none"}:
            return True
        origin = headers.get("Origin")
        if origin is None:
            return site is None
        if "*" in self.allowed or origin.lower() in self._lower:
            return True
        netloc = urlsplit(origin.lower()).netloc
        return site is None and netloc == headers.get("Host", "").lower()

    def allow_host(self, host: str) -> bool:
        """Tell whether the server answers under the name in a `Host` header."""
        if not self.is_local or "*" in self.allowed:
            return True
        if host.lower() in {urlsplit(origin).netloc for origin in self._lower}:
            return True
        name = re.sub(r":\d+$", "", host.lower()).strip("[]")
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def _lower(self) -> set[str]:
        return {origin.lower().rstrip("/") for origin in self.allowed}


def page_headers(nonce: str, *, frame_ancestors: str, sockets: str) -> dict[str, str]:
    """Return the security headers of a page.

    Args:
        nonce: What its `<style>` elements carry.
        frame_ancestors: Which pages may show it in a frame.
        sockets: Where its WebSockets connect to, as a CSP source.
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' 'nonce-{nonce}'",
        # A style attribute runs nothing; what a page is given passes through `dom`.
        "style-src-attr": "'unsafe-inline'",
        # Not every browser takes 'self' to include the WebSockets of the same place.
        "connect-src": f"'self' {sockets}",
        "img-src": "'self' data: blob: https: http:",
        "media-src": "'self' data: blob: https: http:",
        "font-src": "'self' data: https:",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-src": "https: http:",
        "frame-ancestors": frame_ancestors,
    }
    return {
        "Content-Security-Policy": "; ".join(f"{k} {v}" for k, v in policy.items()),
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Cache-Control": "no-store",
        **PLAIN_HEADERS,
    }


#: What every answer carries.
PLAIN_HEADERS = {"X-Content-Type-Options": "nosniff"}


class TokenBucket:
    """Counts what a client sends: a burst at once, then so many a second.

    Args:
        rate: How many a second.
        burst: How many at once.
        clock: Seconds that never go back.
    """

    def __init__(
        self,
        rate: float,
        burst: int,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = float(burst)
        self._at = clock()

    def take(self, cost: float = 1) -> bool:
        """Count one, or what costs as much of one; False if it is too much."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < cost:
            return False
        self._left -= cost
        return True
