"""Overlays that the user wants away."""

from __future__ import annotations

from typing import Any

import pytest
from tempest_core import Text

from tempestweb import App
from tests.support.rig import Rig, show


def test_an_overlay_without_a_handler_of_its_own_goes_when_the_user_wants() -> None:
    app = App(None, lambda _: Text(content="view"))
    client, _ = show(app)
    first = app.show_menu(Text(content=" one"))
    app.show_menu(Text(content=" two"))

    client.event_at(0, "dismiss", overlay=first)

    assert client.root.all_text == "view two"


@pytest.mark.parametrize("payload", [{}, {"overlay": "nobody"}, {"overlay": 7}])
def test_an_overlay_that_is_not_there_is_no_error(payload: dict[str, Any]) -> None:
    app = App(None, lambda _: Text(content="view"))
    client, _ = show(app)
    app.show_menu(Text(content=" one"))

    client.event_at(0, "dismiss", **payload)

    assert client.root.all_text == "view one"
    assert client.acked == client.n == 1


def test_a_session_that_has_no_overlays_takes_no_notice() -> None:
    client = Rig(lambda: Text(content="view")).show()

    client.event_at(0, "dismiss", overlay="x")

    assert client.acked == client.n == 1
