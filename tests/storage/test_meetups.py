from dataclasses import replace
from datetime import datetime

from community.meetups import Before, Meetup, NewMeetup, Reminder
from storage.database import Database
from tests.storage.times import DAY, HOUR, MINUTE, NOON, SECOND


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


async def test_who_is_coming_is_told_in_the_order_they_said_so(database: Database) -> None:
    [meetup, other] = await added(database, new(), new())

    said = await database.write(
        "T1",
        lambda stores: [
            stores.meetups.come(meetup.id, "U2", now=NOON),
            stores.meetups.come(meetup.id, "U1", now=NOON + SECOND),
            stores.meetups.come(meetup.id, "U2", now=NOON + MINUTE),
        ],
    )

    assert said == [True, True, False]
    assert await database.read("T1", lambda stores: stores.meetups.comers(meetup.id)) == ["U2", "U1"]
    counted = await database.read("T1", lambda stores: stores.meetups.counts([meetup.id, other.id]))
    assert counted == {meetup.id: 2}


async def test_who_stays_away_is_forgotten_once(database: Database) -> None:
    [meetup] = await added(database, new())
    await database.write("T1", lambda stores: stores.meetups.come(meetup.id, "U1", now=NOON))

    away = await database.write("T1", lambda stores: [stores.meetups.stay_away(meetup.id, "U1") for _ in range(2)])

    assert away == [True, False]
    assert await database.read("T1", lambda stores: stores.meetups.comers(meetup.id)) == []


async def test_reminders_are_due_in_their_order_until_they_are_claimed_once(database: Database) -> None:
    [meetup] = await added(database, new())
    day, minutes = (
        Reminder(meetup.id, Before.A_DAY, NOON - DAY),
        Reminder(meetup.id, Before.TEN_MINUTES, NOON - 10 * MINUTE),
    )
    await database.write("T1", lambda stores: stores.meetups.remind([minutes, day]))

    assert await database.read("T1", lambda stores: stores.meetups.due(NOON - DAY, limit=9)) == [day]
    assert await database.read("T1", lambda stores: stores.meetups.due(NOON, limit=9)) == [day, minutes]
    assert await database.read("T1", lambda stores: stores.meetups.due(NOON, limit=1)) == [day]
    claimed = await database.write("T1", lambda stores: [stores.meetups.claim(day), stores.meetups.claim(day)])
    assert claimed == [True, False]
    assert await database.read("T1", lambda stores: stores.meetups.due(NOON, limit=9)) == [minutes]


async def test_a_claimed_reminder_does_not_come_back(database: Database) -> None:
    [meetup] = await added(database, new())
    reminder = Reminder(meetup.id, Before.A_DAY, NOON - DAY)
    await database.write("T1", lambda stores: stores.meetups.remind([reminder]))
    await database.write("T1", lambda stores: stores.meetups.claim(reminder))

    await database.write("T1", lambda stores: stores.meetups.remind([reminder]))
    await database.write("T1", lambda stores: stores.meetups.remind([]))

    assert await database.read("T1", lambda stores: stores.meetups.due(NOON, limit=9)) == []


async def test_a_reminder_that_was_never_kept_can_not_be_claimed(database: Database) -> None:
    [meetup] = await added(database, new())

    assert not await database.write(
        "T1", lambda stores: stores.meetups.claim(Reminder(meetup.id, Before.A_DAY, NOON - DAY))
    )
