"""Times for tests, readable."""

from datetime import UTC, datetime, timedelta


def utc(*parts: int) -> datetime:
    """Give an instant in UTC: year, month, day, hour, minute …"""
    year, month, day, *rest = parts
    return datetime(year, month, day, *rest, tzinfo=UTC)


NOON = utc(2026, 3, 2, 12)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
