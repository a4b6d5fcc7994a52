"""The clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SettableClock, SystemClock

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


def test_the_system_clock_knows_its_zone() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_settable_clock_starts_at_the_real_time() -> None:
    assert SettableClock(lambda: NOON).now() == NOON


def test_a_clock_that_was_set_goes_on_from_there() -> None:
    real = [NOON]
    clock = SettableClock(lambda: real[0])
    clock.set(datetime(2026, 3, 30, 7, tzinfo=UTC))

    real[0] += timedelta(minutes=5)

    assert clock.now() == datetime(2026, 3, 30, 7, 5, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    clock = SettableClock(lambda: NOON)

    with pytest.raises(ValueError, match="needs a zone"):
        clock.set(datetime(2026, 3, 30, 7))  # noqa: DTZ001

    assert clock.now() == NOON
