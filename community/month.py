"""How far did it travel?: once a month, to whose lessons travelled in it, and in the hub all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from community import communities, travels
from community import schedule as schedules
from community.lessons import Lesson
from community.schedule import Period
from community.spread import Adoption, Share
from community.travels import Journey, Network, Place

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

HUB = 0  # in the place of a community's id
TOLD = 8  # lessons
# Told later than that it would be old; whoever was away for so long isn't told of it in a burst.
STILL_TOLD = timedelta(days=7)
_SATURDAY = 5
_AT_ONCE = 500  # numbers in one query


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over; `key` is such as 2026-08."""

    key: str
    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Told:
    """How far lessons went in a month, the ones that went furthest first; `in_all` counts what was left out too."""

    month: Month
    journeys: Sequence[Journey]
    in_all: int
    network: Network


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps lessons took lately, read once for all communities."""

    lessons: Mapping[int, Lesson]
    adoptions: Sequence[Adoption]
    shares: Sequence[Share]
    teams: Mapping[int, Place]
    communities: Mapping[int, Place]


def due(now: datetime, at: time, zone: str) -> Month | None:
    """Give the month to tell of now: the last one, from its successor's first working day at this time for a week."""
    there = schedules.local(now, zone)
    start = there.date().replace(day=1)
    working = start + timedelta(days=(7 - start.weekday()) % 7 if start.weekday() >= _SATURDAY else 0)
    told_at = schedules.instant(working, at, zone)
    return before(start, zone) if told_at <= now < told_at + STILL_TOLD else None


def before(start: date, zone: str) -> Month:
    """Give the month before the one that begins on this day."""
    first = (start - timedelta(days=1)).replace(day=1)
    begins, ends = (schedules.instant(day, time(0), zone) for day in (first, start))
    return Month(f"{first:%Y-%m}", f"{first:%B %Y}", Period(begins, ends))


def steps(stores: Stores, *, since: datetime) -> Steps:
    """Read what lessons did since then: nothing of any closed room, and teams of few people without their name."""
    adoptions = [one for one in stores.spread.all_adoptions() if one.at >= since]
    shares = [one for one in stores.spread.all_shares() if one.shared_at >= since]
    numbers = sorted({one.number for one in adoptions} | {one.number for one in shares})
    lessons: dict[int, Lesson] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        lessons |= stores.lessons.some(numbers[start : start + _AT_ONCE])
    return Steps(
        {number: one for number, one in lessons.items() if travels.is_counted(one)},
        adoptions,
        shares,
        travels.team_places({team.id: team for team in stores.teams.all()}, stores.teams.sizes()),
        travels.community_places({one.id: one for one in communities.findable(stores)}),
    )


def told(taken: Steps, month: Month, community_id: int) -> Told | None:
    """Give how far a community's lessons went in the month, or all of them for the hub; None when none travelled."""
    lessons = {number: one for number, one in taken.lessons.items() if community_id in (HUB, one.community_id)}
    adoptions = [one for one in taken.adoptions if one.number in lessons and _is_in(one.at, month)]
    shares = [one for one in taken.shares if one.number in lessons and _is_in(one.shared_at, month)]
    gone = [
        travels.journey_of(
            lesson,
            adoptions=[one for one in adoptions if one.number == number],
            shares=[one for one in shares if one.number == number],
            improved_as=(),
            teams=taken.teams,
            communities=taken.communities,
        )
        for number, lesson in lessons.items()
    ]
    travelled = sorted((one for one in gone if one.ways), key=lambda one: (-len(one.ways), -one.lesson.number))
    if not travelled:
        return None
    network = travels.network_of(
        lessons, adoptions=adoptions, shares=shares, teams=taken.teams, communities=taken.communities
    )
    return Told(month, travelled[:TOLD], len(travelled), network)


def _is_in(at: datetime, month: Month) -> bool:
    return month.period.start <= at < month.period.end
