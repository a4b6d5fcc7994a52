"""Every zone of the tz database over ten years of its changes, against an oracle that only walks the minutes."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from community.meetups import Kind
from community.schedule import Period, Weekly, instant, is_skipped, last_at, next_at
from community.series import LAST, Every, Rule, Series, days, occurrences, starts_at

START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
# Times are tried from this long before a change to this long after it, as clocks show it.
AROUND = timedelta(hours=3)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """The first instant at which clocks show something else than one would think, and how far they moved."""

    at: datetime
    before: timedelta
    after: timedelta


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _changes(name: str, start: datetime = START, end: datetime = END) -> Iterator[Change]:
    """Look at every other day, and where two differ, look closer; no zone changes twice within so short a time."""
    zone = ZoneInfo(name)
    looks = [start + DAY * 2 * number for number in range((end - start) // (DAY * 2) + 1)]
    shown = [(look, _offset(zone, look)) for look in looks]
    for (early, before), (late, after) in pairwise(shown):
        if before == after:
            continue
        low, high = early, late
        while high - low > timedelta(seconds=1):
            middle = (low + (high - low) / 2).replace(microsecond=0)
            low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
        yield Change(high, before, after)


@cache
def _zones() -> dict[tuple[Change, ...], str]:
    """Give one zone for all that change alike and were the same before: about 600 names, far fewer ways."""
    names = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
    # The first of them without changes stands for those of its difference too.
    found: dict[tuple[Change, ...], str] = {}
    for name in names:
        at = _offset(ZoneInfo(name), START)
        found.setdefault((Change(START, at, at), *_changes(name)), name)
    return found


def _walk(name: str, change: Change, around: timedelta = AROUND) -> dict[datetime, datetime]:
    """Walk the UTC minutes around a change, and give when clocks first showed each wall minute, or a later one.

    This is all that is promised: a time that is skipped comes at the first minute after it, one that comes twice comes
    the first time, and every wall minute comes once.
    """
    zone, found = ZoneInfo(name), dict[datetime, datetime]()
    moved = abs(change.after - change.before)
    now, until = change.at - around - moved, change.at + around + moved
    reached = now.astimezone(zone).replace(tzinfo=None) - MINUTE
    while now < until:
        shown = now.astimezone(zone).replace(tzinfo=None, fold=0)
        while reached < shown:
            reached += MINUTE
            found[reached] = now
        now += MINUTE
    return found


def _cases() -> Iterator[tuple[str, Change]]:
    seen = set[Change]()
    for changes, name in _zones().items():
        for change in changes[1:]:
            if change not in seen:
                seen.add(change)
                yield name, change


def _tried(found: dict[datetime, datetime], change: Change) -> list[datetime]:
    """Give every fifth wall minute, and each of those at the edges of what is skipped or comes twice."""
    edges = [(change.at + offset).replace(tzinfo=None) for offset in (change.before, change.after)]
    near = {edge + MINUTE * number for edge in edges for number in (-1, 0, 1)}
    return [wall for wall in found if wall.minute % 5 == 0 or wall in near]


def test_there_are_changes_to_look_at() -> None:
    assert len(available_timezones()) > 550
    assert len(_zones()) > 75
    assert len(list(_cases())) > 400


def test_no_wall_time_around_any_change_is_missed_or_doubled() -> None:
    wrong = []
    for name, change in _cases():
        found = _walk(name, change)
        given = {wall: instant(wall.date(), wall.time(), name) for wall in _tried(found, change)}
        wrong += [f"{name}: {wall} is {at}, not {found[wall]}" for wall, at in given.items() if at != found[wall]]
    assert wrong == []


def test_weekly_schedules_run_once_at_every_change() -> None:
    wrong = []
    for name, change in _cases():
        found = _walk(name, change)
        for wall in _tried(found, change)[::5]:
            weekly, at = Weekly(wall.weekday(), wall.time(), name), found[wall]
            # Asked a week before, a minute before, at it and once clocks may show the same again.
            if next_at(weekly, at - MINUTE) != at or next_at(weekly, at - DAY * 6) != at:
                wrong.append(f"{name}: {wall} is missed")
            if not next_at(weekly, at) == next_at(weekly, at + timedelta(hours=3)) > at + DAY * 6:
                wrong.append(f"{name}: {wall} is doubled")
            if last_at(weekly, at) != at or last_at(weekly, at - MINUTE) > at - DAY * 6:
                wrong.append(f"{name}: {wall} isn't the last at {at}")
    assert wrong == []


def test_ten_years_of_weeks_are_as_many_as_the_calendar_has() -> None:
    wrong = []
    for changes, name in _zones().items():
        last = changes[-1]
        # The wall time at which the newest change fell, or midnight, which more than one zone skips.
        wall = (last.at + last.before).replace(tzinfo=None)
        weekly = Weekly(wall.weekday(), wall.time(), name)
        now, came = START - DAY, list[datetime]()
        while (now := next_at(weekly, now)) < END:
            came.append(now.astimezone(ZoneInfo(name)))
        # A week's day may be skipped as a whole, so that it comes on the day after: none is in these years.
        if any(later.date() - day.date() != WEEK for day, later in pairwise(came)):
            wrong.append(f"{name}: not once a week")
        if not 573 <= len(came) <= 575:
            wrong.append(f"{name}: {len(came)} weeks")
    assert wrong == []


def test_meetups_of_series_start_once_at_every_change() -> None:
    wrong = []
    for name, change in _cases():
        found = _walk(name, change, timedelta(minutes=90))
        for wall in _tried(found, change)[::6]:
            series = _series(wall.date() - WEEK, wall.time(), name)
            period = Period(found[wall] - DAY * 3, found[wall] + DAY * 3)
            came = [one.starts_at for one in occurrences(series, period)]
            if came != [found[wall]]:
                wrong.append(f"{name}: {wall} came at {came}")
    assert wrong == []


@pytest.mark.parametrize("turn", [1, 2, 3, 4, LAST])
def test_months_have_their_weekday_once(turn: int) -> None:
    for weekday in range(7):
        expected = [_turn(year, month, weekday, turn) for year in range(2020, 2031) for month in range(1, 13)]
        rule = Rule(Every.MONTH, starts_on=expected[0], turn=turn)
        series = _by(rule)
        assert list(days(series, date(2020, 1, 1), date(2030, 12, 31))) == expected


def test_every_two_weeks_stays_in_step_over_ten_years_and_their_leap_days() -> None:
    series = _by(Rule(Every.TWO_WEEKS, starts_on=date(2020, 1, 4)))
    came = list(days(series, date(2020, 1, 1), date(2030, 12, 31)))
    assert {later - day for day, later in pairwise(came)} == {WEEK * 2}
    assert date(2020, 2, 29) in came  # a Saturday
    assert len(came) == 287


def _turn(year: int, month: int, weekday: int, turn: int) -> date:
    found = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return date(year, month, found[turn if turn == LAST else turn - 1])


def _series(first: date, at: time, zone: str) -> Series:
    return _by(Rule(Every.WEEK, starts_on=first), at, zone)


def _by(rule: Rule, at: time = time(9), zone: str = "UTC") -> Series:
    return Series(
        id=1,
        community_id=1,
        rule=rule,
        at=at,
        zone=zone,
        title="",
        minutes=60,
        place="",
        kind=Kind.MEETUP,
        what_for="",
        seats=None,
        planned_by="U1",
        planned_at=START,
    )


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 10), utc(2027, 10, 2, 15, 30)),  # half an hour is skipped
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 40), utc(2027, 4, 3, 14, 40)),  # half an hour comes twice
        ("Pacific/Apia", date(2011, 12, 30), time(23, 59), utc(2011, 12, 30, 10)),  # the day never was
        ("Pacific/Apia", date(2011, 12, 31), time(0), utc(2011, 12, 30, 10)),  # and the one after began
        ("Pacific/Kwajalein", date(1993, 8, 21), time(12), utc(1993, 8, 21, 12)),  # nor this one
        ("Africa/Casablanca", date(2026, 3, 22), time(2, 30), utc(2026, 3, 22, 2)),  # after Ramadan clocks go ahead
        ("America/Santiago", date(2027, 9, 5), time(0, 30), utc(2027, 9, 5, 4)),  # midnight is skipped
        ("Africa/Cairo", date(2023, 4, 28), time(0), utc(2023, 4, 27, 22)),  # a Friday's midnight, after nine years
        ("Antarctica/Troll", date(2027, 3, 28), time(2), utc(2027, 3, 28, 1)),  # two hours are skipped
        ("Antarctica/Casey", date(2020, 10, 4), time(0, 30), utc(2020, 10, 3, 16, 1)),  # three hours, at a minute past
        ("Asia/Kathmandu", date(1986, 1, 1), time(0, 5), utc(1985, 12, 31, 18, 30)),  # a quarter of an hour, once
        ("Europe/Dublin", date(2027, 3, 28), time(1, 30), utc(2027, 3, 28, 1)),  # its winter time is the odd one
        ("Europe/Dublin", date(2027, 10, 31), time(1, 30), utc(2027, 10, 31, 0, 30)),
        ("Pacific/Kiritimati", date(2027, 1, 1), time(0), utc(2026, 12, 31, 10)),  # first into each year
        ("Pacific/Kiritimati", date(1995, 1, 1), time(9), utc(1994, 12, 31, 19)),
        ("UTC", date(2028, 2, 29), time(23, 59), utc(2028, 2, 29, 23, 59)),
    ],
)
def test_odd_zones_as_worked_out_by_hand(zone: str, day: date, at: time, expected: datetime) -> None:
    assert instant(day, at, zone) == expected
    assert starts_at(_series(day, at, zone), day) == expected


def test_a_leap_day_and_a_years_end_are_days_like_others() -> None:
    tuesdays = Weekly(1, time(9), "Europe/Berlin")
    assert next_at(tuesdays, utc(2028, 2, 22, 8)) == utc(2028, 2, 29, 8)
    assert next_at(tuesdays, utc(2028, 2, 29, 8)) == utc(2028, 3, 7, 8)
    fridays = Weekly(4, time(0), "Pacific/Auckland")
    assert next_at(fridays, utc(2027, 12, 30, 10, 59)) == utc(2027, 12, 30, 11)  # 31 December there
    assert next_at(fridays, utc(2027, 12, 30, 11)) == utc(2028, 1, 6, 11)


def test_the_names_a_zone_had_mean_the_same() -> None:
    for old, new in _RENAMED:
        assert instant(date(2027, 7, 1), time(9), old) == instant(date(2027, 7, 1), time(9), new)
        assert not is_skipped(date(2027, 7, 1), time(9), old)


_RENAMED: Sequence[tuple[str, str]] = (
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("America/Godthab", "America/Nuuk"),
)
