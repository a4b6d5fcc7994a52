"""Series in calendars: one entry that comes again, and one for each of its meetups that is not as the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta

from community import schedule
from community import series as rules
from community.calendars import Entry, Repeats, Where, about, entry, kind, since
from community.meetups import Meetup
from community.series import Every, Series

# Calendars are read again long before: what comes later isn't looked at for clocks that are put.
_LOOKED_AHEAD = timedelta(days=3 * 366)
# Of a series that can be told by no rule so many meetups ahead are told one by one.
_TOLD_AHEAD = timedelta(days=400)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def entries(
    series: Series, made: Sequence[Meetup], where: Where, *, topic: str, said: Set[int], now: datetime
) -> Sequence[Entry]:
    """Give a series with its meetups that were made, moved and cancelled ones too.

    Each of these is told by itself, since it has its announcement and its comers; of those long ago only what was not
    as planned.
    """
    by_day = {
        meetup.occurs_on: meetup
        for meetup in made
        if meetup.occurs_on is not None and (meetup.starts_at > since(now) or _differs(series, meetup))
    }
    days = _days(series, now)
    if not days:
        return [_alone(meetup, where, topic, said) for meetup in by_day.values()]
    is_of_it = {day: meetup for day, meetup in by_day.items() if day in days}
    others = [_alone(meetup, where, topic, said) for day, meetup in by_day.items() if day not in days]
    if any(schedule.is_skipped(day, series.at, rules.zone_in(series)) for day in days):
        return [*_one_by_one(series, days, is_of_it, where, topic, said, now), *others]
    master = _master(series, days, by_day, where, topic)
    own = [_instead(series, master, day, meetup, where, topic, said) for day, meetup in is_of_it.items()]
    # A day that was skipped is left out by its series, so what was cancelled there needs no entry.
    left_out = set(master.repeats.skipped) if master.repeats else set()
    return [master, *(one for one in own if one.instead_of not in left_out), *others]


def _days(series: Series, now: datetime) -> Sequence[date]:
    """Give the days of the rule as far as they are looked at, those that are left out too."""
    every = replace(series, skipped=frozenset(), holidays=frozenset())
    return list(rules.days(every, series.rule.starts_on, now.date() + _LOOKED_AHEAD))


def _master(series: Series, days: Sequence[date], by_day: Mapping[date, Meetup], where: Where, topic: str) -> Entry:
    left_out = [day for day in days if day in series.skipped or day in series.holidays]
    kept = {day for day, meetup in by_day.items() if meetup.cancelled_at is None}
    skipped = tuple(rules.starts_at(series, day) for day in left_out if day not in kept)
    return Entry(
        uid=f"series-{series.id}@{where.workspace_id.lower()}.yokoten",
        revision=series.revision,
        made_at=series.planned_at,
        # A series doesn't say when it changed, but then its meetups did too.
        changed_at=max([series.planned_at, *(one.changed_at or one.planned_at for one in by_day.values())]),
        title=series.title,
        about=about(series.what_for, topic),
        place=series.place,
        kind=kind(series.kind),
        starts_at=rules.starts_at(series, days[0]),
        minutes=series.minutes,
        zone=rules.zone_in(series),
        repeats=Repeats(_rule(series), skipped, last_year=days[-1].year),
    )


def _instead(
    series: Series, master: Entry, day: date, meetup: Meetup, where: Where, topic: str, said: Set[int]
) -> Entry:
    """Give a meetup as what stands in the place of one of its series; its revision never falls behind the series'."""
    made = _alone(meetup, where, topic, said)
    return replace(
        made,
        uid=master.uid,
        revision=series.revision + meetup.revision,
        # Programs find what is replaced by the start it would have had, told on the same clock.
        zone=master.zone,
        instead_of=rules.starts_at(series, day),
    )


def _one_by_one(
    series: Series,
    days: Iterable[date],
    made: Mapping[date, Meetup],
    where: Where,
    topic: str,
    said: Set[int],
    now: datetime,
) -> Sequence[Entry]:
    """Tell each meetup by itself, where a rule would tell another time than ours.

    A wall time that clocks skip means 03:30 for 02:30 in RFC 5545, 3.3.5, and the first valid minute, 03:00, here.
    """
    master = replace(_master(series, [series.rule.starts_on], {}, where, topic), repeats=None)
    told = []
    for day in days:
        uid = master.uid.replace("@", f"-{day:%Y%m%d}@")
        if day in made:
            told.append(replace(_alone(made[day], where, topic, said), uid=uid))
        elif not (day in series.skipped or day in series.holidays) and now < rules.starts_at(series, day) < (
            now + _TOLD_AHEAD
        ):
            told.append(replace(master, uid=uid, starts_at=rules.starts_at(series, day)))
    return told


def _differs(series: Series, meetup: Meetup) -> bool:
    is_moved = meetup.occurs_on is None or meetup.starts_at != rules.starts_at(series, meetup.occurs_on)
    return is_moved or meetup.cancelled_at is not None


def _alone(meetup: Meetup, where: Where, topic: str, said: Set[int]) -> Entry:
    return entry(meetup, where, topics={meetup.community_id: topic}, is_busy=meetup.id in said)


def _rule(series: Series) -> str:
    """Give the RRULE's value. Source: RFC 5545, 3.3.10."""
    rule, weekday = series.rule, _WEEKDAYS[series.rule.starts_on.weekday()]
    parts = ["FREQ=MONTHLY" if rule.every is Every.MONTH else "FREQ=WEEKLY"]
    if rule.every is Every.TWO_WEEKS:
        parts.append("INTERVAL=2")
    if rule.until is not None:
        parts.append(f"UNTIL={rules.starts_at(series, rule.until):%Y%m%dT%H%M%SZ}")
    elif rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join([*parts, f"BYDAY={rule.turn or ''}{weekday}"])
