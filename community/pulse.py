"""Pulse: how a community is, told to itself: its life in a word, numbers without persons, and what may be wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.communities import Community, State

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WEEK = timedelta(weeks=1)
FORMING_FOR = timedelta(weeks=6)
QUIET_AFTER = timedelta(weeks=6)
# A chart's span and a week to look back from its first one; what people did is forgotten after it.
KEPT_FOR = timedelta(weeks=13)


class Life(StrEnum):
    """How lively a community is, in one word."""

    FORMING = "forming"
    ALIVE = "alive"
    QUIET = "quiet"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Heard:
    """That a person said something where a community meets; what they said is not in it."""

    community_id: int
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """That a person asked everybody in a community's channel something; the question itself is not in it."""

    community_id: int
    channel_id: str
    ts: str
    user_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a community: how much was said, and by how many."""

    start: datetime  # Monday, 00:00 UTC
    messages: int
    people: int


def week_of(moment: datetime) -> datetime:
    """Give the start of the moment's week: Monday, 00:00 UTC."""
    day = moment.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)


def life_of(community: Community, last_active: datetime | None, now: datetime) -> Life:
    """Give how lively a community is; `last_active` is its newest sign of life, None when there never was one.

    RESTING is what its members chose, or what became of its channel, and a closed one rests for good. FORMING are its
    first six weeks, in which silence says nothing: people are still finding it. After them it is ALIVE while anything
    happened in the last six weeks, be it a message, a lesson, a meetup, an adoption, a new member or its waking, and
    QUIET otherwise: six weeks are long enough for a holiday and for a meetup a month that fell out once.

    Source: communities of practice come and go, and are let rest rather than kept up for their own sake;
    less.works, "Coordination & Integration", Communities of Practice.
    """
    if community.state in {State.RESTING, State.CLOSED}:
        return Life.RESTING
    if community.state is State.FORMING or now - community.started_at < FORMING_FOR:
        return Life.FORMING
    signs = [moment for moment in (last_active, community.state_since) if moment is not None]
    return Life.ALIVE if signs and now - max(signs) < QUIET_AFTER else Life.QUIET


def lives(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, Life]:
    """Give how lively each of these communities is, by id, in the same few queries however many they are."""
    last_active = stores.pulse.last_active(now) if communities else {}
    return {one.id: life_of(one, last_active.get(one.id), now) for one in communities}
