import pytest

from storage.database import Database
from tests.storage.times import HOUR, NOON


async def test_a_request_is_claimed_once(database: Database) -> None:
    claimed = [await database.write("T1", lambda stores: stores.requests.claim("trigger", now=NOON)) for _ in range(2)]

    assert claimed == [True, False]


async def test_a_claim_of_a_use_case_that_failed_can_be_taken_again(database: Database) -> None:
    def fail(claimed: bool) -> None:
        assert claimed
        raise LookupError

    with pytest.raises(LookupError):
        await database.write("T1", lambda stores: fail(stores.requests.claim("trigger", now=NOON)))

    assert await database.write("T1", lambda stores: stores.requests.claim("trigger", now=NOON))


async def test_only_old_requests_are_pruned(database: Database) -> None:
    await database.write("T1", lambda stores: stores.requests.claim("old", now=NOON))
    await database.write("T1", lambda stores: stores.requests.claim("new", now=NOON + HOUR))

    pruned = await database.write("T1", lambda stores: stores.requests.prune(before=NOON + HOUR))

    assert pruned == 1
    assert await database.write("T1", lambda stores: stores.requests.claim("old", now=NOON))
    assert not await database.write("T1", lambda stores: stores.requests.claim("new", now=NOON))
