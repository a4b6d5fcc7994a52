from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import schedule, series
from community.meetups import Kind
from community.schedule import Period
from community.series import LAST, Every, Rule, Series

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"


def some(  # what a rule has, and the clock
    every: Every,
    starts_on: str,
    *,
    at: str = "15:00",
    zone: str = BERLIN,
    turn: int | None = None,
    until: str | None = None,
    count: int | None = None,
) -> Series:
    first = date.fromisoformat(starts_on)
    return Series(
        id=1,
        community_id=1,
        rule=Rule(every, first, turn, date.fromisoformat(until) if until else None, count),
        at=time.fromisoformat(at),
        zone=zone,
        title="Which pacts hurt?",
        minutes=60,
        place="",
        kind=Kind.MEETUP,
        what_for="",
        seats=None,
        planned_by="U1",
        planned_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def within(found: Series, start: str, end: str) -> list[str]:
    """Give the starts in a period, in UTC, as "2026-03-05 14:00"."""
    period = Period(datetime.fromisoformat(f"{start}T00:00Z"), datetime.fromisoformat(f"{end}T00:00Z"))
    return [f"{one.starts_at:%Y-%m-%d %H:%M}" for one in series.occurrences(found, period)]


@pytest.mark.parametrize(
    ("found", "start", "end", "expected"),
    [
        # Clocks in Berlin go forward on 29 March 2026 and back on 25 October 2026: 15:00 stays 15:00.
        (some(Every.WEEK, "2026-03-19"), "2026-03-01", "2026-04-04", ["03-19 14:00", "03-26 14:00", "04-02 13:00"]),
        (
            some(Every.TWO_WEEKS, "2026-10-15"),
            "2026-10-01",
            "2026-11-13",
            ["10-15 13:00", "10-29 14:00", "11-12 14:00"],
        ),
        (some(Every.MONTH, "2026-03-26", turn=LAST), "2026-03-01", "2026-05-01", ["03-26 14:00", "04-30 13:00"]),
        # Clocks in New York go forward on 8 March 2026, three weeks before Berlin's.
        (some(Every.WEEK, "2026-03-05", zone=NEW_YORK), "2026-03-01", "2026-03-14", ["03-05 20:00", "03-12 19:00"]),
        # 02:30 is skipped on 29 March, so the first valid minute is 03:00; on 25 October it comes twice, and once here.
        (
            some(Every.WEEK, "2026-03-22", at="02:30"),
            "2026-03-01",
            "2026-04-06",
            ["03-22 01:30", "03-29 01:00", "04-05 00:30"],
        ),
        (
            some(Every.WEEK, "2026-10-18", at="02:30"),
            "2026-10-17",
            "2026-11-02",
            ["10-18 00:30", "10-25 00:30", "11-01 01:30"],
        ),
        # The second Tuesday, over a year's end.
        (
            some(Every.MONTH, "2026-11-10", turn=2),
            "2026-11-01",
            "2027-02-01",
            ["11-10 14:00", "12-08 14:00", "01-12 14:00"],
        ),
        # 29 February 2028 is the fifth Tuesday of its month, so it is the last.
        (some(Every.MONTH, "2028-01-25", turn=LAST), "2028-02-01", "2028-04-01", ["02-29 14:00", "03-28 13:00"]),
        (some(Every.WEEK, "2028-02-22"), "2028-02-01", "2028-03-08", ["02-22 14:00", "02-29 14:00", "03-07 14:00"]),
        (
            some(Every.TWO_WEEKS, "2026-12-24"),
            "2026-12-01",
            "2027-02-01",
            ["12-24 14:00", "01-07 14:00", "01-21 14:00"],
        ),
        # The end is included, however it is given.
        (
            some(Every.WEEK, "2026-06-04", until="2026-06-11"),
            "2026-06-01",
            "2026-08-01",
            ["06-04 13:00", "06-11 13:00"],
        ),
        (some(Every.WEEK, "2026-06-04", until="2026-06-10"), "2026-06-01", "2026-08-01", ["06-04 13:00"]),
        (some(Every.WEEK, "2026-06-04", until="2026-06-03"), "2026-06-01", "2026-08-01", []),
        (some(Every.WEEK, "2026-06-04", count=2), "2026-06-01", "2026-08-01", ["06-04 13:00", "06-11 13:00"]),
        # A zone that became unknown is UTC here; who makes meetups knows the community's.
        (some(Every.WEEK, "2026-06-04", zone="Mars/Olympus"), "2026-06-01", "2026-06-05", ["06-04 15:00"]),
        # 08:00 in Auckland is the evening before in UTC.
        (
            some(Every.WEEK, "2026-06-04", at="08:00", zone="Pacific/Auckland"),
            "2026-06-03",
            "2026-06-04",
            ["06-03 20:00"],
        ),
    ],
)
def test_a_series_keeps_its_wall_time(found: Series, start: str, end: str, expected: Sequence[str]) -> None:
    assert [starts[5:] for starts in within(found, start, end)] == expected


def test_days_that_are_left_out_are_counted_and_not_held() -> None:
    found = replace(
        some(Every.WEEK, "2026-12-10", count=4),
        skipped=frozenset({date(2026, 12, 24)}),
        holidays=frozenset({date(2026, 12, 31)}),
    )

    assert within(found, "2026-12-01", "2027-02-01") == ["2026-12-10 14:00", "2026-12-17 14:00"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-04", [1]),
        ("2026-06-18", [3]),
        ("2026-06-25", [4, LAST]),
        ("2026-07-30", [LAST]),
        ("2027-02-22", [4, LAST]),
    ],
)
def test_a_day_is_some_weekday_of_its_month(day: str, expected: Sequence[int]) -> None:
    assert series.turns(date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("every", "turn", "end"),
    [
        (Every.WEEK, 1, {}),
        (Every.MONTH, None, {}),
        (Every.MONTH, 2, {}),  # 4 June 2026 is the first Thursday
        (Every.WEEK, None, {"until": date(2026, 7, 1), "count": 2}),
    ],
)
def test_a_rule_that_says_two_things_is_refused(every: Every, turn: int | None, end: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"turn|number|both"):
        Rule(every, date(2026, 6, 4), turn, **end)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "now", "expected"),
    [
        # Weekly: once the one before is over. It may have been moved; what counts is when it would have been.
        (replace(some(Every.WEEK, "2026-06-04"), made_on=date(2026, 6, 4)), "2026-06-01T08:00Z", "2026-06-04T14:00Z"),
        # Monthly: two weeks ahead.
        (
            replace(some(Every.MONTH, "2026-06-04", turn=1), made_on=date(2026, 6, 4)),
            "2026-06-05T08:00Z",
            "2026-06-18T13:00Z",
        ),
        # After days off, what passed is passed over.
        (replace(some(Every.WEEK, "2026-06-04"), made_on=date(2026, 6, 4)), "2026-06-20T08:00Z", "2026-06-11T13:00Z"),
        (replace(some(Every.WEEK, "2026-06-04", count=1), made_on=date(2026, 6, 4)), "2026-06-01T08:00Z", None),
        (some(Every.MONTH, "2026-06-04", turn=1), "2026-05-01T08:00Z", "2026-05-21T13:00Z"),
    ],
)
def test_one_meetup_is_announced_at_a_time(found: Series, now: str, expected: str | None) -> None:
    at = series.next_at(found, datetime.fromisoformat(now))

    assert at == (datetime.fromisoformat(expected) if expected else None)


@settings(deadline=None, max_examples=60)
@given(
    every=st.sampled_from(Every),
    first=st.dates(date(2024, 1, 1), date(2034, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from([*schedule.ZONES, "Africa/Casablanca", "Australia/Lord_Howe", "America/Nuuk"]),
    turn=st.integers(0, 1),
)
def test_no_day_is_missed_or_doubled_and_clocks_show_the_same_time(
    every: Every, first: date, at: time, zone: str, turn: int
) -> None:
    offered = series.turns(first)
    found = replace(
        some(every, first.isoformat(), zone=zone, turn=offered[turn % len(offered)] if every is Every.MONTH else None),
        at=at,
    )

    held = list(series.days(found, first, first + timedelta(days=400)))

    assert held[0] == first
    gaps = {(later - sooner).days for sooner, later in pairwise(held)}
    assert gaps <= {Every.WEEK: {7}, Every.TWO_WEEKS: {14}, Every.MONTH: {28, 35}}[every]
    starts = [series.starts_at(found, day) for day in held]
    assert starts == sorted(set(starts))
    for day, start in zip(held, starts, strict=True):
        shown = schedule.local(start, zone).replace(tzinfo=None)
        assert shown == datetime.combine(day, at) or schedule.is_skipped(day, at, zone)
