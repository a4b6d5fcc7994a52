"""Reach: which teams have members in which community, and which others a community might like to invite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from community.communities import Community, State
from community.counting import may_tell
from community.fitting import fit, interests, words_of
from community.lessons import Lesson
from community.readers import NO_ROOMS
from community.schedule import Period
from community.signs import FEW_TEAMS
from community.spread import USES
from community.teams import Team

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

Thing = TypeVar("Thing")

# What is larger is no picture that can be read.
MOST_TEAMS, MOST_COMMUNITIES = 40, 30
MOST_INVITED = 5
LOOK_BACK = timedelta(weeks=26)
_CANDIDATES = 1000


@dataclass(frozen=True, slots=True)
class Presence:
    """One community and the teams that have members in it; of how many people is not said."""

    community: Community
    teams: Sequence[Team]  # by name, those of which at least five people are known
    smaller: int  # how many others, which stay without a name


@dataclass(frozen=True, slots=True)
class Reach:
    """Which teams have members in which community, in the whole organisation."""

    communities: Sequence[Presence]  # by topic, those without any team too
    teams: Sequence[Team]  # by name, all that have a name here
    smaller: int  # how many teams have none


@dataclass(frozen=True, slots=True)
class Grid:
    """The part of a reach that is drawn: a row for each team and, at the end, one for all smaller ones."""

    teams: Sequence[Team]
    has_smaller: bool
    communities: Sequence[Community]
    cells: Sequence[Sequence[bool]]  # by row
    teams_left_out: int
    communities_left_out: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """A team of which nobody is in a community, and why it may care: never a person's reason."""

    team: Team
    taken_up: Sequence[Lesson]  # lessons of the community that the team took up
    learnt: Sequence[Lesson]  # what the team learnt about the community's topic


@dataclass(frozen=True, slots=True)
class OwnReach:
    """Which teams are in one community, and which it might invite, the likeliest first."""

    community: Community
    teams: Sequence[Team]
    invitations: Sequence[Invitation]
    knows_teams: bool  # whether anybody anywhere has named a team

    @property
    def is_few(self) -> bool:
        """Whether its members come from few teams."""
        return len(self.teams) < FEW_TEAMS


def everywhere(stores: Stores) -> Reach:
    """Give the reach of all open communities. Teams of which fewer than five people are known stay without a name."""
    teams = {team.id: team for team in stores.teams.all()}
    sizes, presence = stores.teams.sizes(), stores.pulse.presence()
    named = {team_id for team_id in teams if may_tell(sizes.get(team_id, 0))}
    found = []
    for community in stores.communities.all():
        there = presence.get(community.id, {}).keys() & teams.keys()
        by_name = [team for team_id, team in teams.items() if team_id in there & named]
        found.append(Presence(community, by_name, len(there - named)))
    smaller = len(sizes.keys() & teams.keys() - named)
    return Reach(found, [team for team_id, team in teams.items() if team_id in named], smaller)


def grid_of(reach: Reach) -> Grid:
    """Give what is drawn: of many, those teams and communities that have most to do with another, by their names."""
    counts = Counter(team.id for one in reach.communities for team in one.teams)
    communities = _most(
        reach.communities, [len(one.teams) + one.smaller for one in reach.communities], MOST_COMMUNITIES
    )
    teams = _most(reach.teams, [counts[team.id] for team in reach.teams], MOST_TEAMS)
    has_smaller = any(one.smaller for one in communities)
    present = [{team.id for team in one.teams} for one in communities]
    cells = [[team.id in there for there in present] for team in teams]
    if has_smaller:
        cells.append([one.smaller > 0 for one in communities])
    return Grid(
        teams=teams,
        has_smaller=has_smaller,
        communities=[one.community for one in communities],
        cells=cells,
        teams_left_out=len(reach.teams) - len(teams),
        communities_left_out=len(reach.communities) - len(communities),
    )


def of(stores: Stores, community: Community, *, now: datetime) -> OwnReach:
    """Give which teams are in a community and which it might invite.

    Every team in it has its name here, as on its proposals: which teams a proposal speaks for is to be seen by those it
    is made to. How many people of a team are in it is told nowhere.
    """
    teams = stores.teams.all()
    there = stores.pulse.presence([community.id]).get(community.id, {})
    # Who rests invites nobody.
    absent = [team for team in teams if team.id not in there] if community.state is State.OPEN else []
    period = Period(now - LOOK_BACK, now + timedelta(minutes=1))
    lessons = stores.lessons.captured(period, rooms=NO_ROOMS, limit=_CANDIDATES) if absent else ()
    own = [lesson for lesson in lessons if lesson.community_id == community.id]
    adoptions = stores.spread.adoptions([lesson.number for lesson in own])
    taken_up: dict[int, list[Lesson]] = {}
    for lesson in own:
        for adoption in adoptions.get(lesson.number, ()):
            if adoption.answer in USES:
                taken_up.setdefault(adoption.team_id, []).append(lesson)
    return OwnReach(
        community=community,
        teams=[team for team in teams if team.id in there],
        invitations=invitations(community, absent, lessons, taken_up),
        knows_teams=bool(stores.teams.sizes()),
    )


def invitations(
    community: Community, absent: Sequence[Team], lessons: Sequence[Lesson], taken_up: Mapping[int, Sequence[Lesson]]
) -> Sequence[Invitation]:
    """Give the teams a community might invite, at most five; who did nothing near to it is not among them.

    First come those who took up most of its lessons, then those who learnt most about its topic, then by name.
    """
    wanted = interests(community)
    learnt: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        is_theirs = lesson.team_id is not None and lesson.community_id != community.id
        if is_theirs and lesson.team_id is not None and fit(wanted, words_of(f"{lesson.title} {lesson.learnt}")) >= 2:
            learnt.setdefault(lesson.team_id, []).append(lesson)
    found = [Invitation(team, taken_up.get(team.id, ()), learnt.get(team.id, ())) for team in absent]
    found = [one for one in found if one.taken_up or one.learnt]
    found.sort(key=lambda one: (-len(one.taken_up), -len(one.learnt), one.team.label.casefold()))
    return found[:MOST_INVITED]


def _most(things: Sequence[Thing], weights: Sequence[int], limit: int) -> Sequence[Thing]:
    """Give the things with the highest weights, in the order they had."""
    chosen = sorted(sorted(range(len(things)), key=lambda index: -weights[index])[:limit])
    return [things[index] for index in chosen]
