"""Meetups on real tables and a Slack on this machine."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community.communities import NotOpen, State
from community.errors import CommunityError
from community.meetups import Meetup, MeetupCancelled, MeetupOver, MembersPlan, NoSuchMeetup, NotYoursToCancel
from handlers import reminders
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.payloads import Action
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import MONDAY, Room

THURSDAY = datetime.fromisoformat("2026-04-02T13:00:00+00:00")  # 15:00 in Berlin


async def plan(room: Room, name: str = "ana", /, **filled_in: str) -> Answer:
    values = {
        "title": "Which birds sing at night?",
        "date": "2026-04-02",
        "time": "15:00",
        "zone": "Europe/Berlin",
        "minutes": "60",
        "place": "Room Heron",
    }
    return await room.submit(name, "meetup.plan", '{"community_id":1}', **values | filled_in)


async def planned(room: Room) -> Meetup:
    """Let Ana plan a meetup of the only community, and announce it."""
    await opened(room, members=("ben",))
    await plan(room)
    await room.deliver()
    return await kept(room)


async def kept(room: Room, meetup_id: int = 1) -> Meetup:
    found = await room.read(lambda stores: stores.meetups.get(meetup_id))
    assert found is not None
    return found


async def go_to(room: Room, moment: datetime) -> None:
    """Let time pass until then, with the tick that comes."""
    room.wait(moment - room.clock.now())
    await reminders.remind_due(room.deps())
    await room.deliver()


async def nothing_is_planned(room: Room) -> bool:
    return await room.read(lambda stores: stores.meetups.get(1)) is None and await room.waiting() == 0


async def test_planning_opens_a_form_for_the_community_that_meets_here_in_the_planners_zone(room: Room) -> None:
    await opened(room)

    answer = await typed(room, "ana", "/meetup plan Which birds sing at night?")

    assert isinstance(answer, Open)
    assert "Which birds sing at night?" in shown(answer)
    assert "For *Bird watching*" in shown(answer)
    assert "'initial_date': '2026-03-31'" in shown(answer)
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': 'Europe/Berlin'" in shown(answer)


async def test_before_a_weekend_the_monday_is_offered(room: Room) -> None:
    await opened(room)
    room.wait(timedelta(days=4))  # a Friday

    answer = await typed(room, "ana", "/meetup plan")

    assert "'initial_date': '2026-04-06'" in shown(answer)


async def test_elsewhere_one_chooses_among_ones_own_communities(room: Room) -> None:
    await opened(room)
    await opened(room, "Build and deploy", channel="general")

    answer = await typed(room, "ana", "/meetup plan", channel="nest")

    assert isinstance(answer, Open)
    assert "For which community?" in shown(answer)
    assert "Build and deploy" in shown(answer)


async def test_who_is_in_no_community_hears_where_meetups_belong(room: Room) -> None:
    assert "A meetup belongs to a community" in shown(await typed(room, "caro", "/meetup plan"))


async def test_who_is_not_in_the_community_that_meets_here_is_asked_in(room: Room) -> None:
    await opened(room)

    answer = await typed(room, "caro", "/meetup plan")

    assert "planned by its members" in shown(answer)
    assert "community.join" in shown(answer)


async def test_nothing_is_planned_in_a_resting_community(room: Room) -> None:
    community = await opened(room)
    await room.write(lambda stores: stores.communities.update(replace(community, state=State.RESTING)))

    assert "rests" in shown(await typed(room, "ana", "/meetup plan"))
    with pytest.raises(NotOpen):
        await plan(room)
    assert await nothing_is_planned(room)


async def test_a_planned_meetup_is_announced_with_the_readers_own_time(room: Room) -> None:
    meetup = await planned(room)

    [announcement] = posts(room)
    assert meetup.starts_at == THURSDAY
    assert f"<!date^{int(THURSDAY.timestamp())}^" in announcement
    assert "Thursday 2 April, 15:00 (Europe/Berlin)" in announcement
    assert "1 hour" in announcement
    assert "Where: Room Heron" in announcement
    assert "Planned by Ana" in announcement
    assert meetup.announced_ts in room.channel("birds").messages


async def test_the_planner_is_told_that_it_is_planned(room: Room) -> None:
    await opened(room)

    answer = await plan(room)

    assert isinstance(answer, Say)
    assert "*Which birds sing at night?* is planned for" in shown(answer)


@pytest.mark.parametrize(
    ("filled_in", "about", "sentence"),
    [
        ({"title": "   "}, "title", "What is it about?"),
        ({"date": "2026-03-29"}, "date", "29 March 2026, 15:00 in Europe/Berlin has passed."),
        ({"date": "2026-03-30", "time": "09:00"}, "time", "30 March 2026, 09:00 in Europe/Berlin has passed."),
        ({"date": "2027-03-28", "time": "02:30"}, "time", "skip 02:30 on 28 March 2027"),
        ({"date": "2027-03-28", "time": "02:30"}, "time", "The first time after it is 03:00."),
        ({"date": "2031-01-01"}, "date", "more than a year away"),
        ({"zone": "Mars/Olympus"}, "zone", "I don't know this time zone"),
        ({"minutes": "0"}, "minutes", "between 5 minutes and 12 hours"),
    ],
)
async def test_a_plan_that_can_not_be_says_why_beside_the_field_and_changes_nothing(
    room: Room, filled_in: dict[str, str], about: str, sentence: str
) -> None:
    await opened(room)

    answer = await plan(room, **filled_in)

    assert isinstance(answer, Errors)
    assert list(answer.by_block) == [about]
    assert sentence in answer.by_block[about]
    assert await nothing_is_planned(room)


async def test_who_is_not_a_member_plans_nothing(room: Room) -> None:
    await opened(room)

    with pytest.raises(MembersPlan, match="You are not in “Bird watching” yet, so nothing was planned"):
        await plan(room, "caro")

    assert await nothing_is_planned(room)


async def test_a_meetup_that_slack_does_not_take_is_taken_back_and_the_planner_told(room: Room) -> None:
    await opened(room)
    await plan(room)
    room.channel("birds").members.remove(room.workspace.bot_user_id)

    await room.deliver()

    assert (await kept(room)).cancelled_at == MONDAY
    message = room.workspace.direct_message(room.person("ana"), room.workspace.bot_user_id)
    [told] = message.messages.values()
    assert "was not planned. I am not in" in told.text
    await go_to(room, THURSDAY - timedelta(days=1))
    assert len(message.messages) == 1


async def test_a_click_counts_once_and_shows_in_the_announcement(room: Room) -> None:
    await planned(room)

    first = await room.click("caro", "meetup.come", 1)
    again = await room.click("caro", "meetup.come", 1)
    await room.deliver()

    assert isinstance(first, Say)
    assert "You are in: *Which birds sing at night?*" in shown(first)
    assert "You said so before" in shown(again)
    assert "meetup.stay_away" in shown(again)
    [announcement] = posts(room)
    assert "1 is coming" in announcement


async def test_who_can_not_make_it_after_all_is_not_counted(room: Room) -> None:
    await planned(room)
    await room.click("ben", "meetup.come", 1)
    await room.click("caro", "meetup.come", 1)
    await room.deliver()

    answer = await room.click("caro", "meetup.stay_away.after_all", 1)
    again = await room.click("caro", "meetup.stay_away.after_all", 1)
    await room.deliver()

    assert isinstance(answer, Replace)
    assert "Nobody is told" in shown(answer)
    assert "nothing was changed" in shown(again)
    [announcement] = posts(room)
    assert "1 is coming" in announcement


async def test_many_clicks_at_once_are_all_counted_with_two_updates(any_room: Room) -> None:
    await planned(any_room)
    clicks = [click_of(f"U0{number}", any_room) for number in range(30)]

    await asyncio.gather(*(any_room.table.actions["meetup.come"](click, any_room.deps()) for click in clicks))

    assert await any_room.waiting() == 1
    await any_room.deliver()
    [announcement] = posts(any_room)
    assert "30 are coming" in announcement
    assert not (await kept(any_room)).is_updating


async def test_a_deleted_announcement_does_not_keep_anybody_from_coming(room: Room) -> None:
    meetup = await planned(room)
    assert meetup.announced_ts is not None
    del room.channel("birds").messages[meetup.announced_ts]

    await room.click("ben", "meetup.come", 1)
    await room.deliver()

    assert not (await kept(room)).is_updating
    assert "You are in" in shown(await room.click("caro", "meetup.come", 1))


@pytest.mark.parametrize("before", [timedelta(days=1), timedelta(minutes=10)])
async def test_the_channel_is_reminded_once_at_the_minute(room: Room, before: timedelta) -> None:
    await planned(room)
    count = len(posts(room))

    await go_to(room, THURSDAY - before - timedelta(seconds=1))
    early = len(posts(room)) - count
    await go_to(room, THURSDAY - before)
    await go_to(room, THURSDAY - before + timedelta(seconds=15))

    # Going to the last ten minutes in one step passes the day before, too late to be of help.
    assert early == 0
    assert len(posts(room)) == count + 1
    assert "*Which birds sing at night?*" in posts(room)[-1]


async def test_two_that_tick_at_once_remind_once(any_room: Room) -> None:
    await planned(any_room)
    any_room.wait(THURSDAY - timedelta(days=1) - any_room.clock.now())

    await asyncio.gather(*(reminders.remind_due(any_room.deps()) for _ in range(4)))
    await any_room.deliver()

    assert len(posts(any_room)) == 2


async def test_reminders_missed_while_away_are_dropped(room: Room) -> None:
    await planned(room)

    await go_to(room, THURSDAY + timedelta(days=2))

    assert len(posts(room)) == 1
    assert await room.read(lambda stores: stores.reminders.due(room.clock.now(), limit=10)) == []


async def test_a_meetup_called_off_is_shown_so_told_once_in_its_thread_and_not_reminded(room: Room) -> None:
    meetup = await planned(room)

    answer = await room.click("ben", "meetup.cancel", 1)
    await room.deliver()
    await go_to(room, THURSDAY - timedelta(days=1))

    assert isinstance(answer, Replace)
    [announcement] = posts(room)
    assert "~Which birds sing at night?~ was called off" in announcement
    assert "meetup.come" not in announcement
    replies = [said for said in room.channel("birds").messages.values() if said.thread_ts == meetup.announced_ts]
    assert [said.text.split(",")[0] for said in replies if said.ts != meetup.announced_ts] == [
        "*Which birds sing at night?*"
    ]


async def test_calling_off_what_slack_has_not_taken_yet_shows_in_the_announcement(room: Room) -> None:
    await opened(room)
    await plan(room)

    await room.click("ana", "meetup.cancel", 1)
    await room.deliver()

    [announcement] = posts(room)
    assert "was called off" in announcement


@pytest.mark.parametrize("action_id", ["meetup.come", "meetup.stay_away", "meetup.cancel"])
async def test_a_meetup_that_was_called_off_or_is_over_takes_no_answer(room: Room, action_id: str) -> None:
    await planned(room)
    await room.click("ana", "meetup.cancel", 1)
    await plan(room)
    room.wait(THURSDAY + timedelta(hours=1) - room.clock.now())

    await refuses(MeetupCancelled, room.click("ana", action_id, 1))
    await refuses(MeetupOver, room.click("ana", action_id, 2))
    await refuses(NoSuchMeetup, room.click("ana", action_id, 3))


async def test_only_its_planner_and_members_call_a_meetup_off(room: Room) -> None:
    await planned(room)

    await refuses(NotYoursToCancel, room.click("caro", "meetup.cancel", 1))
    assert "There is nothing to call off" in shown(await typed(room, "caro", "/meetup cancel"))
    assert "meetup.cancel" in shown(await typed(room, "ben", "/meetup cancel"))
    assert (await kept(room)).cancelled_at is None


async def test_the_list_shows_what_is_coming_and_what_one_can_do(room: Room) -> None:
    await planned(room)
    await room.click("caro", "meetup.come", 1)

    here = shown(await typed(room, "caro", "/meetup"))
    elsewhere = shown(await typed(room, "ben", "/meetup list", channel="nest"))

    assert "1 is coming · you are in" in here
    assert "Not this time" in here
    assert "I'm coming" in elsewhere
    assert "meetup.cancel.list" in elsewhere
    assert "meetup.plan" in elsewhere


async def test_an_empty_list_invites_to_plan(room: Room) -> None:
    answer = shown(await typed(room, "caro", "/meetup"))

    assert "No meetup is coming. Would you like to plan one?" in answer
    assert "meetup.plan" in answer


async def test_a_mistyped_word_is_answered_with_the_one_that_may_have_been_meant(room: Room) -> None:
    answer = shown(await typed(room, "caro", "/meetup paln Owls"))

    assert "I know no `/meetup paln Owls`. Did you mean `/meetup plan`?" in answer


async def refuses(error: type[CommunityError], answer: Awaitable[Answer]) -> None:
    with pytest.raises(error):
        await answer


def click_of(user_id: str, room: Room) -> Action:
    """Give somebody's click on "I'm coming"."""
    return Action(
        action_id="meetup.come",
        value="1",
        user_id=user_id,
        channel_id=room.channel("birds").id,
        message_ts=None,
        thread_ts=None,
        trigger_id="1.2",
        response_url="https://hooks.example/1",
        view_id=None,
        view_type=None,
        private_metadata="",
    )
