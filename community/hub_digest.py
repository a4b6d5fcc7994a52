"""The digest across all communities: what was learnt, what travelled, what became of communities, what is coming.

It tells of lessons and of what is open to all; no person and no community is ranked in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import digest, seats
from community.coming import counted
from community.communities import Community, State, findable
from community.digest import DigestSchedule
from community.lessons import Lesson
from community.meetups import Coming
from community.news import Adopted, Elsewhere, Taken
from community.schedule import Period, Weekly
from community.settings import Settings
from community.spread import Adoption, is_for_all

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

ALL = 0  # in the place of a community's id
LESSONS, TRAVELLED, COMING = 5, 2, 2  # with new, resting and free communities in a line each these are 12 entries
NAMES = 6
_LOOKED_AT = 500
_TAKEN_UP = 20  # lessons of each community, those that were taken up last
_COMING_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class HubNews:
    """What all may hear of a period; `…_in_all` count what was left out as well."""

    period: Period
    zone: str
    lessons: Sequence[Elsewhere] = ()
    lessons_in_all: int = 0
    travelled: Sequence[Adopted] = ()
    new: Sequence[Community] = ()
    resting: Sequence[Community] = ()
    free: Sequence[Community] = ()
    coming: Sequence[Coming] = ()

    @property
    def numbers(self) -> Sequence[int]:
        """Give the lessons shown as learnt."""
        return [entry.lesson.number for entry in self.lessons]


def weekly_of(chosen: Settings, zone: str) -> Weekly:
    """Give when it comes: as admins chose for digests, else Mondays at 09:00."""
    weekday = digest.MONDAY if chosen.digest_weekday is None else chosen.digest_weekday
    return Weekly(weekday, chosen.digest_at or digest.AT, zone)


def zone_of_most(communities: Sequence[Community]) -> str:
    """Give the zone most communities have; of equals the first by name."""
    zones = Counter(one.zone for one in communities)
    return min(zones, key=lambda zone: (-zones[zone], zone), default="UTC")


def planned(there: DigestSchedule | None, weekly: Weekly, now: datetime) -> DigestSchedule:
    """Give the schedule as it is to be from now on: planned anew where another day or hour was chosen meanwhile."""
    if there is None:
        there = DigestSchedule(ALL, weekly, None, since=now - timedelta(weeks=1))
    is_same = there.next_at is not None and (there.weekly.weekday, there.weekly.at) == (weekly.weekday, weekly.at)
    return there if is_same else digest.settle(there, weekly, now)


def gather(stores: Stores, period: Period, *, zone: str, now: datetime) -> HubNews | None:
    """Give what there is to say, in the same few queries however many communities there are; None for nothing."""
    open_ones = stores.communities.all()
    lessons, in_all = _lessons(stores, period, open_ones)
    every = findable(stores)
    found = HubNews(
        period=period,
        zone=zone,
        lessons=lessons,
        lessons_in_all=in_all,
        travelled=_travelled(stores, period, open_ones),
        new=[one for one in open_ones if period.start <= one.started_at < period.end],
        resting=[
            one
            for one in every
            if one.state is State.RESTING and one.state_since and period.start <= one.state_since < period.end
        ],
        free=seats.free(stores, open_ones, now=now),
        coming=_coming(stores, now),
    )
    # That a seat is free, or a meetup far off, is said beside what is new; alone it would be said every week.
    is_news = found.lessons or found.travelled or found.new or found.resting or found.coming
    return found if is_news else None


def _lessons(stores: Stores, period: Period, open_ones: Sequence[Community]) -> tuple[Sequence[Elsewhere], int]:
    """Give the newest that were never shown to all, one of each community first, and how many there are."""
    recent = list(stores.digests.recent(period, limit=_LOOKED_AT))
    seen = stores.hub_digests.seen(since=min((one.number for one in recent), default=0))
    of: dict[int | None, int] = {}
    turns: dict[int, int] = {}
    for one in (one for one in recent if one.number not in seen):
        turns[one.number] = of[one.community_id] = of.get(one.community_id, -1) + 1
    first = sorted(turns, key=lambda number: (turns[number], -number))[:LESSONS]
    lessons = stores.lessons.some(first)
    topics = {one.id: one.topic for one in open_ones}
    told = [
        Elsewhere(lesson, topics.get(lesson.community_id or 0, ""))
        for number in first
        if (lesson := lessons.get(number)) is not None and is_for_all(lesson)
    ]
    return told, len(turns)


def _travelled(stores: Stores, period: Period, open_ones: Sequence[Community]) -> Sequence[Adopted]:
    """Give the lessons most teams took up in the period, each with who did; of as many the newest lesson."""
    rows = stores.digests.taken_up({one.id: period for one in open_ones}, limit=_TAKEN_UP)
    answers = {number: given for some in rows.values() for number, given in some.items()}
    widest = sorted(answers, key=lambda number: (-len(answers[number]), -number))[:TRAVELLED]
    lessons = stores.lessons.some(widest)
    labels = {team.id: team.label for team in stores.teams.all()} if widest else {}
    return [_adopted(lessons[number], answers, labels) for number in widest if number in lessons]


def _adopted(lesson: Lesson, answers: Mapping[int, Sequence[Adoption]], labels: Mapping[int, str]) -> Adopted:
    given = answers[lesson.number]
    by = [Taken(labels[one.team_id], one.answer, one.words) for one in given if one.team_id in labels]
    return Adopted(lesson, by)


def _coming(stores: Stores, now: datetime) -> Sequence[Coming]:
    meetups = stores.meetups.coming_up(now, limit=COMING, is_for_all=True)
    return counted(stores, [one for one in meetups if one.starts_at < now + _COMING_WITHIN])
