from dataclasses import replace
from datetime import date
from functools import partial

from community.communities import State
from community.series import LAST, Every, Rule, Series
from storage.database import Database
from storage.stores import Stores
from tests.storage.filled import COMMUNITY, MEETUP, SERIES
from tests.storage.times import DAY, NOON


def keep(stores: Stores, *, series: Series) -> None:
    stores.series.update(series)


async def test_a_series_is_given_as_it_was_kept(database: Database) -> None:
    monthly = replace(
        SERIES,
        rule=Rule(Every.MONTH, date(2026, 7, 30), LAST, until=date(2027, 7, 29)),
        reminders=(1440,),
        seats=5,
        country=None,
    )
    added = await database.write("T1", lambda stores: [stores.series.add(SERIES), stores.series.add(monthly)][1])
    changed = replace(
        added,
        revision=2,
        skipped=frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
        holidays=frozenset({date(2027, 1, 28)}),
        holidays_until=date(2028, 1, 1),
        made_on=date(2026, 7, 30),
        next_at=NOON,
        reminders=(),
    )

    assert await database.read("T1", lambda stores: stores.series.get(added.id)) == added
    await database.write("T1", lambda stores: stores.series.update(changed))

    assert (await database.read("T1", lambda stores: stores.series.of([1])))[1:] == [changed]
    assert await database.read("T1", lambda stores: stores.series.get(404)) is None


async def test_those_of_open_communities_are_due_and_have_one_meetup_a_day(database: Database) -> None:
    await database.write("T1", lambda stores: stores.communities.add(COMMUNITY))
    community = await database.read("T1", lambda stores: stores.communities.get(1))
    assert community is not None
    opened = replace(community, state=State.OPEN)
    await database.write("T1", lambda stores: stores.communities.update(opened))
    for next_at in (NOON, NOON + DAY, None):
        added = await database.write("T1", lambda stores: stores.series.add(SERIES))
        await database.write("T1", partial(keep, series=replace(added, next_at=next_at)))
    meetup = replace(MEETUP, series_id=1, occurs_on=NOON.date())

    assert [one.id for one in await database.read("T1", lambda stores: stores.series.due(NOON, limit=9))] == [1]
    until = NOON.date()
    waiting = await database.read("T1", lambda stores: stores.series.without_holidays(until, limit=9))
    assert [one.id for one in waiting] == [1, 2]
    assert await database.write("T1", lambda stores: stores.meetups.add_of_series(meetup)) is not None
    assert await database.write("T1", lambda stores: stores.meetups.add_of_series(meetup)) is None

    resting = replace(community, state=State.RESTING)
    await database.write("T1", lambda stores: stores.communities.update(resting))
    assert await database.read("T1", lambda stores: stores.series.due(NOON, limit=9)) == []
