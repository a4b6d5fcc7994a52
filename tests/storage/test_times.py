from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from community.meetups import NewMeetup
from storage.database import Database
from tests.storage.times import NOON


def meetup(starts_at: datetime) -> NewMeetup:
    return NewMeetup("A meetup", "C1", None, starts_at, "UTC", 60, "", "U1", NOON)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (datetime(2026, 3, 2, 12, 0, 0, 123456, UTC), datetime(2026, 3, 2, 12, 0, 0, 123456, UTC)),
        (datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Berlin")), datetime(2026, 3, 2, 11, tzinfo=UTC)),
        (
            datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
            datetime(2026, 3, 1, 19, 15, tzinfo=UTC),
        ),
        # The hour that comes twice when the clocks go back: first in summer time, then in winter time.
        (datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (
            datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
    ],
)
async def test_an_instant_comes_back_as_the_same_one_in_utc(
    database: Database, given: datetime, expected: datetime
) -> None:
    kept = await database.write("T1", lambda stores: stores.meetups.add(meetup(given)))

    found = await database.read("T1", lambda stores: stores.meetups.get(kept.id))

    assert found is not None
    assert found.starts_at == expected
    assert found.starts_at.utcoffset() == timedelta(0)


async def test_instants_of_different_zones_are_in_their_true_order(database: Database) -> None:
    tokyo = datetime(2026, 3, 2, 20, tzinfo=ZoneInfo("Asia/Tokyo"))  # 11:00 UTC
    new_york = datetime(2026, 3, 2, 7, tzinfo=ZoneInfo("America/New_York"))  # 12:00 UTC
    await database.write("T1", lambda stores: stores.meetups.add(meetup(new_york)))
    await database.write("T1", lambda stores: stores.meetups.add(meetup(tokyo)))

    found = await database.read("T1", lambda stores: stores.meetups.coming_up(NOON - timedelta(hours=2), limit=9))

    assert [each.starts_at.hour for each in found] == [11, 12]


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="timezone"):
        await database.write("T1", lambda stores: stores.meetups.add(meetup(NOON.replace(tzinfo=None))))

    assert await database.read("T1", lambda stores: stores.meetups.get(1)) is None
