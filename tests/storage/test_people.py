from community.people import Person
from storage.database import Database
from tests.storage.times import HOUR, NOON


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
