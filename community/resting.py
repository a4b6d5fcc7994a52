"""Resting: a community that went quiet is asked what would suit it, and rests when nobody says anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.communities import Community, State
from community.pulse import Life, life_of

# Who says nothing for so long has said that it may rest; anyone wakes it with a click.
RESTS_AFTER = timedelta(weeks=3)
# Who was asked and said nothing isn't asked again within half a year.
ASKED_AGAIN_AFTER = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The question a quiet community was asked; `ts` is None while it is on its way."""

    community_id: int
    asked_at: datetime
    channel_id: str
    ts: str | None = None
    answered_at: datetime | None = None  # a member said what would suit, or there was life again


def last_sign(community: Community, last_active: datetime | None) -> datetime:
    """Give when something happened in the community last; that it was started or woken counts."""
    return max(filter(None, (community.started_at, community.state_since, last_active)))


def is_to_be_asked(community: Community, before: Quiet | None, last_active: datetime | None, now: datetime) -> bool:
    """Tell whether a community is asked now what would suit it: once while it is quiet.

    When nobody answered the last time, it is left alone for half a year, whatever happened since.
    """
    if community.channel_id is None or life_of(community, last_active, now) is not Life.QUIET:
        return False
    if before is None:
        return True
    is_another_time = last_sign(community, last_active) > before.asked_at
    return is_another_time and (before.answered_at is not None or now - before.asked_at >= ASKED_AGAIN_AFTER)


def is_to_rest(community: Community, asked: Quiet, last_active: datetime | None, now: datetime) -> bool:
    """Tell whether a community rests by itself now: it was asked three weeks ago, and nothing has happened since."""
    is_silent = asked.answered_at is None and last_sign(community, last_active) <= asked.asked_at
    return community.state is State.OPEN and is_silent and now - asked.asked_at >= RESTS_AFTER


def overtaken(
    communities: Mapping[int, Community], asked: Mapping[int, Quiet], active: Mapping[int, datetime]
) -> list[Quiet]:
    """Give the questions nobody answered, but life did."""
    return [
        one
        for one in asked.values()
        if one.answered_at is None
        and (community := communities.get(one.community_id)) is not None
        and last_sign(community, active.get(community.id)) > one.asked_at
    ]
