"""A digest sent again by hand, and one that is paused, on real tables and a Slack on this machine."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from community.communities import State
from community.meetups import NewMeetup
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import MONDAY, Room
from tests.handlers.test_digest import LAST_WEEK, WEEK, learnt, schedule, tick


async def told(room: Room) -> str:
    """Let a digest go out that tells of one lesson, and give its ts."""
    await opened(room, since=LAST_WEEK, members=("ben",))
    await learnt(room, "Swifts sleep in the air")
    await tick(room)
    [(ts, _)] = room.channel("birds").messages.items()
    return ts


async def test_a_member_sends_the_last_digest_again_and_it_says_so(room: Room) -> None:
    await told(room)
    room.wait(timedelta(days=1))

    answer = await typed(room, "ben", "/community digest send")
    await room.deliver()

    assert "on its way again" in shown(answer)
    first, again = posts(room)
    assert "Swifts sleep in the air" in first
    assert again.startswith("Sent again: Bird watching, this week. Learnt: Swifts sleep in the air.")
    assert "somebody in this community asked me to send it again" in again
    assert (await schedule(room)).next_at == MONDAY + WEEK


async def test_a_second_time_is_asked_about_first(room: Room) -> None:
    await told(room)
    await room.click("ana", "digest.send", 1)

    asked = await room.click("ben", "digest.send", 1)
    await room.deliver()

    assert "was sent again" in shown(asked)
    assert len(posts(room)) == 2
    again_at = MONDAY.isoformat()
    assert f"1 {again_at}" in shown(asked)
    room.wait(timedelta(hours=1))
    clicks = [await room.click("ben", "digest.send_once_more", f"1 {again_at}") for _ in range(2)]
    await room.deliver()
    assert ["on its way again" in shown(click) for click in clicks] == [True, False]
    assert len(posts(room)) == 3


async def test_two_who_send_it_again_at_once_send_one(any_room: Room) -> None:
    await told(any_room)

    await asyncio.gather(*(any_room.click(name, "digest.send", 1) for name in ("ana", "ben", "ana", "ben")))
    await any_room.deliver()

    assert len(posts(any_room)) == 2


async def test_what_was_taken_back_since_is_not_sent_again(room: Room) -> None:
    await told(room)

    await room.write(
        lambda stores: stores.lessons.update(replace(stores.lessons.get(1), withdrawn_at=MONDAY))  # type: ignore[type-var,arg-type]
    )
    answer = await typed(room, "ben", "/community digest send bird watching", channel="nest")
    await room.deliver()

    # That somebody joined is still so, and is what is left of it.
    assert "on its way again" in shown(answer)
    assert "Swifts" not in posts(room)[-1]


async def test_without_a_digest_there_is_nothing_to_send_again(room: Room) -> None:
    await opened(room, since=LAST_WEEK)

    assert "so nothing was posted" in shown(await typed(room, "ana", "/community digest send"))
    assert "Send the last one again" not in shown(await typed(room, "ana", "/community digest"))


async def test_only_members_send_it_again_or_pause_it(room: Room) -> None:
    ts = await told(room)
    before = await schedule(room)

    answers = [
        await room.click("caro", action, value, message_ts=ts)
        for action, value in (
            ("digest.send", "1"),
            ("digest.send_once_more", f"1 {MONDAY.isoformat()}"),
            ("digest.pause", "1"),
            ("digest.bring_back", "1"),
            ("digest.bring_back", "1 thread"),
        )
    ]

    assert all("so nothing was changed" in shown(answer) for answer in answers)
    assert (await room.waiting(), await schedule(room)) == (0, before)


async def test_a_member_pauses_it_and_another_brings_it_back_where_that_was_said(room: Room) -> None:
    ts = await told(room)

    answer = await room.click("ana", "digest.pause", 1, message_ts=ts)
    again = await room.click("ben", "digest.pause", 1, message_ts=ts)
    await room.deliver()

    assert "without your name" in shown(answer)
    assert "The next one comes" in shown(again)
    assert (await schedule(room)).next_at == MONDAY + 5 * WEEK
    [said] = [message for message in room.channel("birds").messages.values() if message.thread_ts == ts != message.ts]
    assert "A member paused this digest" in said.text
    assert "Ana" not in f"{said.text} {said.blocks}"
    await room.click("ben", "digest.bring_back", "1 thread", message_ts=said.ts)
    await room.deliver()
    assert (await schedule(room)).next_at == MONDAY + WEEK
    assert "comes again every Monday" in room.channel("birds").messages[said.ts].text


async def test_a_pause_ends_with_one_digest_for_all_of_it(room: Room) -> None:
    ts = await told(room)
    await room.click("ana", "digest.pause", 1, message_ts=ts)
    for week in range(1, 6):
        room.wait(WEEK)
        await learnt(room, f"Lesson of week {week}", at=room.clock.now() - timedelta(hours=1))
        await tick(room)

    [_, only] = posts(room)
    assert all(f"Lesson of week {week}" in only for week in range(1, 6))


async def test_who_paused_it_undoes_it_in_the_answer(room: Room) -> None:
    ts = await told(room)
    await room.click("ana", "digest.pause", 1, message_ts=ts)

    answer = await room.click("ana", "digest.bring_back", "1")

    assert "comes again every Monday" in shown(answer)
    assert (await schedule(room)).next_at == MONDAY + WEEK


async def test_a_community_that_rested_is_told_of_all_that_time_once_it_is_awake(room: Room) -> None:
    await told(room)
    community = await room.read(lambda stores: stores.communities.get(1))
    assert community is not None
    await room.write(lambda stores: stores.communities.update(replace(community, state=State.RESTING)))
    for _ in range(3):
        room.wait(WEEK)
        await learnt(room, f"Learnt on {room.clock.now():%d %B}", at=room.clock.now() - timedelta(hours=1))
        await tick(room)
    assert len(posts(room)) == 1

    await room.write(lambda stores: stores.communities.update(community))
    room.wait(WEEK)
    await tick(room)

    [_, only] = posts(room)
    assert "since 30 March" in only
    assert [day for day in ("06 April", "13 April", "20 April") if f"Learnt on {day}" not in only] == []


async def test_a_meetup_that_is_over_is_not_told_again(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await room.write(
        lambda stores: stores.meetups.add(
            NewMeetup("Owls", room.channel("birds").id, 1, MONDAY + timedelta(days=1), "UTC", 60, "", "U1", LAST_WEEK)
        )
    )
    await learnt(room, "Swifts sleep in the air")
    await tick(room)
    room.wait(timedelta(days=3))

    await typed(room, "ana", "/community digest send")
    await room.deliver()

    first, again = posts(room)
    assert "Owls" in first
    assert "Owls" not in again
