"""Greeting: what somebody is told, alone and once, when they join a community for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community import lessons, templates
from community.communities import Community
from community.counting import may_tell
from community.lessons import Lesson
from community.meetups import Meetup
from community.readers import Reader
from community.spread import Proposal, is_for_all
from community.teams import Team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

LESSONS = 3
COORDINATORS = 5
TEAMS = 12


@dataclass(frozen=True, slots=True)
class SayTeam:
    """They haven't said which team they work in, and teams are what lessons reach."""


@dataclass(frozen=True, slots=True)
class Speak:
    """The community proposes something that their team said nothing to yet."""

    proposal: Proposal
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class TryIt:
    """There is a lesson their team hasn't answered yet."""

    lesson: Lesson


@dataclass(frozen=True, slots=True)
class Do:
    """What the community's template suggests, in words."""

    words: str


FirstThing = SayTeam | Speak | TryIt | Do


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who is here, what is worth a look, what comes next, and one first thing to do."""

    community: Community
    members: int
    teams: Sequence[Team]  # of its members; none while there are too few people for that to be told
    coordinators: Sequence[str]  # their names
    lessons: Sequence[Lesson]
    meetup: Meetup | None
    first: FirstThing


def is_first(stores: Stores, community: Community, user_id: str, *, now: datetime) -> bool:
    """Take note that this person was greeted in this community; False when they were before, however they came."""
    return stores.people.is_first(user_id, f"greeted {community.id}", now=now)


def greet(stores: Stores, community: Community, reader: Reader, *, now: datetime) -> Greeting | None:
    """Give what to greet somebody with who has just joined; None when they were greeted here before."""
    return compose(stores, community, reader, now=now) if is_first(stores, community, reader.user_id, now=now) else None


def compose(stores: Stores, community: Community, reader: Reader, *, now: datetime) -> Greeting:
    """Give what to greet somebody with; it only reads, so it need not hold up those who write."""
    best = _best(stores, community, reader)
    coming = stores.meetups.coming_up(now, limit=1, community_id=community.id)
    members = stores.members.count(community.id)
    coordinators = stores.seats.coordinators(community.id)[:COORDINATORS]
    names = stores.people.named(coordinators)
    return Greeting(
        community=community,
        members=members,
        teams=_teams(stores, community) if may_tell(members) else (),
        coordinators=[names[user_id] for user_id in coordinators if user_id in names],
        lessons=best,
        meetup=coming[0] if coming else None,
        first=first_thing(stores, community, best, reader),
    )


def first_thing(stores: Stores, community: Community, best: Sequence[Lesson], reader: Reader) -> FirstThing:
    """Give the one thing to begin with."""
    team = stores.teams.of(reader.user_id)
    if team is None:
        return SayTeam()
    for proposal in stores.spread.unanswered(community.id, team.id):
        lesson = stores.lessons.get(proposal.number)
        if lesson is not None and not lessons.is_withdrawn(lesson) and lessons.may_see(lesson, reader):
            return Speak(proposal, lesson)
    answered = stores.spread.adoptions([lesson.number for lesson in best])
    for lesson in best:
        is_answered = any(one.team_id == team.id for one in answered.get(lesson.number, ()))
        if lesson.team_id != team.id and not is_answered:
            return TryIt(lesson)
    charter = stores.charters.now(community.id)
    return Do(templates.keyed(charter.template if charter else "").first_step)


def _best(stores: Stores, community: Community, reader: Reader) -> Sequence[Lesson]:
    """Give what a librarian highlighted last, then the lessons that the most teams use."""
    used = stores.lessons.most_used(community.id, rooms=reader.rooms, limit=LESSONS)
    for highlight in stores.librarians.highlights(community.id, limit=1):
        first = stores.lessons.get(highlight.number)
        if first is not None and first.community_id == community.id and is_for_all(first):
            return [first, *(lesson for lesson in used if lesson.number != first.number)][:LESSONS]
    return used


def _teams(stores: Stores, community: Community) -> Sequence[Team]:
    """Give the teams whose members are here, by label."""
    there = stores.teams.some(list(stores.teams.represented(community.id)))
    return sorted(there.values(), key=lambda team: team.label.casefold())
