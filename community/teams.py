"""Teams: the feature teams people say they work in, since it is teams that learn and take up lessons."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import names
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

LABEL_LIMIT = 60
# A person's lessons that had no team yet get the one they name first; who wrote more can set the team of each.
LESSONS_NAMED = 200
# "Team Kestrel" and "Kestrel" are one team, and "team Team Kestrel" would read badly.
_THE_WORD_TEAM = re.compile(r"^(?:the\s+)?team\s+(?=\S)|(?<=\S)\s+team$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team about to be kept; `name` is the slug of its label and unique in a workspace."""

    name: str
    label: str  # as people write it
    started_by: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Team(NewTeam):
    """A team of this workspace. Who is in it is what people said themselves; a person is in one team or none."""

    id: int


class NamelessTeam(CommunityError):
    """What was typed has neither a letter nor a digit."""

    def __init__(self) -> None:
        super().__init__("A team's name needs a letter or a digit. Nothing was changed.")


class GoneTeam(CommunityError):
    """The team of a button or a menu that is no longer there."""

    def __init__(self) -> None:
        super().__init__("I don't know that team any more. Nothing was changed: say yours with /community team.")


def label_of(typed: str) -> str:
    """Give a team's name as it is shown: on one line, without the word "team" around it, at most 60 characters.

    Raises NamelessTeam when nothing is left that a name can be made of.
    """
    label = _THE_WORD_TEAM.sub("", " ".join(typed.split()))[:LABEL_LIMIT].strip()
    if not names.slug(label):
        raise NamelessTeam
    return label


def known(stores: Stores, team_id: int) -> Team:
    """Give the team of that id; raises GoneTeam."""
    if (team := stores.teams.get(team_id)) is None:
        raise GoneTeam
    return team


def named(stores: Stores, label: str) -> Team | None:
    """Give the team that goes by this name, however it is written."""
    return stores.teams.named(names.slug(label))


def near(label: str, teams: Sequence[Team]) -> Sequence[Team]:
    """Give the teams that may be meant, the likeliest first, so that "Kestrl" does not become a second Kestrel."""
    by_name = {team.name: team for team in teams}
    return [by_name[name] for name in names.nearest(label, by_name)]


def start(stores: Stores, label: str, *, by: str, now: datetime) -> Team:
    """Keep a team of that name; the one that is there already is given instead."""
    return stores.teams.add(NewTeam(names.slug(label), label, by, now))


def join(stores: Stores, team: Team, user_id: str, *, now: datetime) -> Team | None:
    """Let a person be in this team, and give the one they were in before.

    Nobody else can say it for them. What they learnt before they ever named a team is this team's from now on.
    """
    before = stores.teams.of(user_id)
    stores.teams.put(user_id, team.id, now=now)
    if stores.people.is_first(user_id, "team.said", now=now):
        _name_lessons(stores, team, user_id)
    return before


def leave(stores: Stores, user_id: str, *, now: datetime) -> Team | None:
    """Let a person be in no team, and give the one they were in; what its teams said and learnt stays with it."""
    before = stores.teams.of(user_id)
    if before is not None:
        stores.teams.put(user_id, None, now=now)
    return before


def _name_lessons(stores: Stores, team: Team, user_id: str) -> None:
    for lesson in stores.lessons.of_author(user_id, limit=LESSONS_NAMED):
        if lesson.team_id is None:
            stores.lessons.update(replace(lesson, team_id=team.id))
