"""Calendars as iCalendar files, which Google, Outlook and Apple read. Source: RFC 5545 and RFC 7986.

Nobody who comes is in them: no ATTENDEE, no ORGANIZER.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from community.calendars import Calendar, Entry

if TYPE_CHECKING:  # takes some megabytes, so only the process that writes calendars loads it
    import icalendar

CONTENT_TYPE = "text/calendar"
REFRESH = timedelta(hours=1)
_PRODUCT = "-//Yokoten//Meetups//EN"
# What no line of a calendar may hold: RFC 5545, 3.1, allows controls nowhere but in folding; half a character is none.
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write(calendar: Calendar) -> bytes:
    """Give the calendar as a file: the same bytes for the same calendar."""
    import icalendar  # noqa: PLC0415  # see above

    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    name = icalendar.vText(_one_line(calendar.name))  # icalendar 7.3.2 takes it for no text, and escapes nothing in it
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for zone, (first, last) in _zones(calendar).items():
        made.add_component(_timezone(zone, first, last))
    for entry in calendar.entries:
        made.add_component(_event(entry))
    written: bytes = made.to_ical(sorted=False)
    return written


def _event(entry: Entry) -> icalendar.Event:
    import icalendar  # noqa: PLC0415

    made = icalendar.Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.changed_at)
    made.add("created", entry.made_at)
    made.add("last-modified", entry.changed_at)
    made.add("sequence", entry.revision)
    _add_span(made, entry)
    if entry.instead_of is not None:
        made.add("recurrence-id", _local(entry.instead_of, entry.zone))
    if entry.repeats is not None:
        made.add("rrule", icalendar.vRecur.from_ical(entry.repeats.rule))
        for skipped in entry.repeats.skipped:
            made.add("exdate", _local(skipped, entry.zone))
    made.add("summary", _one_line(entry.title) or "Meetup")
    for name, text in (("description", _lines(entry.about)), ("location", _one_line(entry.place))):
        if text:
            made.add(name, text)
    if entry.url:
        made.add("url", entry.url)
    made.add("categories", [entry.kind])
    made.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    return made


def _add_span(made: icalendar.Event, entry: Entry) -> None:
    """Say when an entry starts, on its zone's clock, and when it ends.

    A wall time that comes twice means its first time in a calendar (RFC 5545, 3.3.5), so the second is told in UTC, or
    as a length. What comes again has a length too: its end isn't always the same wall time later.
    """
    starts, ends = (_local(instant, entry.zone) for instant in (entry.starts_at, _ends_at(entry)))
    made.add("dtstart", entry.starts_at if starts.fold else starts)
    if entry.repeats is not None or ends.fold:
        made.add("duration", timedelta(minutes=entry.minutes))
    else:
        made.add("dtend", ends)


def _ends_at(entry: Entry) -> datetime:
    return entry.starts_at + timedelta(minutes=entry.minutes)


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))


def _zones(calendar: Calendar) -> dict[str, tuple[int, int]]:
    """Give the zones that are used, each with the years its clock must be known for."""
    found: dict[str, tuple[int, int]] = {}
    for entry in calendar.entries:
        if entry.zone == "UTC":
            continue
        years = [moment.year for moment in filter(None, (entry.starts_at, entry.instead_of))]
        last = max([*years, entry.repeats.last_year if entry.repeats else 0]) + 1
        first, latest = found.get(entry.zone, (min(years), last))
        found[entry.zone] = min(first, *years), max(latest, last)
    return found


@lru_cache(maxsize=128)
def _timezone(zone: str, first: int, last: int) -> icalendar.Timezone:
    """Give how a zone's clock goes from some time before the first year until after the last.

    icalendar 7.3.2 can make this too, but lets summer time begin an hour late: it tells the beginning by the clock that
    is put forward then, and RFC 5545, 3.6.5, wants it by the one before, as TZOFFSETFROM says.
    """
    import icalendar  # noqa: PLC0415

    made = icalendar.Timezone()
    made.add("tzid", zone)
    for change in _changes(zone, first - 1, last + 1):
        part = icalendar.TimezoneDaylight() if change.is_summer else icalendar.TimezoneStandard()
        part.add("dtstart", change.begins[0])
        if change.begins[1:]:
            part.add("rdate", list(change.begins[1:]))
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        made.add_component(part)
    return made


@dataclass(frozen=True, slots=True)
class _Change:
    """From what to what a clock is put; it `begins` at these wall times of the clock before."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool
    begins: tuple[datetime, ...]


def _changes(zone: str, first: int, last: int) -> list[_Change]:
    """Give how the clock stands when the first year begins, and each way in which it is put until the last ends."""
    info, found = ZoneInfo(zone), {}
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    before = _clock(info, at)
    found[before[0], *before] = [at]
    while at < end:
        later = at + timedelta(days=1)  # no clock is put twice in a day
        if (after := _clock(info, later)) != before:
            found.setdefault((before[0], *after), []).append(_put(info, at, later))
        at, before = later, after
    return [
        _Change(offset, after, name, is_summer, tuple((put + offset).replace(tzinfo=None) for put in puts))
        for (offset, after, name, is_summer), puts in found.items()
    ]


def _put(info: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Give the second at which the clock is put between two instants."""
    as_before = _clock(info, before)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if _clock(info, middle) == as_before else (before, middle)
    return after


def _clock(info: ZoneInfo, instant: datetime) -> tuple[timedelta, str, bool]:
    there = instant.astimezone(info)
    return there.utcoffset() or timedelta(), there.tzname() or "", bool(there.dst())


def _one_line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Give the text without what no calendar may hold; every kind of line break is one."""
    return _UNSPEAKABLE.sub("", "\n".join(text.splitlines())).strip()
