from storage.database import Database
from tests.storage.test_meetups import added, new
from tests.storage.times import MINUTE, NOON, SECOND


async def test_who_is_coming_is_told_in_the_order_they_said_so(database: Database) -> None:
    [meetup, other] = await added(database, new(), new())

    said = await database.write(
        "T1",
        lambda stores: [
            stores.coming.come(meetup.id, "U2", now=NOON),
            stores.coming.come(meetup.id, "U1", now=NOON + SECOND),
            stores.coming.come(meetup.id, "U2", now=NOON + MINUTE),
        ],
    )

    assert said == [True, True, False]
    assert await database.read("T1", lambda stores: stores.coming.comers(meetup.id)) == ["U2", "U1"]
    counted = await database.read("T1", lambda stores: stores.coming.counts([meetup.id, other.id]))
    assert counted == {meetup.id: 2}


async def test_who_stays_away_is_forgotten_once(database: Database) -> None:
    [meetup] = await added(database, new())
    await database.write("T1", lambda stores: stores.coming.come(meetup.id, "U1", now=NOON))

    away = await database.write("T1", lambda stores: [stores.coming.stay_away(meetup.id, "U1") for _ in range(2)])

    assert away == [True, False]
    assert await database.read("T1", lambda stores: stores.coming.comers(meetup.id)) == []
