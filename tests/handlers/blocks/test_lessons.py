from dataclasses import replace

from community.lessons import Kind, Source
from community.teams import Team
from handlers.blocks import lessons
from tests import some


def test_the_card_says_number_title_and_community_in_words_that_stand_alone() -> None:
    card = lessons.card(some.lesson(), some.community())

    assert card.text == "Lesson #42: Publish the contract before you deploy. Learnt by Ben."
    assert card.blocks[0]["text"]["text"] == "💡 *#42 Publish the contract before you deploy* · Contract testing"
    *buttons, menu = card.blocks[-1]["elements"]
    assert [chosen["text"]["text"] for chosen in menu["options"]] == [
        "We adopted it",
        "We adapted it",
        "Not now",
        "Go see",
        "Show all of it",
    ]
    assert [button["text"]["text"] for button in buttons] == ["We'll try it", "Share", "Edit"]


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
    reply = Source("C0COP", "1785000000.000100", "1784000000.000100", "https://kestrel.slack.com/archives/C0COP/p1")
    lesson = replace(some.lesson(learnt="Publish first.\nThen deploy."), happened="Why did it break?", source=reply)

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


def test_a_lesson_is_shown_with_all_it_is_filed_under() -> None:
    lesson = replace(
        some.lesson(), to_try="Run can-i-deploy", kind=Kind.DEFINITION_OF_DONE, tags=("pacts", "ci"), builds_on=17
    )
    team = Team("kestrel", "Kestrel", "U0BEN", some.NOW, 3)

    shown = lessons.one(lesson, None, can_change=False, team=team, spread="Heron tries it")

    said = str(shown.blocks)
    assert "What to try:" in said
    assert ">Run can-i-deploy" in said
    assert "Learnt by Ben (team Kestrel)" in said
    assert "Definition of Done · #pacts · #ci · builds on #17" in said
    assert "On its way: Heron tries it." in said


def test_who_wants_no_name_there_has_none() -> None:
    unnamed = some.lesson(author_name="")

    assert lessons.learnt_by(unnamed, "Kestrel") == "Learnt by team Kestrel"
    assert lessons.learnt_by(unnamed, "") == ""
    assert "Learnt by someone" in lessons.card(unnamed, None).text


def test_a_lesson_of_a_closed_room_offers_nothing_that_would_take_it_out() -> None:
    closed = replace(some.lesson(), closed_in="C0COP")

    for shown in (lessons.card(closed, None), lessons.one(closed, None, can_change=True)):
        assert "spread." not in str(shown.blocks)
        assert "travels." not in str(shown.blocks)


def test_what_happened_to_the_message_is_said() -> None:
    changed = replace(some.lesson(), source_changed_at=some.NOW)
    gone = replace(changed, source_gone_at=some.NOW)

    assert "The message was changed since." in str(lessons.card(changed, None).blocks)
    assert "The message was deleted since." in str(lessons.one(gone, None, can_change=False).blocks)
    assert "Go to the message" not in str(lessons.one(gone, None, can_change=False).blocks)
