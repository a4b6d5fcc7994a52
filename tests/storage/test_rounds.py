"""What is looked at once an hour."""

from storage.database import Database
from tests.storage.times import HOUR, NOON


async def test_a_round_is_begun_once_an_hour(database: Database) -> None:
    begun = await database.write(
        "T1", lambda stores: [stores.rounds.begin("pulse", hour) for hour in (NOON, NOON, NOON + HOUR)]
    )

    assert begun == [True, False, True]


async def test_a_clock_that_went_back_begins_nothing_again(database: Database) -> None:
    await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON))

    assert not await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON - HOUR))
    assert await database.read("T1", lambda stores: stores.rounds.begun(NOON - HOUR)) == {"pulse"}


async def test_what_was_begun_an_hour_ago_is_due_again(database: Database) -> None:
    await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON))

    assert await database.read("T1", lambda stores: stores.rounds.begun(NOON + HOUR)) == frozenset()


async def test_an_hour_back_is_not_looked_at_twice_and_a_year_back_is_not_waited_for(database: Database) -> None:
    await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON))

    assert await database.read("T1", lambda stores: stores.rounds.begun(NOON - HOUR)) == {"pulse"}
    assert not await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON - HOUR))
    assert await database.read("T1", lambda stores: stores.rounds.begun(NOON - 8_760 * HOUR)) == frozenset()
    assert await database.write("T1", lambda stores: stores.rounds.begin("pulse", NOON - 8_760 * HOUR))
