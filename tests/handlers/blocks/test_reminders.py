"""Spans before a meetup, in words."""

import pytest

from handlers.blocks import reminders


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ((), ""),
        ((10,), "10 minutes before"),
        ((24 * 60, 10), "a day and 10 minutes before"),
        ((14 * 24 * 60, 7 * 24 * 60, 2 * 24 * 60, 120, 60), "2 weeks, a week, 2 days, 2 hours and an hour before"),
    ],
)
def test_when_a_channel_is_reminded_is_told_in_a_sentence(leads: tuple[int, ...], expected: str) -> None:
    assert reminders.told(leads) == expected
