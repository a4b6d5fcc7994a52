"""Clocks that are moved and zones that are unknown, on real tables and a Slack on this machine."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from community.digest import DigestSchedule
from community.meetups import Meetup
from community.personal_digest import PersonalDigest
from community.schedule import Weekly
from community.series import Series
from handlers import digest, reminders, right_time, series
from tests.handlers.acting import opened, posts
from tests.handlers.room import MONDAY, Room

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
YEAR, SLEPT = timedelta(days=365), timedelta(weeks=13)
# Of the zone that the tests' community has, in which MONDAY is 09:00.
FRIDAY = datetime(2026, 4, 3, 13, tzinfo=UTC)
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


async def plan(room: Room) -> None:
    await opened(room, members=("ben",))
    await room.submit("ana", "meetup.plan", '{"community_id":1,"more":1}', **FILLED_IN)
    await room.deliver()


async def at(room: Room, moment: datetime) -> None:
    """Set the clock, forward or back, and let everything happen that is due then."""
    room.wait(moment - room.clock.now())
    for tick in (right_time.put_right, right_time.tell_zones, digest.post_due, series.make_due, reminders.remind_due):
        await tick(room.deps())
    await room.deliver()


async def schedule(room: Room) -> DigestSchedule:
    found = await room.read(lambda stores: stores.digests.schedule(1))
    assert found is not None
    return found


async def going(room: Room) -> Series:
    found = await room.read(lambda stores: stores.series.get(1))
    assert found is not None
    return found


async def made(room: Room) -> list[datetime]:
    found: list[Meetup] = list(await room.read(lambda stores: stores.meetups.of_series([1])))
    return [meetup.starts_at for meetup in found]


async def test_a_clock_that_goes_back_an_hour_or_a_day_doubles_no_digest(room: Room) -> None:
    await opened(room, since=MONDAY - 3 * DAY, members=("ben",))
    await at(room, MONDAY)
    told = posts(room)
    assert len(told) == 1

    for moment in (MONDAY - HOUR, MONDAY, MONDAY - DAY, MONDAY, MONDAY + DAY):
        await at(room, moment)

    assert posts(room) == told
    assert (await schedule(room)).next_at == MONDAY + WEEK


async def test_a_digest_does_not_wait_for_the_year_that_a_wrong_clock_showed(room: Room) -> None:
    await opened(room, since=MONDAY - 3 * DAY, members=("ben",))
    await at(room, MONDAY + YEAR)

    await at(room, MONDAY + HOUR)

    assert await schedule(room) == replace(await schedule(room), next_at=MONDAY + WEEK, since=MONDAY + HOUR)


async def test_a_digest_that_was_put_off_by_hand_is_left_as_it_is(room: Room) -> None:
    await opened(room, since=MONDAY - 3 * DAY, members=("ben",))
    put_off = replace(await schedule(room), next_at=MONDAY + 5 * WEEK)
    await room.write(lambda stores: stores.digests.save(put_off))

    await at(room, MONDAY + HOUR)

    assert await schedule(room) == put_off


async def test_a_series_goes_on_after_a_clock_that_was_a_year_ahead(room: Room) -> None:
    await plan(room)
    await at(room, FRIDAY + YEAR)
    [first, ahead] = await made(room)

    await at(room, FRIDAY + 2 * HOUR)  # the first is over
    await at(room, FRIDAY + 3 * HOUR)

    assert await made(room) in ([first, FRIDAY + WEEK, ahead], [first, ahead, FRIDAY + WEEK])
    assert len([post for post in posts(room) if "Planned by" in post]) == 3


async def test_after_three_months_asleep_one_meetup_is_announced_and_nobody_is_reminded_late(room: Room) -> None:
    await plan(room)
    await at(room, FRIDAY + SLEPT + DAY)
    await at(room, FRIDAY + SLEPT + DAY + HOUR)

    assert await made(room) == [FRIDAY, FRIDAY + SLEPT + WEEK]
    told = [post for post in posts(room) if "Which birds sing at night?" in post]
    assert len(told) == 2  # both announcements, and no reminder


async def test_a_digest_in_an_unknown_zone_goes_on_in_its_communitys_and_says_so_once(room: Room) -> None:
    community = await opened(room, since=MONDAY - 3 * DAY, members=("ben",))
    lost = replace(await schedule(room), weekly=Weekly(4, time(15), "Mars/Olympus"))
    await room.write(lambda stores: stores.digests.save(lost))

    for _ in range(3):
        await at(room, MONDAY + HOUR)

    assert (await schedule(room)).weekly == Weekly(4, time(15), community.zone)
    assert len([post for post in posts(room) if "isn't known to me any more" in post]) == 1


async def test_a_series_in_an_unknown_zone_goes_on_in_its_communitys_and_says_so_once(room: Room) -> None:
    await plan(room)
    lost = replace(await going(room), zone="Mars/Olympus")
    await room.write(lambda stores: stores.series.update(lost))

    for _ in range(3):
        await at(room, MONDAY + HOUR)

    community = await room.read(lambda stores: stores.communities.get(1))
    assert community is not None
    assert (await going(room)).zone == community.zone
    assert len([post for post in posts(room) if "isn't known to me any more" in post]) == 1


async def test_digests_of_persons_and_of_all_come_again_after_a_clock_that_was_a_year_ahead(room: Room) -> None:
    await opened(room)
    weekly = Weekly(0, time(9), "Europe/Berlin")
    ahead = DigestSchedule(0, weekly, MONDAY + YEAR, since=MONDAY + YEAR - WEEK)
    await room.write(lambda stores: stores.personal_digests.save(PersonalDigest(room.person("ana"), ahead)))
    await room.write(lambda stores: stores.hub_digests.save(ahead))

    await right_time.put_right(room.deps())

    own = await room.read(lambda stores: stores.personal_digests.get(room.person("ana")))
    of_all = await room.read(lambda stores: stores.hub_digests.schedule())
    assert own is not None
    assert of_all is not None
    assert (own.schedule.next_at, own.schedule.since) == (MONDAY + WEEK, room.clock.now())
    assert (of_all.next_at, of_all.since) == (MONDAY + WEEK, room.clock.now())
