"""Closing: a community ends kindly, keeps what it learnt, and can be opened again for thirty days."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from community.communities import Community, State, can_reopen
from community.errors import CommunityError
from community.readers import NO_ROOMS
from community.schedule import Period
from community.spread import USES

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# So many of its newest lessons are looked at for the teams that took some up.
_LOOKED_THROUGH = 200
_EVER = datetime(2000, 1, 1, tzinfo=UTC)  # before any lesson, also those that came from elsewhere


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a community leaves: how many lessons everybody can find, and the labels of the teams that took some up."""

    lessons: int
    teams: Sequence[str]


class NotToClose(CommunityError):
    """It is being started, or closed already."""

    def __init__(self, community: Community) -> None:
        why = "was closed already" if community.state is State.CLOSED else "is being started right now"
        super().__init__(f"“{community.topic}” {why}. Nothing was changed.")
        self.community = community


class NotToReopen(CommunityError):
    """It isn't closed, or was so long ago that it is started again instead."""

    def __init__(self, community: Community) -> None:
        if community.state is not State.CLOSED:
            told = f"“{community.topic}” isn't closed, so nothing was changed."
        else:
            told = (
                f"“{community.topic}” was closed more than 30 days ago, so nothing was changed. "
                f"Start it again with /community start {community.topic}: it comes with its lessons."
            )
        super().__init__(told)
        self.community = community


def require_closable(community: Community) -> None:
    """Raise NotToClose unless the community is open or rests."""
    if not is_closable(community):
        raise NotToClose(community)


def is_closable(community: Community) -> bool:
    """Tell whether the community is open or rests."""
    return community.state in (State.OPEN, State.RESTING)


def close(stores: Stores, community: Community, *, now: datetime) -> Community:
    """Close the community; its members stay, so that one click undoes it."""
    closed = replace(community, state=State.CLOSED, state_since=now)
    stores.communities.update(closed)
    return closed


def reopen(stores: Stores, community: Community, *, is_channel_there: bool, now: datetime) -> Community:
    """Undo closing: open where people can meet in its channel, resting until it is back otherwise; or NotToReopen."""
    if not can_reopen(community, now=now):
        raise NotToReopen(community)
    state = State.OPEN if is_channel_there else State.RESTING
    again = replace(community, state=state, state_since=now)
    stores.communities.update(again)
    return again


def learnt(stores: Stores, community: Community, *, now: datetime) -> Learnt:
    """Say what the community leaves to others; lessons of closed rooms are not counted."""
    found = stores.lessons.captured_in(
        {community.id: Period(_EVER, now + timedelta(seconds=1))}, rooms=NO_ROOMS, limit=_LOOKED_THROUGH
    )
    if community.id not in found:
        return Learnt(0, ())
    lessons = found[community.id]
    adoptions = stores.spread.adoptions([lesson.number for lesson in lessons.lessons])
    users = {one.team_id for some in adoptions.values() for one in some if one.answer in USES}
    labels = sorted((team.label for team in stores.teams.some(tuple(users)).values()), key=str.casefold)
    return Learnt(lessons.total, labels)
