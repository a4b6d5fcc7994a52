"""Pulse: how lively a community is said to be."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community.communities import State
from community.pulse import Life, life_of, week_of
from tests.some import NOW, community, utc

LONG_AGO = utc(2025, 1, 6)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("started_at", "last_active", "expected"),
    [
        (utc(2026, 6, 22, 7, 1), None, Life.FORMING),  # a minute less than six weeks before NOW
        (utc(2026, 6, 22, 7), None, Life.QUIET),
        (LONG_AGO, utc(2026, 6, 22, 7, 1), Life.ALIVE),
        (LONG_AGO, utc(2026, 6, 22, 7), Life.QUIET),
        (LONG_AGO, None, Life.QUIET),
    ],
)
def test_six_weeks_tell_forming_from_alive_and_alive_from_quiet(
    started_at: datetime, last_active: datetime | None, expected: Life
) -> None:
    assert life_of(community(started_at=started_at), last_active, NOW) is expected


@pytest.mark.parametrize("state", [State.RESTING, State.CLOSED])
def test_what_rests_or_was_closed_rests_whatever_was_said_there_yesterday(state: State) -> None:
    assert life_of(community(state=state), NOW, NOW) is Life.RESTING


def test_a_channel_that_is_being_made_is_forming_however_long_that_takes() -> None:
    assert life_of(community(state=State.FORMING, started_at=LONG_AGO), None, NOW) is Life.FORMING


def test_one_that_was_woken_last_week_is_alive() -> None:
    woken = replace(community(started_at=LONG_AGO), state_since=NOW - WEEK)

    assert life_of(woken, LONG_AGO, NOW) is Life.ALIVE


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (utc(2026, 8, 2, 23, 59), utc(2026, 7, 27)),
        (utc(2026, 8, 3), utc(2026, 8, 3)),
        (utc(2026, 1, 1), utc(2025, 12, 29)),
    ],
)
def test_a_week_begins_on_monday_in_utc(moment: datetime, monday: datetime) -> None:
    assert week_of(moment) == monday
