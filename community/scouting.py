"""Scouts and travelers: teams open their door to observers, experts offer to spend time with another team."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.communities import Community
from community.errors import CommunityError
from community.fitting import fit, interests, words_of
from community.teams import Team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WHAT_LIMIT, TIMES_LIMIT = 150, 150
FIRST_SPAN, LONGEST = timedelta(weeks=4), timedelta(days=180)
MOST_GUESTS, MOST_OPEN = 8, 5


class Kind(StrEnum):
    """Who goes: others come to a team and observe, or an expert comes to a team and teaches."""

    DOOR = "door"
    TRAVELER = "traveler"


@dataclass(frozen=True, slots=True)
class NewDoor:
    """Something that is offered; `team_id` is the team that can be observed, or the one a traveler is of, if any."""

    kind: Kind
    team_id: int | None
    opened_by: str
    what: str
    times: str  # in their own words
    last_day: date  # after it nothing is offered
    guests: int  # how many can come, or how many teams are visited
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(NewDoor):
    """One that is kept."""

    id: int
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A door or a traveler as people see it: whose it is, how much room is left, and what scouts saw there."""

    door: Door
    team: Team | None
    name: str  # of who offers it
    room: int
    seen: int | None = None  # the number of the newest lesson from a visit there

    @property
    def is_full(self) -> bool:
        """Tell whether nobody else can come."""
        return self.room < 1


class NoTeamYet(CommunityError):
    """Who isn't in a team opens no door and takes no traveler in."""

    def __init__(self) -> None:
        super().__init__(
            "That is a team's to do, and I don't know yours yet. Nothing was changed: say it with /community team."
        )


class GoneDoor(CommunityError):
    """It was closed, or its last day is over."""

    def __init__(self) -> None:
        super().__init__("That is not offered any more, so nothing was changed. /community open-doors shows what is.")


class OwnDoor(CommunityError):
    """They offer it themselves, or are of the team that does."""

    def __init__(self, door: Door) -> None:
        own = "You are of the team that others come to see" if door.kind is Kind.DOOR else "You offer this yourself"
        super().__init__(f"{own}, so nothing was changed.")


class ComesAlready(CommunityError):
    """This person asked before."""

    def __init__(self) -> None:
        super().__init__(
            "You asked before, and nobody was asked twice. The conversation is among your direct messages."
        )


class FullDoor(CommunityError):
    """As many come as can."""

    def __init__(self, door: Door) -> None:
        super().__init__(
            f"“{door.what}” has no room any more, so nothing was changed. Others are in /community open-doors."
        )


class EnoughOpen(CommunityError):
    """They offer as much as anybody can look after."""

    def __init__(self) -> None:
        super().__init__(
            f"{MOST_OPEN} such offers are open already, which is as many as anybody can look after. "
            "Nothing was changed: close one in /community open-doors first."
        )


class NotYoursToClose(CommunityError):
    """Only who offers it, or their team, takes it back."""

    def __init__(self) -> None:
        super().__init__("It is closed by those who offer it, so nothing was changed.")


def open_door(stores: Stores, new: NewDoor, *, today: date) -> Door:
    """Keep what is offered; raises NoTeamYet for a door without a team, and EnoughOpen."""
    if new.kind is Kind.DOOR and new.team_id is None:
        raise NoTeamYet
    theirs = [one for one in stores.scouting.open(today) if one.kind is new.kind and _is_of(one, new)]
    if len(theirs) >= MOST_OPEN:
        raise EnoughOpen
    return stores.scouting.add(new)


def come(stores: Stores, door_id: int, user_id: str, *, today: date, now: datetime) -> Door:
    """Keep that somebody comes, or that their team takes a traveler in.

    Raises GoneDoor, OwnDoor, NoTeamYet, ComesAlready and FullDoor.
    """
    door = known(stores, door_id, today=today)
    team = stores.teams.of(user_id)
    is_own_team = door.kind is Kind.DOOR and team is not None and team.id == door.team_id
    if user_id == door.opened_by or is_own_team:
        raise OwnDoor(door)
    if door.kind is Kind.TRAVELER and team is None:
        raise NoTeamYet
    guests = stores.scouting.guests([door.id]).get(door.id, ())
    if user_id in guests:
        raise ComesAlready
    if len(guests) >= door.guests:
        raise FullDoor(door)
    stores.scouting.come(door.id, user_id, now=now)
    return door


def close(stores: Stores, door_id: int, user_id: str, *, today: date, now: datetime) -> Door:
    """Offer it no more; raises GoneDoor and NotYoursToClose."""
    door = known(stores, door_id, today=today)
    if not may_close(stores, door, user_id):
        raise NotYoursToClose
    stores.scouting.close(door.id, now=now)
    return door


def may_close(stores: Stores, door: Door, user_id: str) -> bool:
    """Tell whether this person offers it, or is of the team that does."""
    team = stores.teams.of(user_id)
    is_of_team = door.kind is Kind.DOOR and team is not None and team.id == door.team_id
    return user_id == door.opened_by or is_of_team


def known(stores: Stores, door_id: int, *, today: date) -> Door:
    """Give what is offered now; raises GoneDoor."""
    door = stores.scouting.get(door_id)
    if door is None or door.closed_at is not None or door.last_day < today:
        raise GoneDoor
    return door


def offered(stores: Stores, *, today: date) -> Sequence[Offered]:
    """Give all that is offered now, the newest first; what is offered by who has gone is left out."""
    doors = stores.scouting.open(today)
    gone = stores.departures.gone([door.opened_by for door in doors])
    doors = [door for door in doors if door.opened_by not in gone]
    guests = stores.scouting.guests([door.id for door in doors])
    teams = stores.teams.some(sorted({door.team_id for door in doors if door.team_id is not None}))
    names = stores.people.named(sorted({door.opened_by for door in doors}))
    seen = stores.scouting.seen_at(sorted(teams))
    return [
        Offered(
            door,
            teams.get(door.team_id or 0),
            names.get(door.opened_by, ""),
            door.guests - len(guests.get(door.id, ())),
            seen.get(door.team_id or 0) if door.kind is Kind.DOOR else None,
        )
        for door in doors
    ]


def for_digests(stores: Stores, communities: Sequence[Community], *, today: date) -> Mapping[int, Offered]:
    """Give by community the one offer that fits it best and was in no digest of it, in the same few queries."""
    found = [one for one in offered(stores, today=today) if not one.is_full]
    if not found:
        return {}
    words = {one.door.id: words_of(one.door.what) for one in found}
    shown = stores.scouting.shown([community.id for community in communities])
    chosen = {}
    for community in communities:
        wanted = interests(community)
        fits = [
            (fit(wanted, words[one.door.id]), one.door.id, one)
            for one in found
            if one.door.id not in shown.get(community.id, frozenset())
        ]
        best = max(fits, key=lambda entry: entry[:2], default=None)
        if best is not None and best[0] > 0:
            chosen[community.id] = best[2]
    return chosen


def _is_of(door: Door, new: NewDoor) -> bool:
    return door.team_id == new.team_id if new.kind is Kind.DOOR else door.opened_by == new.opened_by
