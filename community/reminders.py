"""Reminders: how long before a meetup people hear of it, which ones still help, and how each person wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # meetups are planned with their reminders, and the stores keep the values of this module
    from community.meetups import Meetup
    from community.stores import Stores

_HOUR, _DAY = 60, 24 * 60
# What can be chosen for a meetup, in minutes before its start.
LEADS = (14 * _DAY, 7 * _DAY, 3 * _DAY, 2 * _DAY, _DAY, 4 * _HOUR, 2 * _HOUR, _HOUR, 30, 15, 10, 5)
# What a meetup has unless its planner chooses otherwise: time to arrange one's day, and time to put the pen down.
USUAL = (_DAY, 10)
MAX_LATENESS = timedelta(hours=6)


class How(StrEnum):
    """How a person wants to be reminded."""

    CHANNEL = "channel"  # the post that everybody sees there
    DIRECT = "direct message"
    NOT_AT_ALL = "not at all"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one meetup, `lead` minutes before its start; it is sent once or dropped."""

    meetup_id: int
    lead: int
    due_at: datetime


def chosen(leads: Iterable[int | str]) -> tuple[int, ...]:
    """Give those that can be chosen, the longest first and none twice; anything else is left out."""
    wanted = {str(lead) for lead in leads}
    return tuple(lead for lead in LEADS if str(lead) in wanted)


def ahead(meetup: Meetup, now: datetime) -> Sequence[Reminder]:
    """Give the meetup's reminders that still lie ahead."""
    every = [Reminder(meetup.id, lead, _due_at(meetup, lead)) for lead in meetup.reminders]
    return [reminder for reminder in every if reminder.due_at > now]


def set_anew(stores: Stores, meetup: Meetup, now: datetime) -> None:
    """Keep the reminders of a meetup that was planned, moved or given other ones; what was sent stays sent."""
    stores.reminders.drop_waiting(meetup.id)
    stores.reminders.keep(ahead(meetup, now))


def is_timely(reminder: Reminder, meetup: Meetup, now: datetime) -> bool:
    """Tell whether the reminder still helps: the meetup is ahead, at the time it was for, and it isn't hours late."""
    is_ahead = meetup.cancelled_at is None and now < meetup.starts_at
    is_of_this_time = reminder.due_at == _due_at(meetup, reminder.lead)
    return is_ahead and is_of_this_time and now - reminder.due_at <= _latest(reminder)


def nearest(reminders: Iterable[Reminder]) -> Reminder:
    """Give the one nearest to the start: of several that are due at once, after an outage, it alone is of use."""
    return min(reminders, key=lambda reminder: reminder.lead)


def choose(stores: Stores, user_id: str, how: How) -> bool:
    """Keep how a person wants to be reminded, of all meetups; False when they had chosen the same before."""
    if stores.reminders.how(user_id) is how:
        return False
    stores.reminders.choose(user_id, how)
    return True


def _due_at(meetup: Meetup, lead: int) -> datetime:
    return meetup.starts_at - timedelta(minutes=lead)


def _latest(reminder: Reminder) -> timedelta:
    return min(timedelta(minutes=reminder.lead), MAX_LATENESS)
