from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from tests.server.rig import Running


def _figures(text: str) -> dict[str, float]:
    return {
        sample.name: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.labels
    }


def test_a_server_that_runs_is_alive_and_ready(server: Running) -> None:
    visitor = server.visitor()

    assert visitor.get("healthz").status == 200
    assert visitor.get("readyz").status == 200
    assert len(server.host.sessions) == 0


def test_a_server_that_stops_is_alive_but_not_ready(server: Running) -> None:
    visitor = server.visitor()
    server.do(lambda: setattr(server.host, "is_stopping", True))

    assert visitor.get("healthz").status == 200
    assert visitor.get("readyz").status == 503
    assert visitor.get().status == 503


def test_the_figures_say_what_goes_on(server: Running) -> None:
    visitor = server.visitor()
    tab = visitor.open()
    tab.click("up")
    visitor.get()

    figures = _figures(visitor.get("metrics").text)

    assert figures["tempestweb_sessions"] == 2
    assert figures["tempestweb_connections"] == 1
    assert figures["tempestweb_messages_total"] == 2
    assert figures["tempestweb_message_seconds_count"] == 1
    assert figures["tempestweb_workers"] >= 1
