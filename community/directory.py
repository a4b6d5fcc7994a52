"""The directory: communities as somebody finds them who doesn't know them, theirs first and those that rest last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from community import communities, matching, pulse
from community.communities import Community, State
from community.counting import may_tell
from community.fitting import words_of
from community.pulse import Life
from community.teams import Team
from community.templates import TEMPLATES

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 120  # of what is looked for: pages carry it in their buttons
_TOPIC, _TAUGHT, _ABOUT, _TEAM = 8, 4, 3, 2  # what a word weighs by where it stands
_NAMED = 3
_KINDS = {template.key: template.title for template in TEMPLATES if template.key}


class Part(IntEnum):
    """A part of the directory, in their order."""

    YOURS = 1
    OTHERS = 2
    RESTING = 3


@dataclass(frozen=True, slots=True)
class Teams:
    """Which teams are in a community: a few names, and whether there are more than those."""

    names: tuple[str, ...] = ()
    has_more: bool = False


NO_TEAMS = Teams()


@dataclass(frozen=True, slots=True)
class Said:
    """What a community says of itself besides its topic and purpose, as the directory reads it."""

    charter: str = ""
    template: str = ""  # the key of the template it began with


@dataclass(frozen=True, slots=True)
class Entry:
    """One community as one person sees it in the directory. `kind` is what it began as, "" for what is its own."""

    community: Community
    part: Part
    kind: str
    life: Life
    members: int
    teams: Teams


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the directory; `total` counts the communities on all of them."""

    entries: Sequence[Entry]
    words: str
    number: int
    pages: int
    total: int


def look(
    stores: Stores, user_id: str, *, words: str, page: int, size: int, now: datetime, others_first: bool = False
) -> Page:
    """Give a page of all communities, or of those the words mean; in the same few queries however many there are.

    A page that isn't there is the nearest one that is. With `others_first` those one could join come before one's own.
    """
    words = words[:WORDS_LIMIT].strip()
    yours = {community.id for community in stores.communities.of(user_id)}
    there = {one.id: one for one in communities.findable(stores)}
    said = stores.directory.said()
    if words:
        ordered = [there[number] for number in matching.ranked(words, _words(stores, there, said))]
        ordered.sort(key=lambda one: one.state is State.RESTING)
    else:
        ordered = sorted(
            there.values(),
            key=lambda one: _where(_part(one, yours), said.get(one.id), others_first=others_first),
        )
    pages = max(1, -(-len(ordered) // size))
    number = min(max(page, 0), pages - 1)
    shown = ordered[number * size : (number + 1) * size]
    return Page(_entries(stores, shown, yours, said, now), words, number, pages, len(ordered))


def teams_in(stores: Stores, community_id: int) -> Teams:
    """Give which teams are in one community, as `teams_of` tells them."""
    present = stores.pulse.presence([community_id]).get(community_id, {})
    return teams_of(present, stores.teams.some(sorted(present)), stores.teams.sizes())


def teams_of(present: Mapping[int, int], teams: Mapping[int, Team], sizes: Mapping[int, int]) -> Teams:
    """Give which teams are in a community; `present` are its members by team.

    A team of which fewer than five people are known has no name here: it would be about persons. Names are in the
    order of the alphabet, so that nothing is ranked.
    """
    told = sorted(
        (teams[one].label for one in present if one in teams and may_tell(sizes.get(one, 0))), key=str.casefold
    )
    return Teams(tuple(told[:_NAMED]), has_more=len(present) > min(len(told), _NAMED))


def _entries(
    stores: Stores, shown: Sequence[Community], yours: set[int], said: Mapping[int, Said], now: datetime
) -> list[Entry]:
    lives = pulse.lives(stores, shown, now=now)
    members = stores.members.counts()
    present = stores.pulse.presence([one.id for one in shown]) if shown else {}
    known = stores.teams.some(sorted({team_id for teams in present.values() for team_id in teams}))
    sizes = stores.teams.sizes()
    return [
        Entry(
            one,
            _part(one, yours),
            _KINDS.get(said[one.id].template, "") if one.id in said else "",
            lives[one.id],
            members.get(one.id, 0),
            teams_of(present.get(one.id, {}), known, sizes),
        )
        for one in shown
    ]


def _part(community: Community, yours: set[int]) -> Part:
    if community.state is State.RESTING:
        return Part.RESTING
    return Part.YOURS if community.id in yours else Part.OTHERS


def _where(part: Part, said: Said | None, *, others_first: bool) -> tuple[bool, Part, int]:
    """Give where a community stands; only those one could join are kept together by their kinds."""
    is_other = part is Part.OTHERS
    return others_first and not is_other, part, _place(said) if is_other else 0


def _place(said: Said | None) -> int:
    """Give where a community's kind stands among the kinds; what is of no kind comes last."""
    keys = list(_KINDS)
    return keys.index(said.template) if said and said.template in _KINDS else len(keys)


def _words(stores: Stores, there: Mapping[int, Community], said: Mapping[int, Said]) -> Mapping[int, Mapping[str, int]]:
    """Give the words of each community with what they weigh where they weigh most."""
    tags, components = stores.directory.tags(), stores.directory.components()
    labels = {team.id: team.label for team in stores.teams.all()}
    sizes, present = stores.teams.sizes(), stores.pulse.presence(list(there))
    found: dict[int, Mapping[str, int]] = {}
    for one in there.values():
        teams = " ".join(labels[team] for team in present.get(one.id, ()) if may_tell(sizes.get(team, 0)))
        charter = said[one.id].charter if one.id in said else ""
        taught = " ".join([*tags.get(one.id, ()), *components.get(one.id, ())])
        found[one.id] = {
            **dict.fromkeys(words_of(teams), _TEAM),
            **dict.fromkeys(words_of(f"{one.purpose} {charter}"), _ABOUT),
            **dict.fromkeys(words_of(taught), _TAUGHT),
            **dict.fromkeys(matching.tokens(f"{one.topic} {one.channel_name}"), _TOPIC),
        }
    return found
