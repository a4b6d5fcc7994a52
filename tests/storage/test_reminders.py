from community.reminders import Before, Reminder
from storage.database import Database
from tests.storage.test_meetups import added, new
from tests.storage.times import DAY, MINUTE, NOON


async def test_reminders_are_due_in_their_order_until_they_are_claimed_once(database: Database) -> None:
    [meetup] = await added(database, new())
    day, minutes = (
        Reminder(meetup.id, Before.A_DAY, NOON - DAY),
        Reminder(meetup.id, Before.TEN_MINUTES, NOON - 10 * MINUTE),
    )
    await database.write("T1", lambda stores: stores.reminders.keep([minutes, day]))

    assert await database.read("T1", lambda stores: stores.reminders.due(NOON - DAY, limit=9)) == [day]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == [day, minutes]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=1)) == [day]
    claimed = await database.write("T1", lambda stores: [stores.reminders.claim(day), stores.reminders.claim(day)])
    assert claimed == [True, False]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == [minutes]


async def test_a_claimed_reminder_does_not_come_back(database: Database) -> None:
    [meetup] = await added(database, new())
    reminder = Reminder(meetup.id, Before.A_DAY, NOON - DAY)
    await database.write("T1", lambda stores: stores.reminders.keep([reminder]))
    await database.write("T1", lambda stores: stores.reminders.claim(reminder))

    await database.write("T1", lambda stores: stores.reminders.keep([reminder]))
    await database.write("T1", lambda stores: stores.reminders.keep([]))

    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == []


async def test_a_reminder_that_was_never_kept_can_not_be_claimed(database: Database) -> None:
    [meetup] = await added(database, new())

    assert not await database.write(
        "T1", lambda stores: stores.reminders.claim(Reminder(meetup.id, Before.A_DAY, NOON - DAY))
    )
