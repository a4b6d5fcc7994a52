"""Meetups: when one is over."""

from datetime import datetime, timedelta

import pytest

from community import meetups
from tests import some
from tests.some import utc

STARTS_AT = utc(2026, 8, 6, 13)


@pytest.mark.parametrize(
    ("now", "expected"),
    [(STARTS_AT, False), (STARTS_AT + timedelta(minutes=44), False), (STARTS_AT + timedelta(minutes=45), True)],
)
def test_a_meetup_is_over_when_its_length_has_passed(now: datetime, expected: bool) -> None:
    assert meetups.is_over(some.meetup(starts_at=STARTS_AT, minutes=45), now) is expected
