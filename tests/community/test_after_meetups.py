"""When what was learnt is asked after a meetup."""

from dataclasses import replace
from datetime import datetime

import pytest

from community.after_meetups import is_to_ask
from community.meetups import Kind
from tests import some
from tests.some import utc

# In Berlin: Thursday 26 November 2026, 15:00 to 16:00.
THURSDAY = some.meetup(starts_at=utc(2026, 11, 26, 14), zone="Europe/Berlin", minutes=60)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (utc(2026, 11, 26, 14, 30), False),
        (utc(2026, 11, 26, 15, 14), False),
        (utc(2026, 11, 26, 15, 15), True),
        (utc(2026, 11, 26, 16, 30), False),  # 17:30: people have gone home
        (utc(2026, 11, 27, 7, 59), False),
        (utc(2026, 11, 27, 8, 0), True),  # Friday, 9:00
        (utc(2026, 11, 28, 10, 0), False),  # Saturday
    ],
)
def test_it_is_asked_soon_after_while_people_are_likely_at_work(now: datetime, expected: bool) -> None:
    assert is_to_ask(THURSDAY, now) is expected


@pytest.mark.parametrize("kind", [Kind.LESS_BEER, Kind.OPEN_SPACE])
def test_an_informal_evening_and_an_open_space_are_not_asked(kind: Kind) -> None:
    assert not is_to_ask(replace(THURSDAY, kind=kind), utc(2026, 11, 27, 8))


def test_a_meetup_that_was_called_off_or_never_announced_is_not_asked() -> None:
    now = utc(2026, 11, 27, 8)

    assert not is_to_ask(replace(THURSDAY, cancelled_at=now), now)
    assert not is_to_ask(replace(THURSDAY, announced_ts=None), now)
