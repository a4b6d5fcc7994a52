"""Series: meetups that come again, on which days, at which instants, and when the next one is announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from community import schedule
from community.meetups import Kind

if TYPE_CHECKING:  # the library is read only where there are series: the bot's own process has little room
    from dateutil.rrule import rrule

    from community.schedule import Period

# How long before it starts a meetup of a series is announced, unless the one before isn't over yet: long enough to
# keep the evening free, and never two of one series at a time.
ANNOUNCED_AHEAD = timedelta(days=14)
MOST_TIMES = 200
LAST = -1
# Series are looked through no farther than this: a rule with no day in twelve years has none.
_FARTHEST = timedelta(days=12 * 366)


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Rule:
    """On which days: the weekday is that of `starts_on`, which is the first of them.

    `turn` is for months alone: the how-manieth such weekday of the month, 1 to 4, or LAST. It ends on the day `until`,
    which may still be one of them, or after `count` days, of which those that are skipped are counted too, as in
    RFC 5545, 3.8.5.3; with neither it goes on. One that was ended, or goes on otherwise as another series, has an
    `until` too, before `starts_on` when none of its days came.
    """

    every: Every
    starts_on: date
    turn: int | None = None
    until: date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if (self.turn is not None) != (self.every is Every.MONTH):
            raise ValueError(f"months have a turn and nothing else has, got {self.turn} for every {self.every}")
        if self.turn is not None and self.turn not in turns(self.starts_on):
            raise ValueError(f"{self.starts_on} isn't weekday number {self.turn} of its month")
        if self.until is not None and self.count is not None:
            raise ValueError("a series ends on a day or after a count, not both")


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A series about to be kept; what each of its meetups is planned with unless it is changed alone."""

    community_id: int
    rule: Rule
    at: time  # as clocks in `zone` show it, whatever changes they make
    zone: str  # IANA; it may have become unknown since: see `zone_in`
    title: str
    minutes: int
    place: str
    kind: Kind
    what_for: str
    seats: int | None
    planned_by: str
    planned_at: datetime
    reminders: tuple[int, ...] = (24 * 60, 10)  # minutes before the start, the longest first
    country: str | None = None  # ISO 3166-1, two letters: on its public holidays there is no meetup


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(NewSeries):
    """A series of this workspace."""

    id: int
    revision: int = 0  # grows with each change that people's calendars must hear of; RFC 5545 calls it SEQUENCE
    skipped: frozenset[date] = frozenset()  # days somebody took out
    holidays: frozenset[date] = frozenset()  # days that are public holidays in `country`
    holidays_until: date | None = None  # the last day for which they are known
    made_on: date | None = None  # the newest day that has its meetup, in the table of meetups
    next_at: datetime | None = None  # when the next meetup is announced; None when no more come


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a series: `starts_at` is in UTC."""

    on: date
    starts_at: datetime


def turns(day: date) -> Sequence[int]:
    """Give which weekdays of its month a day is: the first to the fourth, the last, or two of these."""
    turn = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return [*([turn] if turn <= 4 else []), *([LAST] if is_last else [])]


def occurrences(series: Series, period: Period) -> Sequence[Occurrence]:
    """Give those that start within the period, soonest first; skipped days and holidays are left out.

    A meetup that was moved alone stands here where its series has it: `Meetup.occurs_on` says which one it is.
    """
    zone = zone_in(series)
    # Two days more on both sides: a wall time's instant may be on another day in UTC.
    start = schedule.local(period.start, zone).date() - timedelta(days=2)
    end = schedule.local(period.end, zone).date() + timedelta(days=2)
    found = (Occurrence(day, starts_at(series, day)) for day in days(series, start, end))
    return [occurrence for occurrence in found if period.start <= occurrence.starts_at < period.end]


def days(series: Series, start: date, end: date) -> Iterator[date]:
    """Give the days of the series from `start` to `end`, both included, without those that are left out."""
    for day in _by_rule(series.rule).xafter(_naive(start), inc=True):
        on = day.date()
        if on > end:
            return
        if on not in series.skipped and on not in series.holidays:
            yield on


def ahead(series: Series, now: datetime, *, limit: int) -> Sequence[Occurrence]:
    """Give those that start after this instant, soonest first."""
    today = schedule.local(now, zone_in(series)).date()
    every = (Occurrence(day, starts_at(series, day)) for day in days(series, today, today + _FARTHEST))
    return list(islice((one for one in every if one.starts_at > now), limit))


def starts_at(series: Series, day: date) -> datetime:
    """Give the instant, in UTC, at which the meetup of that day starts.

    The wall time stays the same across clock changes. One that they skip gives the first valid minute after it, one
    that comes twice gives the first.
    """
    return schedule.instant(day, series.at, zone_in(series))


def zone_in(series: Series, *fallbacks: str) -> str:
    """Give the zone the series has now: its own or, when that is unknown, the first fallback that is known, or UTC."""
    return schedule.zone_of(series.zone, *fallbacks).name


def next_to_make(series: Series, now: datetime) -> Occurrence | None:
    """Give the first occurrence that has no meetup yet and starts after this instant; None when no more come.

    What passed while nothing ran is left out: nobody can come to it.
    """
    start = series.rule.starts_on if series.made_on is None else series.made_on + timedelta(days=1)
    for day in days(series, max(start, now.date() - timedelta(days=2)), now.date() + _FARTHEST):
        if (at := starts_at(series, day)) > now:
            return Occurrence(day, at)
    return None


def next_at(series: Series, now: datetime) -> datetime | None:
    """Say when the next meetup is to be announced: once the one before is over, and at most two weeks ahead."""
    following = next_to_make(series, now)
    if following is None:
        return None
    soonest = following.starts_at - ANNOUNCED_AHEAD
    if series.made_on is None:
        return soonest
    return max(soonest, starts_at(series, series.made_on) + timedelta(minutes=series.minutes))


def _by_rule(rule: Rule) -> rrule:
    from dateutil import rrule as library  # noqa: PLC0415  # see above: only where there are series

    weekday = library.weekdays[rule.starts_on.weekday()]
    return library.rrule(
        library.MONTHLY if rule.every is Every.MONTH else library.WEEKLY,
        dtstart=_naive(rule.starts_on),
        interval=2 if rule.every is Every.TWO_WEEKS else 1,
        byweekday=weekday if rule.turn is None else weekday(rule.turn),
        until=None if rule.until is None else _naive(rule.until),
        count=rule.count,
        cache=False,
    )


def _naive(day: date) -> datetime:
    return datetime.combine(day, time())
