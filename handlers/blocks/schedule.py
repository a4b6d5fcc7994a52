"""How days, times and zones look: spoken in a sentence, shown in the reader's own, and to choose from."""

from collections.abc import Sequence
from datetime import datetime, time

from community import schedule
from community.schedule import Weekly
from handlers.blocks.parts import Block, option
from handlers.blocks.text import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
# docs.slack.dev/messaging/formatting-message-text, "Date formatting": "pretty" says today and tomorrow.
_DAY_AND_TIME = "{date_long_pretty} at {time} your time"


def spoken(weekly: Weekly) -> str:
    """Say when it comes again, as in "every Monday at 09:00 (Europe/Berlin)"."""
    return f"every {WEEKDAYS[weekly.weekday]} at {weekly.at:%H:%M} ({schedule.zone_of(weekly.zone).name})"


def when(moment: datetime, zone: str, form: str = _DAY_AND_TIME) -> str:
    """Give the moment in the reader's own zone; where that can't be shown, as clocks in `zone` have it."""
    there = schedule.local(moment, zone)
    return date(moment, form, f"{there:%A} {there.day} {there:%B}, {there:%H:%M} ({schedule.zone_of(zone).name})")


def menu(action_id: str, options: Sequence[Block], chosen: str) -> Block:
    """Make a menu of at most 100 options, with the one chosen whose value is `chosen`."""
    element: Block = {"type": "static_select", "action_id": action_id, "options": list(options[:100])}
    for offered in options[:100]:
        if offered["value"] == chosen:
            element["initial_option"] = offered
    return element


def zone_menu(action_id: str, chosen: str, *own: str) -> Block:
    """Make a menu of time zones, those of the people concerned first; an unknown `chosen` is shown as UTC."""
    known = schedule.zone_of(chosen, *own).name
    return menu(action_id, [option(zone.replace("_", " "), zone) for zone in schedule.zones(known, *own)], known)
