from typing import Any

import pytest

from community.lessons import Words
from community.suggestions import MOST_WAITING, NobodyThere, NothingLearnt, NotYourSuggestion, TooManyWaiting
from handlers.answers import Errors, Open, Replace, Update
from handlers.payloads import pack
from handlers.suggestions import suggest
from tests.handlers.room import Room

DRAFT = Words(title="Warm the cache", happened="Builds were slow.", learnt="Warm it on main only.", to_try="Try it.")


async def drafted(room: Room, name: str = "ben", words: Words = DRAFT) -> None:
    await suggest(room.deps(), room.person(name), words)
    await room.deliver()


async def kept(room: Room) -> int:
    return await room.read(lambda stores: stores.lessons.count(rooms=frozenset()))


def inputs(opened: Any) -> dict[str, str]:
    return {
        block["block_id"]: block["element"].get("initial_value", "")
        for block in opened.modal.payload["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    }


async def test_a_draft_is_shown_to_its_person_alone_and_is_no_lesson(room: Room) -> None:
    await drafted(room)

    rooms = [one for one in room.workspace.channels.values() if one.messages]
    assert [(one.is_im, room.person("ben") in one.members) for one in rooms] == [(True, True)]
    assert await kept(room) == 0


async def test_its_person_sees_every_word_changes_what_they_like_and_keeps_it(room: Room) -> None:
    await drafted(room)

    opened = await room.click("ben", "suggestion.review", 1)
    assert isinstance(opened, Open)
    typed = inputs(opened) | {"title": "Warm the build cache on main"}
    answer = await room.submit("ben", "suggestion.keep", pack(suggestion=1), **typed)

    assert isinstance(answer, Update)
    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.title, lesson.happened) == ("Warm the build cache on main", "Builds were slow.")
    assert (lesson.learnt, lesson.to_try) == ("Warm it on main only.", "Try it.")
    assert (lesson.author_id, lesson.captured_by) == (room.person("ben"),) * 2


async def test_of_a_draft_that_was_dropped_nothing_is_left(room: Room) -> None:
    await drafted(room)

    answer = await room.click("ben", "suggestion.drop", 1)

    assert isinstance(answer, Replace)
    assert await kept(room) == 0
    left = await room.read(lambda stores: stores.suggestions.get(1))
    assert left is not None
    assert left.words == Words(title="", learnt="")


@pytest.mark.parametrize("action", ["suggestion.review", "suggestion.drop"])
async def test_nobody_decides_on_somebody_elses_draft(room: Room, action: str) -> None:
    await drafted(room)

    with pytest.raises(NotYourSuggestion):
        await room.click("caro", action, 1)

    assert await room.read(lambda stores: stores.suggestions.waiting(room.person("ben"))) == 1


async def test_a_draft_becomes_one_lesson_however_often_it_is_kept(room: Room) -> None:
    await drafted(room)
    typed = {"title": "Warm", "learnt": "On main."}
    await room.submit("ben", "suggestion.keep", pack(suggestion=1), **typed)

    with pytest.raises(NotYourSuggestion):
        await room.submit("ben", "suggestion.keep", pack(suggestion=1), **typed)

    assert await kept(room) == 1


async def test_what_is_missing_is_said_and_the_draft_waits(room: Room) -> None:
    await drafted(room)

    answer = await room.submit("ben", "suggestion.keep", pack(suggestion=1), title="", learnt="x")

    assert isinstance(answer, Errors)
    assert await room.read(lambda stores: stores.suggestions.waiting(room.person("ben"))) == 1


async def test_nobody_is_flooded_with_drafts(room: Room) -> None:
    for _ in range(MOST_WAITING):
        await drafted(room)

    with pytest.raises(TooManyWaiting):
        await drafted(room)

    await room.click("ben", "suggestion.drop", 1)
    await drafted(room)


@pytest.mark.parametrize(
    "words", [Words(title="", learnt="x"), Words(title="x", learnt=" "), Words(title="x" * 81, learnt="x")]
)
async def test_a_draft_without_a_title_or_a_lesson_is_none(room: Room, words: Words) -> None:
    with pytest.raises(NothingLearnt):
        await drafted(room, words=words)

    assert await room.waiting() == 0


async def test_a_draft_for_nobody_here_is_refused(room: Room) -> None:
    with pytest.raises(NobodyThere):
        await suggest(room.deps(), "U0NOBODY", DRAFT)
