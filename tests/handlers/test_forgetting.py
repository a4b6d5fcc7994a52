from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.answers import Answer, Replace, Say, Update
from tests.handlers.happening import Happening
from tests.handlers.room import Room

PACTS = "Publish the contract before you deploy. We had two outages."


def said(answer: Answer) -> str:
    """Give all the words of an answer to one person."""
    if isinstance(answer, Update):
        return str(answer.modal.payload)
    assert isinstance(answer, Say | Replace)
    return f"{answer.message.text} {answer.message.blocks}"


async def test_what_is_kept_is_counted_and_the_newest_lessons_are_named(room: Room) -> None:
    await room.react("ana", room.say("ben", PACTS))

    kept = said(await room.command("ben", "forget-me"))

    assert "Your name, Ben" in kept
    assert "Lessons you wrote: 1" in kept
    assert "#1 Publish the contract before you deploy" in kept
    assert "lessons you wrote" not in said(await room.command("ana", "forget-me"))


async def test_words_from_a_room_somebody_left_are_counted_but_not_shown(room: Room) -> None:
    await room.react("ana", room.say("ben", PACTS))

    await room.write(
        lambda stores: stores.lessons.update(
            replace(stores.lessons.some([1])[1], closed_in="G0ELSEWHERE", title="Secret title")
        )
    )

    kept = said(await room.command("ben", "forget-me"))

    assert "Lessons you wrote: 1" in kept
    assert "Secret title" not in kept


@pytest.mark.parametrize(("chosen", "left"), [("words", ""), ("name", "We had two outages")])
async def test_what_was_chosen_is_erased_and_the_card_shows_what_is_left(room: Room, chosen: str, left: str) -> None:
    message = room.say("ben", PACTS)
    await room.react("ana", message)
    await room.deliver()

    done = said(await room.submit("ben", "forget.me", what=chosen))
    await room.deliver()

    assert "1 lesson" in done
    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.author_id, lesson.author_name) == (None, "")
    assert left in f"{lesson.title} {lesson.learnt}"
    [card] = room.thread(message)
    assert "Ben" not in f"{card.text} {card.blocks}"
    assert ("taken back" in card.text) is (chosen == "words")
    assert "I keep nothing about you" in said(await room.command("ben", "forget-me"))


async def test_a_card_on_its_way_is_not_sent_any_more(room: Room) -> None:
    message = room.say("ben", PACTS)
    await room.react("ana", message)

    await room.submit("ben", "forget.me", what="words")
    await room.deliver()

    assert room.thread(message) == []


async def test_who_is_forgotten_can_begin_anew(room: Room) -> None:
    await room.react("ana", room.say("ben", PACTS))
    await room.submit("ben", "forget.me", what="words")

    await room.react("ana", room.say("ben", "Freeze the clock in the test."))

    lesson = await room.lesson(2)
    assert lesson is not None
    assert lesson.author_name == "Ben"
    assert "Lessons you wrote: 1" in said(await room.command("ben", "forget-me"))


@pytest.mark.parametrize("chosen", ["words", "name"])
async def test_a_forgotten_message_that_is_marked_again_brings_nothing_back(room: Room, chosen: str) -> None:
    message = room.say("ben", PACTS)
    await room.react("ana", message)
    await room.deliver()
    await room.submit("ben", "forget.me", what=chosen)
    before = await room.lesson(1)

    await room.react("caro", message)
    await room.deliver()

    assert await room.lesson(1) == before
    assert await room.lesson(2) is None


@pytest.mark.parametrize(("chosen", "left"), [("words", ""), ("name", "Publish the pact after the deploy.")])
async def test_an_unnamed_lesson_follows_its_message_and_an_emptied_one_does_not(
    room: Room, chosen: str, left: str
) -> None:
    happening = Happening(room)
    message = room.say("ben", PACTS)
    await room.react("ana", message)
    await room.submit("ben", "forget.me", what=chosen)

    room.wait(timedelta(seconds=1))
    room.workspace.edit(
        room.person("ben"), room.channel("birds").id, message.ts, text="Publish the pact after the deploy."
    )
    await happening.hear_all()

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.learnt == left
    assert (lesson.author_id, lesson.author_name) == (None, "")

    room.wait(timedelta(seconds=1))
    room.workspace.delete(room.person("ben"), room.channel("birds").id, message.ts)
    await happening.hear_all()

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.learnt == ""
    assert "I keep nothing about you" in said(await room.command("ben", "forget-me"))
