"""Carrying: who cares for a community already, though nobody coordinates it, and may be asked whether they would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from community.asked import QUARTER, Asked, Asking
from community.schedule import Period
from community.seats import Seat, is_grown

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

OfCommunity = TypeVar("OfCommunity", Seat, "Carried")

# Two gatherings, or five things of any kind: less is an evening's enthusiasm, and a question after it a burden.
MEETUPS, DEEDS = 2, 5
# Each can say yes without pushing another aside, since several can coordinate. More than three at once would be a
# mailing: each would wait for the others.
ASKED = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """What one member did for a community in a span of time: told to them alone, and to nobody in comparison."""

    community_id: int
    user_id: str
    lessons: int = 0  # captured or written
    meetups: int = 0  # planned
    answers: int = 0  # given for their team, to lessons and proposals

    @property
    def is_much(self) -> bool:
        """Tell whether they carry the community."""
        return self.meetups >= MEETUPS or self.lessons + self.meetups + self.answers >= DEEDS


def wants_more(seats: Sequence[Seat], now: datetime) -> bool:
    """Tell whether a community could do with somebody more: nobody coordinates it, or all said they would share.

    What coordinators answer in private counts for nothing here: else others would learn of it by being asked.
    """
    return all(seat.sharing_since is not None and now - seat.sharing_since < QUARTER for seat in seats)


def room_left(asked: Sequence[Asked], now: datetime) -> Mapping[int, int]:
    """Give how many were asked for each community in the last quarter, as what is left of those who may be."""
    left: dict[int, int] = {}
    for one in asked:
        if one.community_id is not None and now - one.at < QUARTER:
            left[one.community_id] = left.get(one.community_id, ASKED) - 1
    return left


def to_ask(carried: Sequence[Carried], asked: Sequence[Asked], *, leave_out: Set[str], now: datetime) -> list[Carried]:
    """Give who may be asked, those first who were never asked or longest ago, not those who did most.

    Each is asked once a quarter, for one community.
    """
    last = {one.user_id: one.at for one in asked}
    due = [
        one
        for one in carried
        if one.is_much
        and one.user_id not in leave_out
        and (one.user_id not in last or now - last[one.user_id] >= QUARTER)
    ]
    return sorted(due, key=lambda one: (one.user_id in last, last.get(one.user_id, now), one.user_id))


def add_up(parts: Sequence[Carried]) -> Sequence[Carried]:
    """Give one for each member and community."""
    found: dict[tuple[int, str], Carried] = {}
    for part in parts:
        before = found.get((part.community_id, part.user_id))
        found[part.community_id, part.user_id] = (
            part
            if before is None
            else replace(
                before,
                lessons=before.lessons + part.lessons,
                meetups=before.meetups + part.meetups,
                answers=before.answers + part.answers,
            )
        )
    return list(found.values())


def chosen(stores: Stores, *, now: datetime) -> Sequence[Carried]:
    """Give who is to be asked next: each for one community, at most three for each in a quarter."""
    asked = stores.asked.all(Asking.CARRYING)
    left, unasked = room_left(asked, now), stores.asked.silent(Asking.CARRYING) | stores.profiles.hidden()
    seats = _by_community(stores.seats.present())
    wanting = [
        community
        for community in stores.communities.all()
        if left.get(community.id, ASKED) > 0
        and is_grown(community, now)
        and wants_more(seats.get(community.id, ()), now)
    ]
    found = _by_community(stores.seats.carried([one.id for one in wanting], Period(now - QUARTER, now)))
    given: dict[str, Carried] = {}
    for community in wanting:
        leave_out = {*unasked, *given, *(seat.user_id for seat in seats.get(community.id, ()))}
        due = to_ask(found.get(community.id, ()), asked, leave_out=leave_out, now=now)
        given |= {one.user_id: one for one in due[: left.get(community.id, ASKED)]}
    return list(given.values())


def _by_community(found: Sequence[OfCommunity]) -> Mapping[int, Sequence[OfCommunity]]:
    grouped: dict[int, list[OfCommunity]] = {}
    for one in found:
        grouped.setdefault(one.community_id, []).append(one)
    return grouped
