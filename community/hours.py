"""When a person may be written to of the bot's own accord: on a working day, while they are likely at work."""

from datetime import datetime, timedelta

from community.schedule import instant, local, zone_of

_FIRST_HOUR, _LAST_HOUR = 9, 16
_SATURDAY = 5


def is_good_hour(now: datetime, zone: str) -> bool:
    """Tell whether it is between 9:00 and 17:00 from Monday to Friday in this IANA zone; an unknown one is UTC."""
    there = local(now, zone)
    return there.weekday() < _SATURDAY and _FIRST_HOUR <= there.hour <= _LAST_HOUR


def after_working_days(now: datetime, days: int, zone: str) -> datetime:
    """Give the same wall time so many working days later in this IANA zone; an unknown one is UTC."""
    there = local(now, zone)
    day, left = there.date(), days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return instant(day, there.time(), zone_of(zone).name)
