"""When a person may be written to of the bot's own accord."""

from datetime import UTC, datetime

import pytest

from community.hours import after_working_days, is_good_hour
from tests.some import utc


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (datetime(2026, 3, 27, 8, 0, tzinfo=UTC), "Europe/Berlin", True),  # Friday 9:00
        (datetime(2026, 3, 27, 7, 59, tzinfo=UTC), "Europe/Berlin", False),
        (datetime(2026, 3, 27, 15, 59, tzinfo=UTC), "Europe/Berlin", True),
        (datetime(2026, 3, 27, 16, 0, tzinfo=UTC), "Europe/Berlin", False),  # 17:00
        (datetime(2026, 3, 28, 11, 0, tzinfo=UTC), "Europe/Berlin", False),  # Saturday
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), "Australia/Sydney", True),  # Monday 9:30 there, Sunday in London
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), "No/Where", True),
    ],
)
def test_people_are_written_to_while_they_are_likely_at_work(now: datetime, zone: str, expected: bool) -> None:
    assert is_good_hour(now, zone) is expected


@pytest.mark.parametrize(
    ("asked", "days", "zone", "expected"),
    [
        (utc(2026, 3, 23, 9), 3, "UTC", utc(2026, 3, 26, 9)),
        (utc(2026, 3, 27, 9), 3, "UTC", utc(2026, 4, 1, 9)),  # a Friday: until Wednesday
        (utc(2026, 3, 28, 9), 1, "UTC", utc(2026, 3, 30, 9)),  # a Saturday: until Monday
        (utc(2026, 3, 27, 8), 1, "Europe/Berlin", utc(2026, 3, 30, 7)),  # clocks go on: 9:00 all the same
        (utc(2026, 3, 26, 20), 1, "Pacific/Auckland", utc(2026, 3, 29, 20)),  # Friday there, so until their Monday
        (utc(2026, 3, 23, 9), 1, "No/Where", utc(2026, 3, 24, 9)),
    ],
)
def test_working_days_are_counted_where_the_community_is(
    asked: datetime, days: int, zone: str, expected: datetime
) -> None:
    assert after_working_days(asked, days, zone) == expected
