"""When a person may be written to of the bot's own accord."""

from datetime import UTC, datetime

import pytest

from community.hours import is_good_hour


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
