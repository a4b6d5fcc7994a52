"""The clock runs like a real one and can only be moved ahead."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sandbox.clock import Clock

MONDAY = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def standing(start: datetime = MONDAY) -> Clock:
    return Clock(start, seconds=lambda: 0.0)


def test_it_runs_with_the_seconds_it_is_given() -> None:
    seconds = [100.0]
    clock = Clock(MONDAY, seconds=lambda: seconds[0])

    seconds[0] = 130.0

    assert clock.now() == MONDAY + timedelta(seconds=30)


def test_it_tells_utc_whatever_zone_it_was_moved_in() -> None:
    clock = standing()

    now = clock.move_to(datetime(2026, 3, 30, 12, 0, tzinfo=timezone(timedelta(hours=2))))

    assert (now, now.tzinfo) == (datetime(2026, 3, 30, 10, 0, tzinfo=UTC), UTC)


def test_it_never_goes_back() -> None:
    clock = standing()

    with pytest.raises(ValueError, match="only moves ahead"):
        clock.move_to(MONDAY - timedelta(seconds=1))

    assert clock.now() == MONDAY


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        standing().move_to(datetime(2026, 4, 1, 9, 0))  # noqa: DTZ001 - the naive time is the point

    with pytest.raises(ValueError, match="with a zone"):
        Clock(datetime(2026, 4, 1, 9, 0))  # noqa: DTZ001


def test_a_move_is_told_to_listeners() -> None:
    clock = standing()
    told: list[datetime] = []
    clock.subscribe(told.append)

    clock.advance(timedelta(hours=1))

    assert told == [MONDAY + timedelta(hours=1)]


async def test_who_waits_for_a_moment_is_woken_by_a_move() -> None:
    clock = standing()
    waiting = asyncio.create_task(clock.wait_until(MONDAY + timedelta(days=1)))
    await asyncio.sleep(0)

    clock.advance(timedelta(hours=23))
    await asyncio.sleep(0)
    assert not waiting.done()

    clock.advance(timedelta(hours=1))
    async with asyncio.timeout(5):
        await waiting


async def test_who_waits_for_a_moment_gets_it_without_a_move_too() -> None:
    clock = Clock(MONDAY)

    async with asyncio.timeout(5):
        await clock.wait_until(MONDAY + timedelta(milliseconds=20))

    assert clock.now() >= MONDAY + timedelta(milliseconds=20)
