"""Meetups: when and where a community meets, and calling one off."""
# a refusal is named for what is the case, as in "MeetupOver"

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from community import rooms, schedule
from community.communities import Community, NotOpen, State, is_member
from community.errors import CommunityError
from community.reminders import USUAL, chosen, set_anew

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

TITLE_LIMIT = 150
PLACE_LIMIT = 500
WHAT_FOR_LIMIT = 300
MOST_SEATS = 10_000
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
# A year and a bit: what is planned later is more likely a slip of the keyboard.
FARTHEST = timedelta(days=400)


class Kind(StrEnum):
    """What kind of gathering it is."""

    MEETUP = "meetup"
    DESIGN_WORKSHOP = "design workshop"
    OPEN_SPACE = "open space"
    LESS_BEER = "less beer"
    GO_SEE = "go see"
    OUTSIDE = "outside"


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
    kind: Kind = Kind.MEETUP
    what_for: str = ""
    seats: int | None = None  # None when there is room for everybody
    series_id: int | None = None  # of a meetup that comes again
    reminders: tuple[int, ...] = USUAL  # minutes before the start, the longest first; none when nobody is reminded
    occurs_on: date | None = None  # the day its series gave it, in its zone, wherever it was moved to since


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetup(NewMeetup):
    """A meetup of this workspace."""

    id: int
    revision: int = 0  # grows with each change that people's calendars must hear of; RFC 5545 calls it SEQUENCE
    changed_at: datetime | None = None  # when the newest of these changes was made; None before the first
    announced_ts: str | None = None
    cancelled_at: datetime | None = None
    is_updating: bool = False  # its announcement is being brought up to date; who changes it then need not ask again


@dataclass(frozen=True, slots=True)
class Coming:
    """A meetup and how many said what of it: that they are coming, maybe, or wait for a seat."""

    meetup: Meetup
    count: int
    maybe: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody filled in: a wall time of a zone, not yet known to exist."""

    title: str
    community_id: int
    day: date
    at: time
    zone: str
    minutes: int
    place: str
    planned_by: str
    reminders: tuple[int, ...] = USUAL
    kind: Kind = Kind.MEETUP
    what_for: str = ""
    seats: int | None = None


class SaidOfMeetup(TypedDict):
    """What a plan says of its meetups besides when they start."""

    title: str
    zone: str
    minutes: int
    place: str
    kind: Kind
    what_for: str
    seats: int | None
    reminders: tuple[int, ...]


class WrongPlan(CommunityError):
    """The plan can't be; `about` is the field to change, such as title, zone, minutes, date, time or community."""

    def __init__(self, about: str, sentence: str) -> None:
        super().__init__(sentence)
        self.about = about


class MembersPlan(CommunityError):
    """Who isn't in a community plans nothing in its name."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"You are not in “{community.topic}” yet, so nothing was planned. "
            f"Join it with /community join {community.name}, then plan it."
        )
        self.community = community


class NoSuchMeetup(CommunityError):
    """It was never planned here."""

    def __init__(self) -> None:
        super().__init__(
            "I don't find that meetup any more, so nothing was changed. /meetup list shows what is coming."
        )


class MeetupCancelled(CommunityError):
    """It won't take place."""

    def __init__(self, meetup: Meetup) -> None:
        super().__init__(f"“{meetup.title}” was cancelled, so nothing was changed. /meetup list shows what is coming.")
        self.meetup = meetup


class MeetupOver(CommunityError):
    """It took place already."""

    def __init__(self, meetup: Meetup) -> None:
        super().__init__(f"“{meetup.title}” is over, so nothing was changed. /meetup list shows what is coming.")
        self.meetup = meetup


class NotYoursToCancel(CommunityError):
    """Only who planned it and who is in its community can cancel it."""

    def __init__(self, meetup: Meetup) -> None:
        super().__init__(
            f"“{meetup.title}” can be cancelled by who planned it and by the members of its community, "
            "so nothing was changed. If it doesn't suit you, just don't come: nobody takes attendance."
        )
        self.meetup = meetup


class NotYoursToChange(CommunityError):
    """Only who planned it and who is in its community can change it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"“{title}” can be changed by who planned it and by the members of its community, so nothing was changed. "
            "You can say so in its thread."
        )


def plan(stores: Stores, wanted: Plan, *, now: datetime) -> Meetup:
    """Keep a meetup of the planner's community, with its reminders.

    Raises WrongPlan for a time that is past or that clocks skip, NotOpen and MembersPlan.
    """
    meetup = stores.meetups.add(planned(stores, wanted, now=now))
    set_anew(stores, meetup, now)
    return meetup


def planned(stores: Stores, wanted: Plan, *, now: datetime) -> NewMeetup:
    """Give the meetup that was planned, not yet kept; raises what `plan` does."""
    starts = starts_at(wanted, now)
    community = stores.communities.get(wanted.community_id)
    if community is None or community.channel_id is None:
        raise WrongPlan("community", "That community has no channel any more. Choose another one.")
    if community.state is not State.OPEN:
        raise NotOpen(community)
    if not is_member(stores, community.id, wanted.planned_by):
        raise MembersPlan(community)
    return NewMeetup(
        channel_id=community.channel_id,
        community_id=community.id,
        starts_at=starts,
        planned_by=wanted.planned_by,
        planned_at=now,
        **said(wanted),
    )


def said(plan: Plan) -> SaidOfMeetup:
    """Give what a plan says of its meetups besides when they start, each within its limit."""
    return {
        "title": _one_line(plan.title)[:TITLE_LIMIT],
        "zone": plan.zone,
        "minutes": plan.minutes,
        "place": _one_line(plan.place)[:PLACE_LIMIT],
        "kind": plan.kind,
        "what_for": _one_line(plan.what_for)[:WHAT_FOR_LIMIT],
        "seats": plan.seats,
        "reminders": chosen(plan.reminders),
    }


def cancel(stores: Stores, meetup_id: int, user_id: str, *, now: datetime) -> Meetup:
    """Call a meetup off; raises NoSuchMeetup, MeetupCancelled, MeetupOver and NotYoursToCancel.

    Any member may, not only who planned it: a community's meetups are its own, and the one person who planned one is
    ill on some day.
    """
    meetup = ahead_of(stores, meetup_id, user_id, now)
    if not may_cancel(stores, meetup, user_id):
        raise NotYoursToCancel(meetup)
    cancelled = replace(revised(meetup, now=now), cancelled_at=now)
    stores.meetups.update(cancelled)
    return cancelled


def revised(meetup: Meetup, *, now: datetime) -> Meetup:
    """Give the meetup as one that changes now in what people's calendars hear of: its time, place, title or state.

    What changes is for the caller to replace. Calendar programs take a change only with a higher revision.
    Source: RFC 5545, 3.8.7.4, "Sequence Number".
    """
    return replace(meetup, revision=meetup.revision + 1, changed_at=now)


def may_cancel(stores: Stores, meetup: Meetup, user_id: str) -> bool:
    """Tell whether this person planned it or is in its community."""
    if meetup.planned_by == user_id:
        return True
    return meetup.community_id is not None and is_member(stores, meetup.community_id, user_id)


def is_over(meetup: Meetup, now: datetime) -> bool:
    """Tell whether its time has passed."""
    return meetup.starts_at + timedelta(minutes=meetup.minutes) <= now


def ahead(stores: Stores, meetup_id: int, now: datetime) -> Meetup:
    """Give a meetup that is still ahead; raises NoSuchMeetup, MeetupCancelled and MeetupOver."""
    meetup = stores.meetups.hold(meetup_id)
    if meetup is None:
        raise NoSuchMeetup
    if meetup.cancelled_at is not None:
        raise MeetupCancelled(meetup)
    if is_over(meetup, now):
        raise MeetupOver(meetup)
    return meetup


def ahead_of(stores: Stores, meetup_id: int, user_id: str, now: datetime) -> Meetup:
    """Give a meetup as `ahead` does; one in a closed room is none to who neither planned it nor is in its community."""
    meetup = stores.meetups.get(meetup_id)
    if meetup is None or is_hidden_from(stores, meetup, user_id):
        raise NoSuchMeetup
    return ahead(stores, meetup_id, now)


def is_hidden_from(stores: Stores, meetup: Meetup, user_id: str) -> bool:
    """Tell whether a refusal that names it would say too much: it is in a closed room, and not this person's."""
    return rooms.closed_in(stores, meetup.channel_id) is not None and not may_cancel(stores, meetup, user_id)


def starts_at(plan: Plan, now: datetime) -> datetime:
    """Give when the plan starts, in UTC; raises WrongPlan for what can't be."""
    if not _one_line(plan.title):
        raise WrongPlan("title", "What is it about? A few words are enough.")
    if not schedule.is_zone(plan.zone):
        raise WrongPlan("zone", "I don't know this time zone. Choose another one near you.")
    if not SHORTEST <= timedelta(minutes=plan.minutes) <= LONGEST:
        raise WrongPlan("minutes", "A meetup takes between 5 minutes and 12 hours here.")
    if plan.seats is not None and not 1 <= plan.seats <= MOST_SEATS:
        raise WrongPlan("seats", "Seats are a number from 1. Leave it empty when there is room for everybody.")
    starts = schedule.instant(plan.day, plan.at, plan.zone)
    if schedule.is_skipped(plan.day, plan.at, plan.zone):
        first = schedule.local(starts, plan.zone)
        raise WrongPlan(
            "time",
            f"Clocks in {plan.zone} skip {plan.at:%H:%M} on {_spoken(plan.day)}: they are put forward then. "
            f"The first time after it is {first:%H:%M}. Choose that or another one.",
        )
    if starts <= now:
        about = "date" if plan.day < schedule.local(now, plan.zone).date() else "time"
        raise WrongPlan(
            about,
            f"{_spoken(plan.day)}, {plan.at:%H:%M} in {plan.zone} has passed. Choose a time that is still to come.",
        )
    if starts - now > FARTHEST:
        raise WrongPlan("date", "That is more than a year away. Choose a day within the next year.")
    return starts


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
