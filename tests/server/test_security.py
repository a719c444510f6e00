from __future__ import annotations

import pytest

from tempestweb.server.security import Origins, TokenBucket, page_headers

HERE = {"Host": "app.example:8000"}


@pytest.mark.parametrize(
    ("headers", "is_allowed"),
    [
        ({}, True),
        ({"Origin": "http://app.example:8000"}, True),
        ({"Origin": "HTTP://APP.example:8000"}, True),
        ({"Origin": "http://app.example"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://app.example:8000"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://good.example"}, True),
        ({"Origin": "https://good.example"}, True),
        ({"Origin": "http://good.example"}, False),
    ],
)
def test_only_pages_of_the_same_origin_or_an_allowed_one_may(
    headers: dict[str, str], is_allowed: bool
) -> None:
    origins = Origins(frozenset({"https://good.example/"}))

    assert origins.allow_origin(HERE | headers) is is_allowed


def test_every_origin_can_be_allowed() -> None:
    origins = Origins(frozenset({"*"}), is_local=True)

    assert origins.allow_origin({"Origin": "http://any.example"})
    assert origins.allow_host("any.example")


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("app.localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("127.9.9.9", True),
        ("[::1]:8000", True),
        ("good.example", True),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("192.168.1.1", False),
        ("", False),
    ],
)
def test_a_local_server_is_known_by_local_names(host: str, is_allowed: bool) -> None:
    origins = Origins(frozenset({"https://good.example"}), is_local=True)

    assert origins.allow_host(host) is is_allowed


def test_a_public_server_is_known_by_any_name() -> None:
    assert Origins().allow_host("evil.example")


def test_a_bucket_gives_a_burst_and_then_a_rate() -> None:
    now = 0.0
    bucket = TokenBucket(10.0, 3, clock=lambda: now)

    burst = [bucket.take() for _ in range(4)]
    now = 0.1
    later = [bucket.take() for _ in range(2)]
    now = 1000.0
    refilled = [bucket.take() for _ in range(4)]

    assert burst == [True, True, True, False]
    assert later == [True, False]
    assert refilled == [True, True, True, False]


def test_scripts_are_never_inline() -> None:
    headers = page_headers("n0nce", frame_ancestors="*", sockets="ws://x")
    policy = headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert "style-src 'self' 'nonce-n0nce';" in policy
    assert "connect-src 'self' ws://x;" in policy
    assert policy.endswith("frame-ancestors *")
