"""Who is coming to a meetup: anybody says so and takes it back, and nobody is asked why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community import meetups
from community.meetups import Meetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores


@dataclass(frozen=True, slots=True)
class Answered:
    """A meetup after somebody's answer; `is_news` is False when they had said the same before."""

    meetup: Meetup
    count: int
    is_news: bool


def come(stores: Stores, meetup_id: int, user_id: str, *, now: datetime) -> Answered:
    """Keep that a person is coming, member or not; raises NoSuchMeetup, MeetupCancelled and MeetupOver."""
    meetup = meetups.ahead(stores, meetup_id, now)
    is_news = stores.coming.come(meetup.id, user_id, now=now)
    return Answered(meetup, _count(stores, meetup), is_news)


def stay_away(stores: Stores, meetup_id: int, user_id: str, *, now: datetime) -> Answered:
    """Keep that a person is not coming after all; raises NoSuchMeetup, MeetupCancelled and MeetupOver."""
    meetup = meetups.ahead(stores, meetup_id, now)
    is_news = stores.coming.stay_away(meetup.id, user_id)
    return Answered(meetup, _count(stores, meetup), is_news)


def _count(stores: Stores, meetup: Meetup) -> int:
    return stores.coming.counts([meetup.id]).get(meetup.id, 0)
