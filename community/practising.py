"""Practising: whether who cares for others still works in a team. Their answer is theirs, and told by nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.asked import QUARTER, Asking

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# Who has just stepped up knows how they work.
SETTLED = timedelta(weeks=4)


class Works(StrEnum):
    """Whether somebody works in a team besides."""

    MOST = "most"
    LITTLE = "little"
    NOT_NOW = "not now"


class Week(StrEnum):
    """About how much of the week the community takes."""

    QUARTER = "quarter"
    HALF = "half"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Practice:
    """What one person said of themselves, and which of it those who see them coordinate may read."""

    user_id: str
    said_at: datetime
    works: Works | None = None
    week: Week | None = None
    shares_works: bool = False
    shares_week: bool = False

    @property
    def wants_care(self) -> bool:
        """Tell whether it may be time to share the seat: no team, or more than half of the week."""
        return self.works is Works.NOT_NOW or self.week is Week.MORE


@dataclass(frozen=True, slots=True)
class Shared:
    """What a coordinator lets others read; what they keep to themselves is None."""

    user_id: str
    works: Works | None
    week: Week | None


@dataclass(frozen=True, slots=True)
class Held:
    """What one person holds a seat in: communities they coordinate, components they mentor."""

    topics: Sequence[str]
    since: datetime


def due(stores: Stores, *, now: datetime) -> Mapping[str, Held]:
    """Give who holds a seat and is to be asked, by user id: once a quarter, and not just after they stepped up."""
    recent = {one.user_id for one in stores.asked.all(Asking.PRACTISING) if now - one.at < QUARTER}
    silent = stores.asked.silent(Asking.PRACTISING)
    return {
        user_id: seats
        for user_id, seats in _held(stores).items()
        if user_id not in recent and user_id not in silent and now - seats.since >= SETTLED
    }


def say(
    stores: Stores, user_id: str, *, works: Works | None = None, week: Week | None = None, now: datetime
) -> Practice:
    """Keep what somebody says of themselves. An answer that is new is theirs alone until they share it."""
    before = stores.practising.get(user_id) or Practice(user_id, now)
    after = replace(
        before,
        said_at=now,
        works=works or before.works,
        week=week or before.week,
        shares_works=before.shares_works and works in (None, before.works),
        shares_week=before.shares_week and week in (None, before.week),
    )
    stores.practising.save(after)
    return after


def share(
    stores: Stores, user_id: str, *, works: bool | None = None, week: bool | None = None, now: datetime
) -> Practice:
    """Let others read a part of the answer, or no more; a part that was never said can't be shared."""
    before = stores.practising.get(user_id) or Practice(user_id, now)
    after = replace(
        before,
        shares_works=before.works is not None and (before.shares_works if works is None else works),
        shares_week=before.week is not None and (before.shares_week if week is None else week),
    )
    if after != before:
        stores.practising.save(after)
    return after


def shown(practices: Sequence[Practice]) -> Sequence[Shared]:
    """Give what may be read of these, without those who share nothing."""
    return [
        Shared(one.user_id, one.works if one.shares_works else None, one.week if one.shares_week else None)
        for one in practices
        if one.shares_works or one.shares_week
    ]


def _held(stores: Stores) -> Mapping[str, Held]:
    held: dict[str, Held] = {}
    for user_id, topic, since in sorted(_seats(stores), key=lambda seat: seat[2]):
        before = held.get(user_id, Held((), since))
        held[user_id] = Held((*before.topics, topic), before.since)
    return held


def _seats(stores: Stores) -> Iterator[tuple[str, str, datetime]]:
    """Give every seat that somebody holds: whose it is, what it is for and since when."""
    taken = stores.seats.present()
    communities = stores.communities.some(sorted({seat.community_id for seat in taken}))
    for seat in taken:
        if seat.community_id in communities:
            yield seat.user_id, communities[seat.community_id].topic, seat.since
    here = {component.id: component for component in stores.components.all()}
    for component_id, mentors in stores.mentors.of_some(sorted(here)).items():
        for mentor in mentors:
            yield mentor.user_id, here[component_id].label, mentor.since
