"""When a person may be written to of the bot's own accord: on a working day, while they are likely at work."""

from datetime import datetime

from community.schedule import local

_FIRST_HOUR, _LAST_HOUR = 9, 16
_SATURDAY = 5


def is_good_hour(now: datetime, zone: str) -> bool:
    """Tell whether it is between 9:00 and 17:00 from Monday to Friday in this IANA zone; an unknown one is UTC."""
    there = local(now, zone)
    return there.weekday() < _SATURDAY and _FIRST_HOUR <= there.hour <= _LAST_HOUR
