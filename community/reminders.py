"""Reminders: how long before a meetup people hear of it, and which ones still help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # meetups are planned with their reminders
    from community.meetups import Meetup


class Before(StrEnum):
    """How long before a meetup a reminder is due."""

    A_DAY = "a day"
    TEN_MINUTES = "ten minutes"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one meetup; it is sent once or dropped."""

    meetup_id: int
    before: Before
    due_at: datetime


_LEAD = {Before.A_DAY: timedelta(days=1), Before.TEN_MINUTES: timedelta(minutes=10)}
_MAX_LATENESS = {Before.A_DAY: timedelta(hours=6), Before.TEN_MINUTES: timedelta(minutes=10)}


def ahead(meetup: Meetup, now: datetime) -> Sequence[Reminder]:
    """Give the reminders that still lie ahead."""
    every = [Reminder(meetup.id, before, meetup.starts_at - lead) for before, lead in _LEAD.items()]
    return [reminder for reminder in every if reminder.due_at > now]


def is_timely(reminder: Reminder, meetup: Meetup, now: datetime) -> bool:
    """Tell whether the reminder still helps: the meetup is ahead, and the reminder isn't hours late."""
    is_ahead = meetup.cancelled_at is None and now < meetup.starts_at
    return is_ahead and now - reminder.due_at <= _MAX_LATENESS[reminder.before]
