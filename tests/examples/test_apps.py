"""Each example answers what a person does with it."""

from __future__ import annotations

import asyncio

from tests.support.examples import Visit, visit

DEADLINE_SECONDS = 20.0
"""For an answer of about a second."""


def test_the_list_of_things_to_do_takes_tasks_and_shows_a_part_of_them() -> None:
    with visit("todo") as visited:
        visited.type("draft", "Sleep")
        visited.send_form()
        assert visited.text("left") == "3 left"
        visited.tick("task-4")
        assert visited.text("left") == "2 left"
        visited.click("clear")
        assert {"task-1", "task-4"}.isdisjoint(visited.keys())


def test_the_table_is_filtered_sorted_and_turned() -> None:
    with visit("table") as visited:
        visited.click("table-next")
        assert "page 2" in visited.text("table")
        visited.click("table-th-3")
        assert "page 1" in visited.text("table")
        visited.type("query-input", "oslo")
        assert visited.text("count").startswith("3 of")
        visited.type("query-input", "nowhere")
        assert "No such station" in visited.client.root.all_text


def test_a_card_moves_from_column_to_column() -> None:
    with visit("kanban") as visited:
        assert "Draw the map" in visited.text("column-0")
        visited.client.event("column-2", "dropped", data="2", x=5, y=5)
        visited.expect_no_error()
        assert "Draw the map" in visited.text("column-2")
        visited.click("move-2-1")
        assert "Draw the map" in visited.text("column-1")


def test_a_step_of_the_form_is_left_only_when_all_in_it_is_right() -> None:
    with visit("form_wizard") as visited:
        visited.type("name", "Ada")
        visited.type("email", "ada")
        visited.send_form(name="Ada", email="ada")
        assert visited.text("step") == "You"
        assert "An address" in visited.client.root.all_text
        visited.type("email", "ada@example.org")
        visited.send_form(name="Ada", email="ada@example.org")
        assert visited.text("step") == "Your stay"
        visited.click("back")
        assert "ada@example.org" in str(visited.client.root.find("email"))


def test_the_log_is_searched() -> None:
    with visit("logs") as visited:
        assert visited.text("count") == "100,000 lines"
        visited.type("query-input", "mail: wrote 7 rows")
        count = int(visited.text("count").split()[0].replace(",", ""))
        assert 0 < count < 1000


def test_an_answer_comes_word_by_word() -> None:
    async def ask(visited: Visit) -> list[str]:
        visited.client.event("ask-Tell me about rain", "click", x=1, y=1)
        texts = [visited.text("messages")]
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not texts[-1].endswith("afternoon."):
                await asyncio.sleep(0)
                texts.append(visited.text("messages"))
        return texts

    with visit("chat") as visited:
        texts = asyncio.run(ask(visited))
        visited.expect_no_error()

    assert len(set(texts)) > 5


def test_the_settings_are_followed_at_once() -> None:
    with visit("settings") as visited:
        visited.type("name", "Grace")
        assert visited.text("hello") == "Hello, Grace!"
        visited.click("language-item-2")
        assert visited.client.root.attributes["dir"] == "rtl"
        assert visited.text("title") == "الإعدادات"


def test_the_dashboard_follows_region_and_span() -> None:
    with visit("dashboard") as visited:
        whole = visited.text("Revenue")
        visited.click("region-item-1")
        assert visited.text("Revenue") != whole
        assert visited.text("Strongest").endswith("North")
