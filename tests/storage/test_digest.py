from datetime import time
from functools import partial

import pytest

from community.communities import Aim, NewCommunity
from community.digest import DigestSchedule
from community.schedule import Period, Weekly
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON

THIS_WEEK = Period(NOON - 7 * DAY, NOON)


@pytest.fixture
async def ids(database: Database) -> list[int]:
    """Give the ids of three communities."""

    def named(name: str) -> NewCommunity:
        return NewCommunity(name, name, "", Aim.BOTH, name, f"C-{name}", False, "U1", NOON, "UTC")

    return await database.write(
        "T1", lambda stores: [stores.communities.add(named(name)).id for name in ("one", "two", "three")]
    )


def schedule(community_id: int, *, minutes: int | None = 0) -> DigestSchedule:
    next_at = None if minutes is None else NOON + minutes * MINUTE
    return DigestSchedule(community_id, Weekly(4, time(8, 30), "America/New_York"), next_at, NOON - 7 * DAY)


def save(stores: Stores, schedule: DigestSchedule) -> None:
    stores.digests.save(schedule)


async def test_a_schedule_is_kept_as_it_was_last_saved(database: Database, ids: list[int]) -> None:
    await database.write("T1", lambda stores: stores.digests.save(schedule(ids[0])))
    await database.write("T1", lambda stores: stores.digests.save(schedule(ids[0], minutes=None)))

    assert await database.read("T1", lambda stores: stores.digests.schedule(ids[0])) == schedule(ids[0], minutes=None)
    assert await database.read("T1", lambda stores: stores.digests.schedule(ids[1])) is None


async def test_what_is_due_is_given_the_longest_due_first(database: Database, ids: list[int]) -> None:
    off, late, early = schedule(ids[0], minutes=None), schedule(ids[1], minutes=10), schedule(ids[2], minutes=5)
    for each in (off, late, early):
        await database.write("T1", partial(save, schedule=each))

    due = await database.read(
        "T1", lambda stores: [stores.digests.due(at, limit=9) for at in (NOON, NOON + 5 * MINUTE, NOON + HOUR)]
    )

    assert due == [[], [early], [early, late]]
    assert await database.read("T1", lambda stores: stores.digests.due(NOON + HOUR, limit=1)) == [early]


async def test_a_period_is_claimed_once_by_each_community(database: Database, ids: list[int]) -> None:
    one, two, _ = ids
    longer, next_week = Period(THIS_WEEK.start, NOON + HOUR), Period(NOON, NOON + 7 * DAY)
    wanted = [(one, THIS_WEEK), (one, THIS_WEEK), (one, longer), (two, THIS_WEEK), (one, next_week)]

    claimed = await database.write(
        "T1", lambda stores: [stores.digests.claim(community_id, period, now=NOON) for community_id, period in wanted]
    )

    assert claimed == [True, False, False, True, True]


async def test_what_was_shown_is_remembered_once(database: Database, ids: list[int]) -> None:
    one, two, three = ids
    await database.write("T1", lambda stores: stores.digests.show(one, [4, 5], now=NOON))
    await database.write("T1", lambda stores: stores.digests.show(one, [5, 6], now=NOON + DAY))
    await database.write("T1", lambda stores: stores.digests.show(two, [4], now=NOON))
    await database.write("T1", lambda stores: stores.digests.show(three, [], now=NOON))

    assert await database.read("T1", lambda stores: stores.digests.shown([one, three])) == {one: {4, 5, 6}}
