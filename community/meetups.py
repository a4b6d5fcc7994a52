"""Meetups: when and where a community meets, who is coming, and the reminders before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NewMeetup:
    """A meetup about to be announced."""

    title: str
    channel_id: str
    community_id: int | None
    starts_at: datetime  # UTC
    zone: str  # IANA, the zone it was planned in
    minutes: int
    place: str  # an address, a room or a link; "" when not known yet
    planned_by: str
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class Meetup(NewMeetup):
    """A meetup of this workspace."""

    id: int
    announced_ts: str | None = None
    cancelled_at: datetime | None = None
    is_updating: bool = False  # its announcement is being brought up to date; who changes it then need not ask again


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
