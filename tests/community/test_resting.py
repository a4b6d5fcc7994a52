"""Resting: when a quiet community is asked what would suit it, and when it rests by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community.communities import State
from community.resting import Quiet, is_to_be_asked, is_to_rest, overtaken
from tests import some
from tests.some import NOW

DAY = timedelta(days=1)
OLD = some.community(started_at=NOW - 400 * DAY)
SILENT = NOW - 50 * DAY


def asked(days_ago: int, *, answered: bool = False) -> Quiet:
    at = NOW - days_ago * DAY
    return Quiet(1, at, "C0COP", "1.2", at if answered else None)


@pytest.mark.parametrize(
    ("last_active", "before", "expected"),
    [
        (NOW - 41 * DAY, None, False),
        (NOW - 42 * DAY, None, True),  # six weeks
        (None, None, True),
        (SILENT, asked(2), False),  # asked in this very silence
        (SILENT, asked(2, answered=True), False),
        (SILENT, asked(100, answered=True), True),  # there was life in between, and somebody had answered
        (SILENT, asked(100), False),  # nobody had, so it is left alone for half a year
        (SILENT, asked(182), True),
        (NOW - 300 * DAY, asked(200), False),  # nothing has happened since it was asked
    ],
)
def test_a_quiet_community_is_asked_once_while_it_is_quiet(
    last_active: datetime | None, before: Quiet | None, expected: bool
) -> None:
    assert is_to_be_asked(OLD, before, last_active, NOW) is expected


def test_one_that_is_young_rests_was_woken_lately_or_has_no_channel_is_not_asked() -> None:
    for left_alone in (
        replace(OLD, started_at=NOW - 30 * DAY),
        replace(OLD, state=State.RESTING),
        replace(OLD, state=State.CLOSED),
        replace(OLD, state_since=NOW - 10 * DAY),
        replace(OLD, channel_id=None),
    ):
        assert not is_to_be_asked(left_alone, None, None, NOW)


@pytest.mark.parametrize(
    ("before", "last_active", "expected"),
    [
        (asked(21), SILENT, True),
        (asked(20), SILENT, False),
        (asked(21, answered=True), SILENT, False),
        (asked(21), NOW - 3 * DAY, False),  # somebody said something since
    ],
)
def test_it_rests_by_itself_when_three_weeks_bring_no_answer_and_no_life(
    before: Quiet, last_active: datetime, expected: bool
) -> None:
    assert is_to_rest(OLD, before, last_active, NOW) is expected


def test_life_is_an_answer_too() -> None:
    silent = replace(asked(5), community_id=2)
    communities = {1: OLD, 2: replace(OLD, id=2)}

    found = overtaken(communities, {1: asked(5), 2: silent}, {1: NOW - DAY, 2: SILENT})

    assert [one.community_id for one in found] == [1]
