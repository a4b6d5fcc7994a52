"""Meetups that come again, on real tables and a Slack on this machine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from community import departures, repeating
from community.communities import State
from community.meetups import Meetup, NotYoursToChange
from community.repeating import NoSuchSeries
from community.series import Series
from handlers import series as ticks
from handlers.answers import Answer, Errors, Say
from handlers.blocks.planning import FOLLOWING
from handlers.meetups import call_off_all
from handlers.payloads import pack
from tests.handlers.acting import opened, posts, shown
from tests.handlers.room import Room

# Fridays, 15:00 in Berlin: one before its clocks go forward on 29 March 2026 would be 14:00 in UTC.
FRIDAY = datetime(2026, 4, 3, 13, tzinfo=UTC)
WEEK = timedelta(weeks=1)
FILLED_IN = {
    "title": "Which birds sing at night?",
    "date": "2026-04-03",
    "time": "15:00",
    "zone": "Europe/Berlin",
    "minutes": "60",
    "place": "Room Heron",
    "kind": "meetup",
    "repeat": "week",
}


async def plan(room: Room, name: str = "ana", /, **filled_in: str) -> Answer:
    await opened(room, members=("ben",))
    answer = await room.submit(name, "meetup.plan", '{"community_id":1,"more":1}', **FILLED_IN | filled_in)
    await room.deliver()
    return answer


async def go_to(room: Room, moment: datetime) -> None:
    room.wait(moment - room.clock.now())
    await ticks.learn_holidays(room.deps())
    await ticks.make_due(room.deps())
    await room.deliver()


async def series(room: Room, series_id: int = 1) -> Series:
    found = await room.read(lambda stores: stores.series.get(series_id))
    assert found is not None
    return found


async def made(room: Room, *series_ids: int) -> Sequence[Meetup]:
    return await room.read(lambda stores: stores.meetups.of_series(series_ids or (1,)))


async def starts(room: Room, *series_ids: int) -> list[datetime]:
    return [meetup.starts_at for meetup in await made(room, *series_ids)]


async def change(room: Room, name: str, **filled_in: str) -> Answer:
    answer = await room.submit(name, "meetup.change", pack(meetup_id=1, series_id=1), **FILLED_IN | filled_in)
    await room.deliver()
    return answer


async def test_two_processes_make_the_next_one_once(room: Room) -> None:
    await plan(room)
    room.wait(FRIDAY + timedelta(hours=1) - room.clock.now())

    await asyncio.gather(ticks.make_due(room.deps()), ticks.make_due(room.deps()))
    await room.deliver()

    assert await starts(room) == [FRIDAY, FRIDAY + WEEK]
    assert len(posts(room)) == 2


async def test_what_passed_in_an_outage_is_passed_over(room: Room) -> None:
    await plan(room)

    await go_to(room, FRIDAY + 5 * WEEK + timedelta(days=1))

    assert await starts(room) == [FRIDAY, FRIDAY + 6 * WEEK]


async def test_a_zone_that_became_unknown_is_the_communitys(room: Room) -> None:
    await plan(room)
    await room.write(lambda stores: stores.series.update(replace(known(stores.series.get(1)), zone="Mars/Olympus")))
    community = await room.read(lambda stores: stores.communities.get(1))
    assert community is not None
    await room.write(lambda stores: stores.communities.update(replace(community, zone="America/New_York")))

    await go_to(room, FRIDAY + timedelta(days=1))

    assert (await starts(room))[1] == datetime(2026, 4, 10, 19, tzinfo=UTC)  # 15:00 there
    assert (await series(room)).zone == "America/New_York"


async def test_the_next_waits_until_the_holidays_are_known(room: Room) -> None:
    await plan(room, date="2026-04-24", country="DE")  # 1 May is the Friday after it
    friday = datetime(2026, 4, 24, 13, tzinfo=UTC)
    room.wait(friday + timedelta(days=1) - room.clock.now())

    await ticks.make_due(room.deps())
    assert await starts(room) == [friday]
    await go_to(room, friday + timedelta(days=1, minutes=1))

    assert await starts(room) == [friday, friday + 2 * WEEK]
    assert date(2026, 5, 1) in (await series(room)).holidays


async def test_a_series_whose_first_nobody_can_hear_of_never_began(room: Room) -> None:
    room.channel("birds").members.remove(room.workspace.bot_user_id)

    await plan(room)
    await go_to(room, FRIDAY + timedelta(days=1))

    assert [meetup.cancelled_at is not None for meetup in await made(room)] == [True]
    assert (await series(room)).next_at is None


async def test_it_ends_with_its_community_and_rests_with_it(room: Room) -> None:
    await plan(room)
    community = await room.read(lambda stores: stores.communities.get(1))
    assert community is not None
    await room.write(lambda stores: stores.communities.update(replace(community, state=State.RESTING)))
    await go_to(room, FRIDAY + timedelta(days=1))
    assert await starts(room) == [FRIDAY]

    await room.write(lambda stores: call_off_all(stores, community, room.clock.now()))
    await room.write(lambda stores: stores.communities.update(community))
    await go_to(room, FRIDAY + 2 * WEEK)

    assert await starts(room) == [FRIDAY]


async def test_it_follows_its_community_into_another(room: Room) -> None:
    await plan(room)
    into = await opened(room, "Build and deploy", channel="general")
    await room.write(lambda stores: stores.merging.move(1, into.id))

    await go_to(room, FRIDAY + timedelta(days=1))

    assert (await made(room))[1].channel_id == into.channel_id


async def test_who_takes_over_a_meetup_of_somebody_who_has_gone_has_planned_those_that_follow(room: Room) -> None:
    await plan(room)
    gone, now = room.person("ana"), room.clock.now()
    await room.write(lambda stores: stores.departures.depart(gone, now=now))
    await go_to(room, FRIDAY + timedelta(days=1))
    assert [meetup.planned_by for meetup in await made(room)] == [gone, gone]

    await room.write(lambda stores: departures.host(stores, 2, 1, room.person("ben"), now=room.clock.now()))
    await go_to(room, FRIDAY + WEEK + timedelta(days=1))

    assert (await made(room))[2].planned_by == room.person("ben")


async def test_changing_all_that_follow_keeps_how_many_are_left_and_what_was(room: Room) -> None:
    await plan(room, count="5")
    await go_to(room, FRIDAY + timedelta(days=1))
    metadata = pack(meetup_id=2, series_id=1)

    answer = await room.submit(
        "ben", "meetup.change", metadata, **FILLED_IN | {"which": FOLLOWING, "date": "2026-04-13", "count": "4"}
    )

    assert isinstance(answer, Say)
    assert "every Monday" in shown(answer)
    before, after = await series(room), await series(room, 2)
    assert (before.rule.until, before.next_at) == (date(2026, 4, 9), None)
    assert (after.rule.starts_on, after.rule.count, after.planned_by) == (date(2026, 4, 13), 4, room.person("ana"))
    [moved] = await made(room, 2)
    assert (moved.id, moved.occurs_on, moved.revision) == (2, date(2026, 4, 13), 1)
    assert repeating.remaining(replace(before, rule=replace(before.rule, until=None, count=5)), date(2026, 4, 10)) == 4


async def test_only_this_one_changes_nothing_of_the_others(room: Room) -> None:
    await plan(room)

    await change(room, "ben", date="2026-04-20", which="one")
    await go_to(room, FRIDAY + timedelta(hours=2))

    assert await starts(room) == [datetime(2026, 4, 20, 13, tzinfo=UTC), FRIDAY + WEEK]
    assert len(await room.read(lambda stores: stores.series.of([1]))) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [("seats", "0"), ("count", "201"), ("count", "many"), ("until", "2026-04-02"), ("repeat", "month 3")],
)
async def test_what_cant_be_is_said_at_its_field_and_nothing_is_kept(room: Room, field: str, typed: str) -> None:
    answer = await plan(room, **{field: typed})

    assert isinstance(answer, Errors)
    assert list(answer.by_block) == [field]
    assert await made(room) == []
    assert posts(room) == []


async def test_no_meetup_becomes_an_open_space_by_a_change(room: Room) -> None:
    await plan(room)
    before = await made(room)

    for which in ("one", FOLLOWING):
        answer = await change(room, "ana", which=which, kind="open space")
        assert isinstance(answer, Errors)
        assert list(answer.by_block) == ["kind"]

    assert await made(room) == before


async def test_who_is_neither_planner_nor_member_changes_nothing(room: Room) -> None:
    await plan(room)
    before = await made(room)

    for which in ("one", FOLLOWING):
        with pytest.raises(NotYoursToChange):
            await change(room, "caro", which=which, title="Mine")
    with pytest.raises(NotYoursToChange):
        await room.submit("caro", "meetup.skip", pack(series_id=1), day="2026-04-10")
    with pytest.raises(NotYoursToChange):
        await room.click("caro", "meetup.series.ended", 1)
    with pytest.raises(NoSuchSeries):
        await room.click("caro", "meetup.skip", 9)

    assert await made(room) == before
    assert (await series(room)).revision == 0


def known(found: Series | None) -> Series:
    assert found is not None
    return found
