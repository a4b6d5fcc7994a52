from dataclasses import replace

from community.lessons import Found, Lesson
from handlers.blocks import lessons
from tests import some


def test_the_card_says_number_title_and_community_in_words_that_stand_alone() -> None:
    card = lessons.card(some.lesson(), some.community())

    assert card.text == "Lesson #42: Publish the contract before you deploy. Learnt by Ben."
    assert card.blocks[0]["text"]["text"] == "💡 *#42 Publish the contract before you deploy* · Contract testing"
    assert [button["text"]["text"] for button in card.blocks[-1]["elements"]] == ["Edit", "Withdraw", "Show"]


def test_a_title_cannot_format_the_card_or_mention_anybody() -> None:
    card = lessons.card(some.lesson(title="*Ask* <!channel> & @here"), None)

    headline = card.blocks[0]["text"]["text"]
    assert "&lt;!channel&gt; &amp; @\u2060here" in headline
    assert headline.count("*") - headline.count("\u2060*\u2060") == 2


def test_the_card_of_a_lesson_that_was_taken_back_repeats_nothing_of_it() -> None:
    card = lessons.card(replace(some.lesson(), withdrawn_at=some.NOW), some.community())

    shown = f"{card.text} {card.blocks}"
    assert "#42 was taken back" in shown
    assert "contract" not in shown.casefold()
    assert "Ben" not in shown


def test_a_lesson_is_shown_with_its_thread_and_where_it_was_said() -> None:
    lesson = replace(some.lesson(text="Publish first.\nThen deploy."), context="Why did it break?")

    shown = lessons.one(lesson, None, can_change=False)

    said = str(shown.blocks)
    assert "In answer to:" in said
    assert ">Why did it break?" in said
    assert "Publish first.\\nThen deploy." in said
    assert "<#C0COP>" in said
    assert "|Go to the message>" in said


def test_a_lesson_of_ones_own_hand_is_shown_with_what_happened_and_no_link() -> None:
    lesson = replace(some.lesson(), source=None, context="Two outages")

    said = str(lessons.one(lesson, None, can_change=False).blocks)

    assert "What happened:" in said
    assert "Go to the message" not in said


def test_three_thousand_characters_are_shown_whole() -> None:
    text = "Ask & wait. " * 250

    shown = lessons.one(some.lesson(text=text), None, can_change=False)

    said = "".join(block["text"]["text"] for block in shown.blocks if block["type"] == "section")
    assert said.count("Ask &amp; wait.") == 250


def _found(count: int, total: int) -> Found:
    found: list[Lesson] = [some.lesson(number) for number in range(1, count + 1)]
    return Found(found, total)


def test_a_page_says_which_it_is_and_carries_what_was_looked_for() -> None:
    shown = lessons.results("pact broker", _found(5, 12), {}, page=1)

    turns = {button["action_id"]: button.get("value") for button in shown.blocks[-1]["elements"]}
    assert "page 2 of 3" in shown.blocks[0]["text"]["text"]
    assert turns == {"lesson.earlier": "0 pact broker", "lesson.more": "2 pact broker", "lesson.add": None}


def test_all_on_one_page_needs_no_turning() -> None:
    shown = lessons.results("pact", _found(1, 1), {}, page=0)

    assert shown.blocks[0]["text"]["text"] == "*1 lesson about “pact”*"
    assert [button["action_id"] for button in shown.blocks[-1]["elements"]] == ["lesson.add"]


def test_the_choice_starts_with_the_chosen_community_then_ones_own_then_the_others() -> None:
    apples, birds, cats = (some.community(number, topic=topic) for number, topic in enumerate("ABC", start=1))

    chosen = lessons.choices([birds], [apples, birds, cats], 3)

    assert [community.topic for community in chosen] == ["C", "B", "A"]
