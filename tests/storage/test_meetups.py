from dataclasses import replace
from datetime import datetime

from community.meetups import Meetup, NewMeetup
from community.rooms import Room
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, NOON, SECOND


def new(title: str = "Which pacts hurt?", *, starts_at: datetime = NOON, community_id: int | None = None) -> NewMeetup:
    return NewMeetup(
        title=title,
        channel_id="C1",
        community_id=community_id,
        starts_at=starts_at,
        zone="Europe/Berlin",
        minutes=60,
        place="",
        planned_by="U1",
        planned_at=NOON - DAY,
    )


async def added(database: Database, *meetups: NewMeetup) -> list[Meetup]:
    return await database.write("T1", lambda stores: [stores.meetups.add(meetup) for meetup in meetups])


async def test_a_meetup_is_given_as_it_was_added(database: Database) -> None:
    [meetup] = await added(database, new(community_id=3))

    assert await database.read("T1", lambda stores: stores.meetups.get(meetup.id)) == meetup
    assert await database.write("T1", lambda stores: stores.meetups.hold(meetup.id)) == meetup
    assert await database.read("T1", lambda stores: stores.meetups.get(404)) is None


async def test_a_change_is_kept(database: Database) -> None:
    [meetup] = await added(database, new())
    changed = replace(meetup, starts_at=NOON + DAY, announced_ts="1.2", is_updating=True)

    await database.write("T1", lambda stores: stores.meetups.update(changed))

    assert await database.read("T1", lambda stores: stores.meetups.get(meetup.id)) == changed
    assert await database.read("T1", lambda stores: stores.meetups.coming_up(NOON + 2 * HOUR, limit=9)) == [changed]


async def test_a_meetup_is_coming_up_until_it_is_over_or_cancelled(database: Database) -> None:
    later, now, over, cancelled = await added(
        database, new(starts_at=NOON + DAY), new(), new(starts_at=NOON - HOUR), new(starts_at=NOON + HOUR)
    )
    await database.write("T1", lambda stores: stores.meetups.update(replace(cancelled, cancelled_at=NOON)))

    assert await database.read("T1", lambda stores: stores.meetups.coming_up(NOON, limit=9)) == [now, later]
    assert await database.read("T1", lambda stores: stores.meetups.coming_up(NOON, limit=1)) == [now]
    assert await database.read("T1", lambda stores: stores.meetups.coming_up(NOON - SECOND, limit=1)) == [over]


async def test_a_community_has_its_own_meetups(database: Database) -> None:
    _, mine = await added(database, new(community_id=1), new(community_id=2))

    assert await database.read("T1", lambda stores: stores.meetups.coming_up(NOON, limit=9, community_id=2)) == [mine]


async def test_each_community_has_its_soonest_before_the_end(database: Database) -> None:
    third, first, second, alone, _, _ = await added(
        database,
        new(starts_at=NOON + 3 * HOUR, community_id=1),
        new(starts_at=NOON + 1 * HOUR, community_id=1),
        new(starts_at=NOON + 2 * HOUR, community_id=1),
        new(starts_at=NOON + 4 * HOUR, community_id=2),
        new(starts_at=NOON + DAY, community_id=2),
        new(starts_at=NOON + HOUR, community_id=3),
    )

    found = await database.read(
        "T1", lambda stores: stores.meetups.coming_up_in([1, 2, 404], now=NOON, until=NOON + DAY, limit=2)
    )

    assert found == {1: [first, second], 2: [alone]}
    assert third.id == 1


async def test_what_is_planned_in_a_closed_room_is_for_nobody_outside_until_it_opens(
    database: Database,
) -> None:
    here, closed = await added(database, new(community_id=1), replace(new(community_id=1), channel_id="C2"))

    def read(stores: Stores) -> object:
        everything = stores.meetups.coming_up(NOON, limit=9)
        for_all = stores.meetups.coming_up(NOON, limit=9, is_for_all=True)
        return everything, for_all, stores.meetups.coming_up_in([1], now=NOON, until=NOON + DAY, limit=9)

    for is_closed, shown in ((True, [here]), (False, [here, closed])):
        room = Room("C2", is_closed, False, False, None, None, NOON)
        await database.write("T1", lambda stores, room=room: stores.rooms.save(room))  # type: ignore[misc]
        assert await database.read("T1", read) == ([here, closed], shown, {1: shown})


async def test_reminders_and_seats_are_given_as_they_were_kept(database: Database) -> None:
    for leads in ((), (5,), (20160, 1440, 10)):
        [meetup] = await added(database, replace(new(), reminders=leads, seats=12))

        kept = await database.read("T1", lambda stores, meetup=meetup: stores.meetups.get(meetup.id))  # type: ignore[misc]

        assert kept is not None
        assert (kept.reminders, kept.seats) == (leads, 12)
