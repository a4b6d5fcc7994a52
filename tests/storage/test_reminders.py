from community.coming import Said
from community.reminders import How, Reminder
from storage.database import Database
from storage.stores import Stores
from tests.storage.test_meetups import added, new
from tests.storage.times import DAY, MINUTE, NOON


async def test_reminders_are_due_in_their_order_until_they_are_claimed_once(database: Database) -> None:
    first, second = await added(database, new(), new())
    day, minutes = Reminder(first.id, 1440, NOON - DAY), Reminder(first.id, 10, NOON - 10 * MINUTE)
    hour = Reminder(second.id, 60, NOON - 60 * MINUTE)
    await database.write("T1", lambda stores: stores.reminders.keep([minutes, day, hour]))

    assert await database.read("T1", lambda stores: stores.reminders.due(NOON - DAY, limit=9)) == [first.id]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == [first.id, second.id]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=1)) == [first.id]
    claimed = await database.write("T1", lambda stores: [stores.reminders.claim(first.id, NOON) for _ in range(2)])
    assert claimed == [[day, minutes], []]
    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == [second.id]


async def test_what_was_claimed_does_not_come_back_and_what_was_not_can_be_dropped(database: Database) -> None:
    [meetup] = await added(database, new())
    day, minutes = Reminder(meetup.id, 1440, NOON - DAY), Reminder(meetup.id, 10, NOON - 10 * MINUTE)

    def work(stores: Stores) -> None:
        stores.reminders.keep([day, minutes])
        stores.reminders.claim(meetup.id, NOON - DAY)
        stores.reminders.drop_waiting(meetup.id)
        stores.reminders.keep([day])
        stores.reminders.keep([])

    await database.write("T1", work)

    assert await database.read("T1", lambda stores: stores.reminders.due(NOON, limit=9)) == []


async def test_who_comes_or_may_come_is_written_to_who_wants_that(database: Database) -> None:
    [meetup] = await added(database, new())

    def work(stores: Stores) -> None:
        for user_id, said in (("U1", Said.MAYBE), ("U2", Said.COMING), ("U3", Said.WAITING), ("U4", Said.COMING)):
            stores.coming.say(meetup.id, user_id, said, now=NOON)
        for user_id in ("U1", "U2", "U3", "U5"):
            stores.reminders.choose(user_id, How.DIRECT)
        stores.reminders.choose("U4", How.DIRECT)
        stores.reminders.choose("U4", How.NOT_AT_ALL)

    await database.write("T1", work)

    assert await database.read("T1", lambda stores: stores.reminders.to_write_to(meetup.id)) == [
        ("U1", Said.MAYBE),
        ("U2", Said.COMING),
    ]
    assert await database.read("T1", lambda stores: stores.reminders.how("U4")) is How.NOT_AT_ALL
    assert await database.read("T1", lambda stores: stores.reminders.how("U9")) is How.CHANNEL
