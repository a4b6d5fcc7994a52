"""Slots: the times of an Open Space's day, as somebody typed them or spread evenly, counted from its start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from community import schedule
from community.meetups import LONGEST, WrongPlan

MOST_SLOTS = 24
SHORTEST_SLOT, LONGEST_SLOT = 5, 240  # minutes
_DAY = 24 * 60
_SPAN = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:-|–|—|to|until|\s)\s*(\d{1,2})(?:[:.h](\d{2}))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A slot on the clock of its zone, both within one day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot, by the minutes from the start of the day's first one: it moves with its meetup."""

    begins: int
    minutes: int


def typed(text: str) -> Sequence[Span]:
    """Give the slots of a text with one a line, such as "9:30-10:15"; what is no slot: WrongPlan."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return _ordered([_span(line) for line in lines])


def spread(first: time, *, count: int, minutes: int, pause: int) -> Sequence[Span]:
    """Give so many slots of the same length from `first` on; past midnight: WrongPlan."""
    begins = [_minute(first) + index * (minutes + pause) for index in range(count)]
    if not begins or begins[-1] + minutes >= _DAY:
        raise WrongPlan("count", "The last slot would end after midnight. Take fewer or shorter slots.")
    return _ordered([Span(_clock(begin), _clock(begin + minutes)) for begin in begins])


def on(day: date, spans: Sequence[Span], zone: str) -> Sequence[Slot]:
    """Give the slots of a day in a zone; what lasts longer than a meetup may: WrongPlan."""
    start = schedule.instant(day, spans[0].start, zone)
    instants = [(schedule.instant(day, span.start, zone), schedule.instant(day, span.end, zone)) for span in spans]
    if instants[-1][1] - start > LONGEST:
        raise WrongPlan("times", "From the first slot to the last these are more than 12 hours. Take fewer of them.")
    found = [Slot(_minutes(begin - start), _minutes(end - begin)) for begin, end in instants]
    if any(slot.minutes < SHORTEST_SLOT for slot in found):  # clocks were put forward within it
        raise WrongPlan("times", "On that day the clocks are put forward within a slot. Choose other times for it.")
    return found


def starts(slot: Slot, begin: datetime) -> datetime:
    """Give when a slot starts, when its day begins then."""
    return begin + timedelta(minutes=slot.begins)


def ends(slot: Slot, begin: datetime) -> datetime:
    """Give when a slot ends, when its day begins then."""
    return starts(slot, begin) + timedelta(minutes=slot.minutes)


def length(slots: Sequence[Slot]) -> int:
    """Give the minutes from the first slot's start to the last one's end."""
    return slots[-1].begins + slots[-1].minutes


def written(slots: Sequence[Slot]) -> str:
    """Give the slots as they are kept."""
    return " ".join(f"{slot.begins}+{slot.minutes}" for slot in slots)


def read(text: str) -> tuple[Slot, ...]:
    """Give back what `written` made."""
    return tuple(Slot(*map(int, part.split("+"))) for part in text.split())


def _span(line: str) -> Span:
    found = _SPAN.match(line)
    hour, minute, until, past = (int(part or 0) for part in found.groups()) if found else (24, 0, 24, 0)
    try:
        return Span(time(hour, minute), time(until, past))
    except ValueError:
        said = f"I can't read “{line[:40]}” as a slot. Write one a line, such as 9:30-10:15."
        raise WrongPlan("times", said) from None


def _ordered(spans: Sequence[Span]) -> Sequence[Span]:
    """Give the slots, first one first; what overlaps, is too many, too short or too long: WrongPlan."""
    if not spans:
        raise WrongPlan("times", "It needs a slot, such as 9:30-10:15.")
    if len(spans) > MOST_SLOTS:
        raise WrongPlan("times", f"These are {len(spans)} slots; up to {MOST_SLOTS} fit into a day here.")
    for span in spans:
        minutes = _minute(span.end) - _minute(span.start)
        if not SHORTEST_SLOT <= minutes <= LONGEST_SLOT:
            said = f"{span.start:%H:%M}-{span.end:%H:%M}: a slot takes between 5 minutes and 4 hours."
            raise WrongPlan("times", said)
    ordered = sorted(spans, key=lambda span: span.start)
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise WrongPlan("times", f"Two slots overlap: {after.start:%H:%M} comes before {before.end:%H:%M}.")
    return ordered


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
