"""Overlaps: communities that care for much the same, so that who starts another, and they themselves, hear of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from community import communities, templates
from community.charters import Charter
from community.communities import Community, State
from community.directory import Said
from community.fitting import words_of
from community.names import slug
from community.subjects import Subject, closeness, subject

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# Chosen on every other pair of tests/community/overlap_pairs.py; test_subjects.py says what they do on the others.
# Who starts one may be told too much, since nothing keeps them; two channels are told only what is rather sure.
NEAR, OVERLAP = 0.55, 0.65
MOST_SHOWN = 3
MOST_TOLD = 2  # pairs at once: a channel that hears of many neighbours hears of none
_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class Near:
    """A community that is close to something, and how close: 0 is nothing in common, 1 is the same."""

    community: Community
    subject: Subject
    closeness: float


def near(stores: Stores, topic: str, charter: Charter) -> Sequence[Near]:
    """Give the communities, open or resting, that are close to one that is about to be started, closest first."""
    wanted = subject(topic, about=_own(f"{charter.purpose} {charter.for_whom} {charter.decides}", charter.template))
    found = [
        Near(community, known, closeness(wanted, known))
        for community, known in _subjects(stores)
        if community.name != slug(topic)
    ]
    close = [one for one in found if one.closeness >= NEAR]
    return sorted(close, key=lambda one: (-one.closeness, one.community.id))[:_LOOKED_AT]


def neighbours(found: Sequence[Near]) -> Sequence[tuple[int, int]]:
    """Give the pairs of open communities among these that overlap with each other: a third may be about to start."""
    there = [one for one in found if one.community.state is State.OPEN]
    return [
        (one.community.id, other.community.id)
        for one, other in combinations(there, 2)
        if closeness(one.subject, other.subject) >= OVERLAP
    ]


def keep(stores: Stores, community_id: int, found: Sequence[Near], *, now: datetime) -> None:
    """Keep with which communities one overlaps that was started all the same."""
    for one in found:
        if one.closeness >= OVERLAP and one.community.id != community_id:
            stores.overlaps.add(community_id, one.community.id, now=now)


def to_tell(stores: Stores, community_ids: Sequence[int], *, now: datetime) -> Sequence[tuple[Community, Community]]:
    """Take the right to tell overlapping communities about each other, once ever for two, and give those two.

    A pair of which one is not open waits until it is; of the others at most MOST_TOLD are told at once.
    """
    told: list[tuple[Community, Community]] = []
    for pair in stores.overlaps.untold(community_ids):
        both = [one for one in stores.communities.some(pair).values() if one.state is State.OPEN and one.channel_id]
        if len(told) < MOST_TOLD and len(both) == len(pair) and stores.overlaps.tell(*pair, now=now):
            told.append((both[0], both[1]))
    return told


def _subjects(stores: Stores) -> list[tuple[Community, Subject]]:
    said, tags = stores.directory.said(), stores.directory.tags()
    return [(one, _subject(one, said.get(one.id), tags)) for one in communities.findable(stores)]


def _subject(community: Community, said: Said | None, tags: Mapping[int, Sequence[str]]) -> Subject:
    own = _own(f"{community.purpose} {said.charter if said else ''}", said.template if said else "")
    return subject(community.topic, about=own | words_of(" ".join(tags.get(community.id, ()))))


def _own(text: str, template: str) -> frozenset[str]:
    """Give the words a community chose itself: what its template said for it tells nothing of it."""
    given = templates.keyed(template).charter
    return words_of(text) - words_of(f"{given.purpose} {given.for_whom} {given.decides}")
