from dataclasses import replace

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
    lesson = replace(some.lesson(learnt="Publish first.\nThen deploy."), happened="Why did it break?")

    shown = lessons.one(lesson, None, can_change=False)

    said = str(shown.blocks)
    assert "In answer to:" in said
    assert ">Why did it break?" in said
    assert "Publish first.\\nThen deploy." in said
    assert "<#C0COP>" in said
    assert "|Go to the message>" in said


def test_a_lesson_of_ones_own_hand_is_shown_with_what_happened_and_no_link() -> None:
    lesson = replace(some.lesson(), source=None, happened="Two outages")

    said = str(lessons.one(lesson, None, can_change=False).blocks)

    assert "What happened:" in said
    assert "Go to the message" not in said


def test_three_thousand_characters_are_shown_whole() -> None:
    text = "Ask & wait. " * 250

    shown = lessons.one(some.lesson(learnt=text), None, can_change=False)

    said = "".join(block["text"]["text"] for block in shown.blocks if block["type"] == "section")
    assert said.count("Ask &amp; wait.") == 250


def test_the_choice_starts_with_the_chosen_community_then_ones_own_then_the_others() -> None:
    apples, birds, cats = (some.community(number, topic=topic) for number, topic in enumerate("ABC", start=1))

    chosen = lessons.choices([birds], [apples, birds, cats], 3)

    assert [community.topic for community in chosen] == ["C", "B", "A"]
