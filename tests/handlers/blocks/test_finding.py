from community.lessons import Found, Lesson
from handlers.blocks import finding
from tests import some


def _found(count: int, total: int) -> Found:
    found: list[Lesson] = [some.lesson(number) for number in range(1, count + 1)]
    return Found(found, total)


def test_a_page_says_which_it_is_and_carries_what_was_looked_for() -> None:
    shown = finding.results("pact broker", _found(5, 12), {}, page=1)

    turns = {button["action_id"]: button.get("value") for button in shown.blocks[-1]["elements"]}
    assert "page 2 of 3" in shown.blocks[0]["text"]["text"]
    assert turns == {"lesson.earlier": "0 pact broker", "lesson.more": "2 pact broker", "lesson.add": None}


def test_all_on_one_page_needs_no_turning() -> None:
    shown = finding.results("pact", _found(1, 1), {}, page=0)

    assert shown.blocks[0]["text"]["text"] == "*1 lesson about “pact”*"
    assert [button["action_id"] for button in shown.blocks[-1]["elements"]] == ["lesson.add"]
