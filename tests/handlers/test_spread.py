from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from community.lessons import NoSuchLesson, TakenBack, withdraw
from handlers import spread
from handlers.answers import Errors, Open, Say, Update
from handlers.payloads import pack
from storage.database import Database
from storage.stores import Stores
from tests.handlers.room import Room
from tests.handlers.spreading import (
    answers,
    card,
    element,
    in_team,
    learnt,
    lesson,
    said_by,
    teams_of,
    view,
    words,
)

NUMBER = pack(number=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        yield made


async def test_a_team_tries_then_adopts_and_the_card_says_so_without_any_name_of_a_person(room: Room) -> None:
    message = await learnt(room)

    told = words(await room.click("caro", "spread.try", 1))
    await room.deliver()

    assert "Team Heron is trying *#1 Publish the contract before you deploy" in told
    assert "Heron tries it" in str(card(room, message).blocks)
    assert "Caro" not in str(card(room, message).blocks)
    await room.click("caro", "spread.adopted", 1)
    await room.deliver()
    assert "Adopted by Heron" in str(card(room, message).blocks)
    assert (await lesson(room)).adopters == 1


async def test_any_member_changes_the_answer_and_what_was_said_before_is_kept(room: Room) -> None:
    await learnt(room)
    await in_team(room, "ana", "Heron")

    await room.click("caro", "spread.adopted", 1)
    room.wait(timedelta(minutes=1))
    await room.submit("ana", "spread.not_now", NUMBER, words="The provider isn't ready.")

    assert await said_by(room) == {"Heron": "not now"}
    history = await room.read(lambda stores: stores.spread.all_adoptions())
    assert [one.answer.value for one in history] == ["adopted", "not now"]
    assert (await lesson(room)).adopters == 0


async def test_the_same_answer_again_is_no_news(room: Room) -> None:
    await learnt(room)
    await room.click("caro", "spread.try", 1)
    await room.deliver()

    told = words(await room.click("caro", "spread.try", 1))

    assert "had said so before" in told
    assert len(await room.read(lambda stores: stores.spread.all_adoptions())) == 1
    assert await room.waiting() == 0


async def test_its_own_team_is_told_kindly_that_it_counts_already(room: Room) -> None:
    await learnt(room)

    told = words(await room.click("ben", "spread.adopted", 1))

    assert "Your own team learnt lesson #1" in told
    assert "spread.share" in told
    assert await said_by(room) == {}
    assert "Your own team learnt" in words(await room.click("ben", "spread.adapted", 1))


async def test_whoever_named_no_team_is_asked_once_and_told_why_afterwards(room: Room) -> None:
    await learnt(room, by="caro")

    first = words(await room.click("ana", "spread.adopted", 1))
    second = words(await room.click("ana", "spread.try", 1))

    assert "Which team are you in?" in first
    assert "'value': '1 1 adopted'" in first
    assert "Which team are you in?" not in second
    assert "I don't know yours" in second
    assert await said_by(room) == {}


async def test_choosing_a_team_below_the_question_answers_for_it(room: Room) -> None:
    await learnt(room, by="caro")
    await room.click("ana", "spread.adopted", 1)

    told = words(await room.click("ana", "team.choose", "1 1 adopted"))

    assert "Team Kestrel uses" in told
    assert await said_by(room) == {"Kestrel": "adopted"}


async def test_who_wanted_to_say_how_they_adapted_it_goes_on_to_that(room: Room) -> None:
    await learnt(room, by="caro")
    assert "Which team" in words(await room.click("ana", "spread.adapted", 1))

    told = words(await room.click("ana", "team.choose", "1 1 adapted"))

    assert "How did you adapt lesson #1?" in told
    assert isinstance(await room.click("ana", "spread.adapted", 1), Open)


async def test_how_a_team_adapted_it_stands_on_the_card_and_in_the_window_again(room: Room) -> None:
    message = await learnt(room)
    opened = await room.click("caro", "spread.adapted", 1)
    assert view(opened)["private_metadata"] == NUMBER

    await room.submit("caro", "spread.adapted", NUMBER, words="nightly only")
    await room.deliver()

    assert "Adapted by Heron (nightly only)" in str(card(room, message).blocks)
    again = await room.click("caro", "spread.adapted", 1)
    assert element(again, "words")["initial_value"] == "nightly only"


async def test_adapted_without_a_word_is_asked_for_some(room: Room) -> None:
    await learnt(room)

    for said in ("", " ", "n" * 501):
        answer = await room.submit("caro", "spread.adapted", NUMBER, words=said)
        assert isinstance(answer, Errors)
        assert "words" in answer.by_block

    assert await said_by(room) == {}


async def test_an_adapted_lesson_can_become_one_that_builds_on_the_first(room: Room) -> None:
    await learnt(room)

    answer = await room.submit("caro", "spread.adapted", NUMBER, words="nightly only", as_lesson=("yes",))

    assert isinstance(answer, Update)
    assert "It builds on *#1 Publish the contract" in words(answer)
    assert element(answer, "learnt")["initial_value"] == "nightly only"
    await room.submit(
        "caro", "lesson.add", view(answer)["private_metadata"], title="Publish nightly", learnt="nightly only"
    )
    assert (await lesson(room, 2)).builds_on == 1
    assert await said_by(room) == {"Heron": "adapted"}


async def test_not_now_needs_no_reason_and_a_reason_is_kept(room: Room) -> None:
    message = await learnt(room)
    assert "Why not now?" in words(await room.click("caro", "spread.not_now", 1))

    told = await room.submit("caro", "spread.not_now", NUMBER)
    await room.deliver()

    assert "Team Heron leaves" in words(told)
    assert "Heron" not in str(card(room, message).blocks)
    await room.submit("caro", "spread.not_now", NUMBER, words="No provider yet")
    assert [one.words for one in await answers(room)] == ["No provider yet"]


async def test_a_lesson_that_was_taken_back_takes_no_answers(room: Room) -> None:
    await learnt(room)

    def take_back(stores: Stores) -> None:
        there = stores.lessons.get(1)
        assert there is not None
        stores.lessons.update(withdraw(there, by="U1", now=room.clock.now()))

    await room.write(take_back)

    for action in ("spread.try", "spread.adopted", "spread.adapted", "spread.not_now"):
        with pytest.raises(TakenBack):
            await room.click("caro", action, 1)
    with pytest.raises(NoSuchLesson):
        await room.click("caro", "spread.try", 404)


async def test_a_closed_rooms_lesson_is_none_to_others_and_answered_by_its_members(room: Room) -> None:
    await learnt(room)
    there = replace(await lesson(room), closed_in=room.channel("nest").id)
    await room.write(lambda stores: stores.lessons.update(there))

    with pytest.raises(NoSuchLesson):
        await room.click("caro", "spread.try", 1)

    await in_team(room, "ana", "Wren")
    assert isinstance(await room.click("ana", "spread.try", 1), Say)
    assert await said_by(room) == {"Wren": "trying"}


async def test_adopted_inside_anothers_write_keeps_it_and_asks_for_a_team_by_direct_message_once(room: Room) -> None:
    await learnt(room, by="caro")
    there = await lesson(room)

    for name in ("ana", "ana", "ben", "caro"):
        await room.write(
            lambda stores, name=name: spread.adopted(stores, there, by=room.person(name), deps=room.deps())  # type: ignore[misc]
        )
    await room.deliver()

    assert await said_by(room) == {"Kestrel": "adopted"}
    direct = [
        str(one.blocks)
        for channel in room.workspace.channels.values()
        if channel.is_im and room.person("ana") in channel.members
        for one in channel.messages.values()
    ]
    assert len([said for said in direct if "Which team are you in?" in said]) == 1


class TestReactions:
    async def test_on_the_message_its_card_and_a_share_a_seedling_tries_and_a_tick_adopts(self, room: Room) -> None:
        message = await learnt(room)

        await room.react("caro", message, "seedling")
        assert await said_by(room) == {"Heron": "trying"}
        await room.react("caro", card(room, message), "white_check_mark")
        await room.deliver()

        assert await said_by(room) == {"Heron": "adopted"}
        assert "Adopted by Heron" in str(card(room, message).blocks)
        assert "Team Heron uses" in room.told("caro")[-1]

    async def test_taken_off_within_ten_minutes_it_takes_back_what_was_said_with_it(self, room: Room) -> None:
        message = await learnt(room)
        await room.react("caro", message, "seedling")
        await room.react("caro", message, "white_check_mark")

        room.wait(timedelta(minutes=9))
        await room.unreact("caro", message, "white_check_mark")
        await room.deliver()

        assert await said_by(room) == {"Heron": "trying"}
        assert "Heron tries it" in str(card(room, message).blocks)
        room.wait(timedelta(minutes=1))
        await room.unreact("caro", message, "seedling")
        assert await said_by(room) == {"Heron": "trying"}, "that one stood for more than ten minutes"

    async def test_one_event_may_overtake_the_other(self, room: Room) -> None:
        message = await learnt(room)
        on = room.reacted("caro", message, "seedling")
        off = room.unreacted("caro", message, "seedling")

        for event in (off, on, off):
            await room.hear(event)
        assert await said_by(room) == {}

        again = room.reacted("caro", message, "seedling")
        for event in (again, off, on, again):
            await room.hear(event)
        assert await said_by(room) == {"Heron": "trying"}

    async def test_anothers_reaction_taken_off_takes_nothing_back(self, room: Room) -> None:
        message = await learnt(room)
        await in_team(room, "ana", "Heron")
        await room.react("caro", message, "seedling")
        await room.react("ana", message, "seedling")

        await room.unreact("ana", message, "seedling")

        assert await said_by(room) == {"Heron": "trying"}

    async def test_a_tick_takes_no_words_back(self, room: Room) -> None:
        message = await learnt(room)
        await room.submit("caro", "spread.adapted", NUMBER, words="nightly only")

        await room.react("caro", message, "white_check_mark")

        assert [one.words for one in await answers(room)] == ["nightly only"]

    async def test_nobody_is_told_anything_for_a_tick_below_what_their_own_team_said(self, room: Room) -> None:
        message = await learnt(room)
        before = len(room.told("ben"))

        await room.react("ben", message, "white_check_mark")
        assert len(room.told("ben")) == before

        await room.react("ben", card(room, message), "white_check_mark")
        assert "Your own team learnt lesson #1" in room.told("ben")[-1]
        assert await said_by(room) == {}

    async def test_who_named_no_team_is_asked_once_below_a_reaction(self, room: Room) -> None:
        message = await learnt(room)

        await room.react("ana", message, "seedling")
        await room.react("ana", message, "white_check_mark")

        assert len([said for said in room.told("ana") if "Which team are you in?" in said]) == 1
        assert not [said for said in room.told("ana") if "I don't know yours" in said]

    async def test_on_any_other_message_they_mean_nothing(self, room: Room) -> None:
        message = room.say("ben", "Done!")

        await room.react("caro", message, "white_check_mark")
        await room.unreact("caro", message, "white_check_mark")

        assert room.told("caro") == []
        assert room.handled == []
