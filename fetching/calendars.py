"""Calendars (.ics), by icalendar and recurring_ical_events; only where parsing is kept apart, see fetching/child.py."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar

from community.outside import (
    CALENDAR_AHEAD,
    LONGEST_PLACE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_OCCURRENCES,
    Entry,
)
from fetching import calendar_lines, plain


def read(data: bytes, *, address: str, now: datetime, zone: str) -> tuple[str, list[Entry]]:
    """Give a calendar's title and what it has from now on for 90 days, soonest first.

    Raises calendar_lines.TooOften and Malformed, and ValueError for what icalendar doesn't understand.
    """
    text = calendar_lines.safe(data.decode("utf-8-sig", "replace"), now)
    calendar = Calendar.from_ical(text)
    own = _zone(zone)
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(now, now + CALENDAR_AHEAD)
    repeated = {str(each.get("UID")) for each in calendar.walk("VEVENT") if "RRULE" in each or "RDATE" in each}
    entries = sorted(_entries(found, repeated, own, address), key=_start)
    by_id: dict[str, Entry] = {}
    for entry in entries:
        by_id.setdefault(entry.id, entry)
    title = plain.line(calendar.get("X-WR-CALNAME") or calendar.get("NAME"), LONGEST_TITLE)
    return title, list(by_id.values())[:MOST_OCCURRENCES]


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError of its own
        return UTC
    except KeyError:
        return UTC


def _entries(found: list[Any], repeated: set[str], zone: tzinfo, address: str) -> Iterator[Entry]:
    for each in found:
        try:
            entry = _entry(each, repeated, zone, address)
        except (OverflowError, ValueError, AttributeError, TypeError):
            continue  # one that makes no sense says nothing about the others
        if entry is not None:
            yield entry


def _entry(given: Any, repeated: set[str], zone: tzinfo, address: str) -> Entry | None:
    title = plain.line(given.get("SUMMARY"), LONGEST_TITLE)
    if not title or str(given.get("STATUS", "")).upper() == "CANCELLED":
        return None
    start = given["DTSTART"].dt
    starts_at = _moment(start, zone)
    ends_at = _moment(given["DTEND"].dt, zone) if "DTEND" in given else None
    uid = str(given.get("UID") or "")
    which = given["RECURRENCE-ID"].dt if "RECURRENCE-ID" in given else start
    occurrence = f"{uid}/{_moment(which, zone):%Y%m%dT%H%M%SZ}" if uid in repeated else uid
    return Entry(
        id=plain.identity(occurrence, title, starts_at),
        title=title,
        link=plain.link(given.get("URL"), address),
        summary=plain.from_html(given.get("DESCRIPTION"), LONGEST_SUMMARY),
        starts_at=starts_at,
        ends_at=ends_at if ends_at is not None and ends_at > starts_at else None,
        is_all_day=not isinstance(start, datetime),
        place=plain.line(given.get("LOCATION"), LONGEST_PLACE),
    )


def _moment(given: date, zone: tzinfo) -> datetime:
    whole = given if isinstance(given, datetime) else datetime(given.year, given.month, given.day)  # noqa: DTZ001
    return (whole if whole.tzinfo is not None else whole.replace(tzinfo=zone)).astimezone(UTC)


def _start(entry: Entry) -> datetime:
    return entry.starts_at or datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
