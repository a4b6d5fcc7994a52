"""Merging: two communities become one, and what both learnt, said and planned goes on in it."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import charters, rooms
from community.charters import Charter, Written
from community.communities import Community, NotOpen, State
from community.errors import CommunityError
from community.linking import Link
from community.meetups import Meetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# So many of what is planned is told anew where its channel is archived.
_PLANNED = 50


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the community that was, the one that goes on, who is new in that, and what is still planned."""

    before: Community
    into: Community
    newcomers: Sequence[str]  # user ids
    lessons: int
    planned: Sequence[Meetup]


class NotWithItself(CommunityError):
    """Both names are one community's."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"Both are “{community.topic}”, so nothing was changed. Name two: /community merge the one into the other."
        )
        self.community = community


class NotSaidInto(CommunityError):
    """It was left out into which one it should go."""

    def __init__(self) -> None:
        super().__init__("Into which community? Type it like this: /community merge load testing into testing.")


def require_mergeable(community: Community, into: Community) -> None:
    """Raise NotWithItself or NotOpen unless the one, open or resting, can go on as the other, which is open."""
    if community.id == into.id:
        raise NotWithItself(community)
    if community.state not in (State.OPEN, State.RESTING):
        raise NotOpen(community)
    if into.state is not State.OPEN:
        raise NotOpen(into)


def merge(
    stores: Stores, community: Community, into: Community, *, by: str, is_archived: bool, now: datetime
) -> Merged:
    """Let everything a community has be the other's: lessons, members, seats, meetups, channels and its charter.

    Its channel becomes a further one of the other's, which counts for nothing while it `is_archived` or isn't for all.
    Who is in both is in it once.
    """
    there = {member.user_id for member in stores.members.of(into.id)}
    newcomers = [one.user_id for one in stores.members.of(community.id) if one.user_id not in there]
    _take_over_charter(stores, community, into, by=by, now=now)
    numbers = stores.merging.move(community.id, into.id)
    ended = replace(community, state=State.CLOSED, state_since=now, merged_into=into.id, channel_id=None)
    stores.communities.update(ended)
    if community.channel_id is not None:
        name, is_open = community.channel_name, not is_archived and rooms.is_for_all(stores, community.channel_id)
        stores.linking.put(Link(community.channel_id, into.id, name, by, now, is_open=is_open))
    planned = _take_along(stores, community, into, now=now) if is_archived else ()
    return Merged(community, into, newcomers, len(numbers), planned)


def _take_over_charter(stores: Stores, community: Community, into: Community, *, by: str, now: datetime) -> None:
    """Keep what the other said of itself as a version; what the one that goes on says now stays what it says."""
    theirs, own = charters.of(stores, community), charters.of(stores, into)
    if not theirs.is_said or theirs == own:
        return
    newest = stores.charters.now(into.id)
    version = newest.version if newest else 0
    said = [theirs, own] if own.is_said else [theirs]
    if newest is None and own.is_said:
        said.insert(0, own)
    for number, charter in enumerate(said, start=version + 1):
        stores.charters.add(_written(charter, into, number, by=by, now=now))
    if not own.is_said:
        stores.communities.update(replace(into, purpose=theirs.purpose, aim=theirs.aim))


def _written(charter: Charter, community: Community, version: int, *, by: str, now: datetime) -> Written:
    said = {field.name: getattr(charter, field.name) for field in fields(Charter)}
    return Written(**said, community_id=community.id, version=version, changed_by=by, changed_at=now)


def _take_along(stores: Stores, community: Community, into: Community, *, now: datetime) -> Sequence[Meetup]:
    """Let what was announced in the old channel be told where people are now, and give it."""
    found = stores.meetups.coming_up(now, limit=_PLANNED, community_id=into.id)
    moved = [
        replace(meetup, channel_id=into.channel_id or meetup.channel_id, announced_ts=None, is_updating=False)
        for meetup in found
        if meetup.channel_id == community.channel_id
    ]
    for meetup in moved:
        stores.meetups.update(meetup)
    return moved
