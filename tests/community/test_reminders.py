"""Reminders: which lie ahead, and which still help."""

from datetime import datetime, timedelta

import pytest

from community import reminders
from community.reminders import Reminder
from tests import some
from tests.some import utc

STARTS_AT = utc(2026, 8, 6, 13)
A_DAY = Reminder(7, 1440, utc(2026, 8, 5, 13))
TEN_MINUTES = Reminder(7, 10, utc(2026, 8, 6, 12, 50))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (utc(2026, 8, 1), [A_DAY, TEN_MINUTES]),
        (utc(2026, 8, 5, 12, 59), [A_DAY, TEN_MINUTES]),
        (utc(2026, 8, 5, 13), [TEN_MINUTES]),  # planned at the last moment: who plans it knows
        (utc(2026, 8, 6, 12, 50), []),
    ],
)
def test_only_reminders_that_lie_ahead_are_kept(now: datetime, expected: list[Reminder]) -> None:
    assert reminders.ahead(some.meetup(starts_at=STARTS_AT), now) == expected


@pytest.mark.parametrize(
    ("reminder", "now", "expected"),
    [
        (A_DAY, A_DAY.due_at, True),
        (A_DAY, A_DAY.due_at + timedelta(hours=6), True),
        (A_DAY, A_DAY.due_at + timedelta(hours=6, seconds=1), False),
        (TEN_MINUTES, TEN_MINUTES.due_at, True),
        (TEN_MINUTES, STARTS_AT - timedelta(seconds=1), True),
        (TEN_MINUTES, STARTS_AT, False),
        (TEN_MINUTES, STARTS_AT + timedelta(days=3), False),
    ],
)
def test_a_reminder_that_comes_too_late_is_not_sent(reminder: Reminder, now: datetime, expected: bool) -> None:
    assert reminders.is_timely(reminder, some.meetup(starts_at=STARTS_AT), now) is expected


def test_nobody_is_reminded_of_a_cancelled_meetup() -> None:
    cancelled = some.meetup(starts_at=STARTS_AT, cancelled_at=utc(2026, 8, 4))

    assert not reminders.is_timely(A_DAY, cancelled, A_DAY.due_at)


def test_a_reminder_for_a_time_it_is_no_longer_at_is_dropped() -> None:
    moved = some.meetup(starts_at=STARTS_AT + timedelta(hours=1))

    assert not reminders.is_timely(A_DAY, moved, A_DAY.due_at)


def test_of_several_that_are_due_after_an_outage_the_nearest_alone_is_sent() -> None:
    assert reminders.nearest([A_DAY, TEN_MINUTES]) == TEN_MINUTES


def test_only_spans_that_are_offered_can_be_chosen_each_once_the_longest_first() -> None:
    assert reminders.chosen(["10", "1440", "10", "11", "-5", "a day", ""]) == (1440, 10)
    assert reminders.chosen([]) == ()
