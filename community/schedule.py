"""Times that come again: a wall time in a zone, and the next instant it stands for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# Zones to choose from where a list may hold 100: one for each common difference and most large cities.
ZONES = (
    "Africa/Accra",
    "Africa/Addis_Ababa",
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Tunis",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Montevideo",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Toronto",
    "America/Vancouver",
    "Asia/Almaty",
    "Asia/Baghdad",
    "Asia/Baku",
    "Asia/Bangkok",
    "Asia/Colombo",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Ho_Chi_Minh",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Kuala_Lumpur",
    "Asia/Manila",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Taipei",
    "Asia/Tashkent",
    "Asia/Tbilisi",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Yangon",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Darwin",
    "Australia/Melbourne",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Belgrade",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/Bucharest",
    "Europe/Budapest",
    "Europe/Copenhagen",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Sofia",
    "Europe/Stockholm",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "Pacific/Auckland",
    "Pacific/Fiji",
    "Pacific/Guam",
    "Pacific/Honolulu",
    "UTC",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of time, `start <= t < end`, both aware and in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError(f"a period must end after it starts, got {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week at a wall time: `weekday` 0 is Monday, `zone` is an IANA name."""

    weekday: int
    at: time
    zone: str

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError(f"a weekday is a number from 0, Monday, to 6, got {self.weekday}")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone that is known here; `is_fallback` when another one was asked for, of which people should be told."""

    name: str
    is_fallback: bool


def is_zone(name: str) -> bool:
    """Tell whether the name is one of the tz database's, as it is known here."""
    return _info(name) is not None


def zone_of(name: str, *fallbacks: str) -> Zone:
    """Give the zone of this name or, if it is unknown, the first fallback that is known, in the end UTC."""
    known = next(filter(is_zone, (name, *fallbacks)), "UTC")
    return Zone(known, is_fallback=known != name)


def zones(*own: str) -> tuple[str, ...]:
    """Give up to 100 zones to choose from: those of the people concerned first, unknown ones left out."""
    first = dict.fromkeys(filter(is_zone, own))
    return (*first, *(zone for zone in ZONES if zone not in first))[:100]


def instant(day: date, at: time, zone: str) -> datetime:
    """Give the instant, in UTC, at which clocks in the zone show this wall time.

    A time that a clock change skips gives the first instant after the gap; one that comes twice gives the first.
    An unknown zone is taken as UTC: see `zone_of` for finding out.
    """
    info = _info(zone) or UTC
    wall = datetime.combine(day, at)
    # PEP 495: in a gap, fold=1 takes the later difference and so lands before the gap, fold=0 lands after it.
    found = wall.replace(tzinfo=info).astimezone(UTC)
    if _wall(found, zone) == wall:
        return found
    before, after = wall.replace(tzinfo=info, fold=1).astimezone(UTC), found
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (before, middle) if _wall(middle, zone) > wall else (middle, after)
    return after


def is_skipped(day: date, at: time, zone: str) -> bool:
    """Tell whether a clock change in the zone skips this wall time, so that clocks never show it."""
    return _wall(instant(day, at, zone), zone) != datetime.combine(day, at)


def next_at(weekly: Weekly, after: datetime) -> datetime:
    """Give the first occurrence strictly after this instant, in UTC."""
    # A day early, since an occurrence that a clock change skips may be after its own day is over, as in Samoa in 2011.
    day = after.astimezone(UTC).date() - timedelta(days=2)
    day += timedelta(days=(weekly.weekday - day.weekday()) % 7)
    while (found := instant(day, weekly.at, weekly.zone)) <= after:
        day += timedelta(days=7)
    return found


def last_at(weekly: Weekly, until: datetime) -> datetime:
    """Give the last occurrence that isn't after this instant, in UTC."""
    day = until.astimezone(UTC).date() + timedelta(days=2)
    day -= timedelta(days=(day.weekday() - weekly.weekday) % 7)
    while (found := instant(day, weekly.at, weekly.zone)) > until:
        day -= timedelta(days=7)
    return found


def local(moment: datetime, zone: str) -> datetime:
    """Give the instant as clocks in the zone show it; an unknown zone is taken as UTC."""
    return moment.astimezone(_info(zone) or UTC)


def _wall(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None, fold=0)


@lru_cache(maxsize=1024)
def _info(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; no name at all, such as "../x"; a folder, such as "Europe"
        return None
