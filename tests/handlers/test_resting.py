"""Resting: a member lets a community rest, anyone wakes it, and a quiet one is asked what would suit it."""

from datetime import timedelta

import pytest

from community import reminders
from community.agreements import NotAskedAnyMore
from community.communities import State
from community.meetups import NewMeetup
from handlers.answers import Open
from storage.stores import Stores
from tests.handlers.acting import opened, shown, typed
from tests.handlers.living_on import answer, members, said, started, state, texts
from tests.handlers.room import Room
from tests.handlers.spreading import view

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


async def look_at_quiet(room: Room, span: timedelta = timedelta()) -> None:
    """Let time pass and a round begin, and send what it has to say."""
    room.wait(span)
    await room.table.rounds["quiet"](room.deps())
    await room.deliver()


async def test_one_member_lets_it_rest_and_all_is_kept(room: Room) -> None:
    birds = await opened(room, members=("ben",))

    told = shown(await typed(room, "ben", "/community rest"))
    again = shown(await typed(room, "ana", "/community rest"))
    await room.deliver()

    assert "*Bird watching* rests now, and keeps everything. Anyone may wake it." in told
    assert "rests already" in again
    assert await state(room, birds) is State.RESTING
    assert await members(room, birds) == ["ana", "ben"]
    assert ["💤 *Bird watching* rests." in text for text in texts(room, "birds")] == [True]


async def test_who_is_no_member_lets_nothing_rest(room: Room) -> None:
    birds = await opened(room)

    refused = shown(await typed(room, "caro", "/community rest bird watching"))
    await room.deliver()

    assert "you are not in it, so nothing was changed" in refused
    assert await state(room, birds) is State.OPEN
    assert texts(room, "birds") == []


async def test_a_resting_community_gets_no_digest_and_its_planned_meetup_a_reminder(room: Room) -> None:
    birds = await opened(room)
    now = room.clock.now()

    def plan(stores: Stores) -> None:
        kept = stores.meetups.add(
            NewMeetup("Owls", birds.channel_id or "", birds.id, now + 9 * DAY, "UTC", 60, "", birds.started_by, now)
        )
        stores.reminders.keep(reminders.ahead(kept, now))

    await room.write(plan)
    await typed(room, "ana", "/community rest")
    room.wait(8 * DAY)

    await room.table.ticks["digest"](room.deps())
    await room.table.ticks["meetups"](room.deps())
    await room.deliver()

    rests, reminder = texts(room, "birds")
    assert "rests" in rests
    assert "Owls" in reminder


async def test_anyone_wakes_it_with_one_post_and_is_not_made_a_member(room: Room) -> None:
    birds = await opened(room)
    await typed(room, "ana", "/community rest")

    told = shown(await typed(room, "caro", "/community wake bird watching"))
    again = shown(await room.click("ben", "community.wake", birds.id))
    await room.deliver()

    assert "*Bird watching* is awake again." in told
    assert "'text': 'Join'" in told
    assert "is awake, it meets in" in again
    assert await state(room, birds) is State.OPEN
    assert await members(room, birds) == ["ana"]
    assert ["is awake again" in text for text in texts(room, "birds")] == [False, True]


async def test_joining_a_resting_one_offers_to_wake_it_and_does_both_with_one_click(room: Room) -> None:
    birds = await opened(room)
    await typed(room, "ana", "/community rest")
    refused = shown(await typed(room, "caro", "/community join bird watching"))
    assert "Wake it and join" in refused

    told = shown(await room.click("caro", "community.wake.join", birds.id))
    again = shown(await room.click("caro", "community.wake.join", birds.id))

    assert "You are in *Bird watching*." in told
    assert "One thing to begin with" in told
    assert "awake again" in again
    assert await state(room, birds) is State.OPEN
    assert await members(room, birds) == ["ana", "caro"]


async def test_one_whose_channel_is_archived_says_what_a_person_has_to_do(room: Room) -> None:
    birds = await opened(room)
    await typed(room, "ana", "/community rest")
    room.channel("birds").is_archived = True

    told = shown(await typed(room, "caro", "/community wake bird watching"))

    assert "Slack lets only people change that" in told
    assert await state(room, birds) is State.RESTING


async def test_a_quiet_community_is_asked_once_in_its_working_hours(room: Room) -> None:
    await opened(room)
    await look_at_quiet(room, 6 * WEEK - DAY)
    assert texts(room, "birds") == []

    await look_at_quiet(room, DAY + timedelta(hours=12))  # at night in Berlin
    assert texts(room, "birds") == []
    await look_at_quiet(room, timedelta(hours=12))
    await look_at_quiet(room, DAY)

    [question] = texts(room, "birds")
    assert "It has been quiet here for six weeks, which is fine. What would suit you?" in question
    for choice in ("Meet once", "Rest for now", "Find someone to carry it", "Close it kindly"):
        assert choice in question


async def test_somebody_joining_is_life_enough(room: Room) -> None:
    await opened(room)
    room.wait(5 * WEEK)
    await typed(room, "ben", "/community join bird watching")

    await look_at_quiet(room, 2 * WEEK)

    assert texts(room, "birds") == []


async def test_resting_is_the_answer_in_the_questions_own_place(room: Room) -> None:
    birds = await opened(room)
    await look_at_quiet(room, 6 * WEEK)

    await room.click("ana", "quiet.rest", birds.id)
    await room.deliver()

    [question] = texts(room, "birds")
    assert "*Bird watching* rests." in question
    assert "What would suit you" not in question
    assert await state(room, birds) is State.RESTING


async def test_meeting_once_opens_the_window_for_it_and_is_an_answer(room: Room) -> None:
    birds = await opened(room)
    await look_at_quiet(room, 6 * WEEK)

    window = await room.click("ana", "quiet.meet", birds.id)
    await look_at_quiet(room, 3 * WEEK)

    assert isinstance(window, Open)
    assert "Plan a meetup" in str(view(window))
    assert "somebody would like to meet once" in texts(room, "birds")[0]
    assert await state(room, birds) is State.OPEN


async def test_somebody_to_carry_it_is_looked_for_once(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    await look_at_quiet(room, 6 * WEEK)

    first = shown(await room.click("ana", "quiet.carry", birds.id))
    await room.click("ben", "quiet.carry", birds.id)
    await room.deliver()

    assert "I asked in <#" in first
    question, invitation = texts(room, "birds")
    assert "Would somebody like to carry it for a while? I asked below." in question
    assert "seat.step_up" in invitation


async def test_closing_it_asks_the_community_and_who_is_no_member_answers_nothing(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    await look_at_quiet(room, 6 * WEEK)

    refused = [
        shown(await room.click("caro", f"quiet.{what}", birds.id)) for what in ("meet", "rest", "carry", "close")
    ]
    window = await room.click("ana", "quiet.close", birds.id)

    assert ["you are not in it" in told for told in refused] == [True] * 4
    assert "would be closed" in str(view(window))
    assert await state(room, birds) is State.OPEN
    assert len(texts(room, "birds")) == 1


async def test_without_an_answer_it_rests_after_three_weeks_and_nobody_is_notified(room: Room) -> None:
    birds = await opened(room)
    await look_at_quiet(room, 6 * WEEK)
    [before] = said(room, "birds")

    await look_at_quiet(room, 3 * WEEK)

    [after] = said(room, "birds")
    assert await state(room, birds) is State.RESTING
    assert (after.ts, "*Bird watching* rests." in after.text) == (before.ts, True)


async def test_resting_settles_a_question_that_was_open(room: Room) -> None:
    birds = await started(room, "Pacts", "ana", "ben")
    window = await typed(room, "ana", "/community close pacts")
    await room.submit("ana", "community.close", view(window)["private_metadata"])
    await room.deliver()

    await room.click("ben", "community.rest", birds.id)
    await room.deliver()

    assert "The question about *Pacts* is settled another way" in texts(room, "cop-pacts")[0]
    with pytest.raises(NotAskedAnyMore):
        await answer(room, "ben", "yes")
