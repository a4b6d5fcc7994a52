"""When a digest is due, for which period, and what it says."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from community import digest
from community.digest import Digest, DigestSchedule, Run, Said
from community.meetups import Coming
from community.news import Elsewhere, News
from community.schedule import Period, Weekly
from tests import some
from tests.some import NOW, utc

WEEK = Period(utc(2026, 7, 27, 7), NOW)
MONDAYS = Weekly(0, time(9), "Europe/Berlin")


def schedule(next_at: datetime | None = NOW, since: datetime = WEEK.start) -> DigestSchedule:
    return DigestSchedule(community_id=1, weekly=MONDAYS, next_at=next_at, since=since)


def told(**news: object) -> Digest:
    return Digest(some.community(), WEEK, News(**news))  # type: ignore[arg-type]


def test_a_community_starts_with_mondays_at_nine_in_its_zone() -> None:
    found = digest.first_schedule(some.community(zone="America/New_York"), utc(2026, 8, 5, 12))

    assert found.weekly == Weekly(0, time(9), "America/New_York")
    assert found.next_at == utc(2026, 8, 10, 13)
    assert found.since == utc(2026, 8, 5, 12)


def test_a_community_in_an_unknown_zone_starts_in_utc() -> None:
    found = digest.first_schedule(some.community(zone="Mars/Olympus"), utc(2026, 8, 5, 12))

    assert found.weekly.zone == "UTC"
    assert found.next_at == utc(2026, 8, 10, 9)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - timedelta(seconds=1), None),
        (NOW, WEEK),
        (NOW + timedelta(minutes=20), WEEK),  # late, but the same period: two replicas agree on it
        (utc(2026, 8, 10, 6, 59), WEEK),
        (utc(2026, 8, 10, 7), Period(WEEK.start, utc(2026, 8, 10, 7))),
        (utc(2026, 9, 2), Period(WEEK.start, utc(2026, 8, 31, 7))),  # four weeks off: one digest for the gap
    ],
)
def test_what_is_due_is_one_period_however_long_the_bot_was_away(now: datetime, expected: Period | None) -> None:
    assert digest.due_period(schedule(), now) == expected


def test_nothing_is_due_while_the_digest_is_off() -> None:
    assert digest.due_period(schedule(next_at=None), utc(2027, 1, 1)) is None


def test_no_period_is_due_when_nothing_lies_between() -> None:
    assert digest.due_period(schedule(since=NOW), NOW) is None


def test_periods_follow_one_another_without_a_gap() -> None:
    after = digest.advance(schedule(), utc(2026, 9, 2))

    assert after.since == utc(2026, 8, 31, 7)
    assert after.next_at == utc(2026, 9, 7, 7)


def test_another_weekday_keeps_the_period_and_moves_the_next_time() -> None:
    friday = Weekly(4, time(15, 30), "Europe/Berlin")

    after = digest.settle(schedule(next_at=utc(2026, 8, 10, 7), since=NOW), friday, utc(2026, 8, 4))

    assert after == DigestSchedule(1, friday, utc(2026, 8, 7, 13, 30), since=NOW)


def test_off_keeps_the_time_it_had() -> None:
    after = digest.settle(schedule(), None, NOW)

    assert after.next_at is None
    assert after.weekly == MONDAYS


def test_on_again_starts_with_the_last_week_at_most() -> None:
    off = schedule(next_at=None, since=utc(2026, 1, 1))

    after = digest.settle(off, MONDAYS, utc(2026, 8, 4, 12))

    assert after.since == utc(2026, 7, 28, 12)
    assert after.next_at == utc(2026, 8, 10, 7)


def test_a_pause_leaves_out_four_weeks_and_the_digest_after_it_covers_them() -> None:
    after = digest.pause(schedule(next_at=utc(2026, 8, 10, 7), since=NOW), utc(2026, 8, 3, 8))

    assert after == DigestSchedule(1, MONDAYS, utc(2026, 9, 7, 7), since=NOW)
    assert digest.is_paused(after, utc(2026, 8, 3, 8))
    assert digest.due_period(after, utc(2026, 9, 7, 7)) == Period(NOW, utc(2026, 9, 7, 7))


def test_a_pause_ends_with_one_click() -> None:
    paused = digest.pause(schedule(next_at=utc(2026, 8, 10, 7), since=NOW), utc(2026, 8, 3, 8))

    back = digest.bring_back(paused, utc(2026, 8, 5))

    assert back.next_at == utc(2026, 8, 10, 7)
    assert not digest.is_paused(back, utc(2026, 8, 5))


def test_while_a_community_rests_its_period_waits() -> None:
    after = digest.wait(schedule(), NOW)

    assert after == DigestSchedule(1, MONDAYS, utc(2026, 8, 10, 7), since=WEEK.start)


def test_nothing_to_say_gives_no_digest() -> None:
    assert digest.compose(told()) is None


def test_what_it_said_is_kept_by_ids() -> None:
    found = digest.compose(
        told(
            highlight=some.lesson(1),
            lessons=[some.lesson(2)],
            lessons_in_all=1,
            elsewhere=[Elsewhere(some.lesson(3), "Build and deploy")],
            coming=[Coming(some.meetup(4), 6)],
            outside=some.from_outside(some.item(5)),
        )
    )

    assert found is not None
    assert digest.said(found) == Said([2], [3], 1, [4], [5])


def test_sent_again_it_leaves_out_what_was_taken_back_since() -> None:
    run = Run(1, WEEK, Said(lessons=[2, 3], elsewhere=[4], highlight=1, coming=[7]))
    lessons = {number: some.lesson(number) for number in (1, 2, 3, 4)}
    lessons[3] = replace(lessons[3], withdrawn_at=NOW)
    lessons[1] = replace(lessons[1], closed_in="G1")
    now = told(
        lessons=[some.lesson(9)], lessons_in_all=1, coming=[Coming(some.meetup(7), 0), Coming(some.meetup(8), 0)]
    )

    again = digest.again(now, run, lessons, {1: "Build and deploy"})

    assert again is not None
    assert (again.news.numbers, [entry.meetup.id for entry in again.news.coming]) == ([2, 4], [7])
    assert again.news.highlight is None


def test_nothing_is_sent_again_when_nothing_is_left_of_it() -> None:
    assert digest.again(told(), Run(1, WEEK, Said(lessons=[2])), {}, {}) is None
