from dataclasses import replace

from community.coming import Numbers, Said
from storage.database import Database
from storage.stores import Stores
from tests.storage.test_meetups import added, new
from tests.storage.times import DAY, HOUR, MINUTE, NOON, SECOND


async def test_what_people_say_last_is_kept_in_the_order_they_said_it(database: Database) -> None:
    [meetup, other] = await added(database, new(), new())

    def say(stores: Stores) -> None:
        for user_id, said in (("U2", Said.COMING), ("U1", Said.COMING), ("U3", Said.WAITING), ("U4", Said.WAITING)):
            stores.coming.say(meetup.id, user_id, said, now=NOON)  # all at one moment, and still one after the other
        stores.coming.say(meetup.id, "U2", Said.MAYBE, now=NOON + SECOND)
        stores.coming.say(meetup.id, "U5", Said.NOT_THIS_TIME, now=NOON + MINUTE)

    await database.write("T1", say)

    def read(stores: Stores) -> object:
        kept = stores.coming
        return (
            kept.who(meetup.id, Said.COMING),
            kept.waiting(meetup.id, limit=1),
            kept.turn(meetup.id, "U4"),
            kept.said_of([meetup.id, other.id], "U2"),
            kept.said(other.id, "U2"),
            kept.numbers([meetup.id, other.id]),
        )

    assert await database.read("T1", read) == (
        ["U1"],
        ["U3"],
        2,
        {meetup.id: Said.MAYBE},
        None,
        {meetup.id: Numbers(coming=1, maybe=1, waiting=2)},
    )
    await database.write("T1", lambda stores: stores.coming.seat(meetup.id, "U3"))
    assert await database.read("T1", lambda stores: stores.coming.who(meetup.id, Said.COMING)) == ["U1", "U3"]


async def test_answers_are_found_while_a_meetup_is_ahead_and_erased_after_it(database: Database) -> None:
    later, soon, cancelled, past = await added(
        database, new(starts_at=NOON + DAY), new(), new(starts_at=NOON + HOUR), new(starts_at=NOON - DAY)
    )

    def say(stores: Stores) -> None:
        for meetup in (later, soon, cancelled, past):
            stores.coming.say(meetup.id, "U1", Said.WAITING, now=NOON - 2 * DAY)
        stores.meetups.update(replace(cancelled, cancelled_at=NOON))

    await database.write("T1", say)

    assert await database.read("T1", lambda stores: stores.coming.ahead_of("U1", NOON)) == [soon.id, later.id]
    assert await database.read("T1", lambda stores: stores.coming.ahead_of("U2", NOON)) == []
    assert await database.read("T1", lambda stores: stores.coming.with_waiting(NOON)) == [later.id, soon.id]
    assert await database.read("T1", lambda stores: stores.coming.over(NOON, limit=9)) == [past.id]
    await database.write("T1", lambda stores: stores.coming.erase(past.id))
    assert await database.read("T1", lambda stores: stores.coming.over(NOON, limit=9)) == []
    assert await database.read("T1", lambda stores: stores.coming.numbers([past.id])) == {}
