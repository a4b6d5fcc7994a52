from datetime import timedelta
from functools import partial

from community.people import Person
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON


async def test_a_person_is_kept_as_they_were_last_seen(database: Database) -> None:
    await database.write("T1", lambda stores: stores.people.save(Person("U1", "Lea", "UTC"), now=NOON))
    await database.write(
        "T1", lambda stores: stores.people.save(Person("U1", "Léa Ø. 🎉", "Asia/Tokyo"), now=NOON + HOUR)
    )

    found = await database.read("T1", lambda stores: stores.people.get("U1"))

    assert found == Person("U1", "Léa Ø. 🎉", "Asia/Tokyo")


async def test_who_was_never_met_is_none(database: Database) -> None:
    assert await database.read("T1", lambda stores: stores.people.get("U404")) is None


async def test_names_are_given_of_those_who_are_known(database: Database) -> None:
    await database.write("T1", lambda stores: stores.people.save(Person("U1", "Lea", "UTC"), now=NOON))
    await database.write("T1", lambda stores: stores.people.save(Person("U2", "Ben", "UTC"), now=NOON))

    assert await database.read("T1", lambda stores: stores.people.named(["U1", "U404"])) == {"U1": "Lea"}
    assert await database.read("T1", lambda stores: stores.people.named([])) == {}


async def test_only_the_first_time_is_the_first(database: Database) -> None:
    def times(stores: Stores) -> list[bool]:
        return [stores.people.is_first(user_id, "team", now=NOON) for user_id in ("U1", "U1", "U2")]

    assert await database.write("T1", times) == [True, False, True]
    assert await database.write("T1", times) == [False, False, False]


async def test_what_was_long_enough_ago_is_the_first_again(database: Database) -> None:
    def is_first(stores: Stores, *, after: timedelta) -> bool:
        return stores.people.is_first("U1", "hint", now=NOON + after, within=DAY)

    given = [0 * DAY, DAY - MINUTE, DAY, DAY + MINUTE, 2 * DAY]
    found = [await database.write("T1", partial(is_first, after=after)) for after in given]

    assert found == [True, False, True, False, True]
