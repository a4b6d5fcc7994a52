"""Tastes: what people said they want more or less of in a digest, and what that changes in the order of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE = timedelta(weeks=8)
FADED = timedelta(weeks=52)  # hundredths are left by then, and it is forgotten
# A community's digest is its members' together: what one of them wants changes nothing until another wants it too.
AGREED = 2
MOST = 3.0  # as much as three words that fit, however many say so
OWN = 0  # in the place of a community's id: said about their own digest


@dataclass(frozen=True, slots=True)
class Taste:
    """A person's word on a lesson in a digest: more like this, or less; of one lesson the newest counts.

    `community_id` is whose digest it is said about, OWN for the person's own.
    """

    user_id: str
    community_id: int
    number: int
    is_more: bool
    at: datetime


Likes = Mapping[str, float]  # by trait, such as "tag:caching" or "from:12": from -MOST, unwanted, to MOST, wanted


def likes(
    tastes: Sequence[Taste], traits: Mapping[int, Sequence[str]], *, now: datetime, agreed: int = AGREED
) -> Likes:
    """Say how much each trait is wanted, by what people said of the lessons that have it; traits of none are left out.

    A person counts once for each trait, however often they said so, and half as much eight weeks later. A trait counts
    only when so many people are `agreed` on its direction; of a person's own digest that is one.
    """
    by_person: dict[str, dict[str, float]] = {}
    for taste in tastes:
        said = _left(taste, now) if taste.is_more else -_left(taste, now)
        for trait in traits.get(taste.number, ()):
            own = by_person.setdefault(trait, {})
            own[taste.user_id] = own.get(taste.user_id, 0.0) + said
    found = {}
    for trait, own in by_person.items():
        voices = [max(-1.0, min(1.0, said)) for said in own.values()]
        total = sum(voices)
        if sum(voice * total > 0 for voice in voices) >= agreed:
            found[trait] = max(-MOST, min(MOST, total))
    return found


def wanted(tastes: Sequence[Taste], *, agreed: int = AGREED) -> tuple[Sequence[int], Sequence[int]]:
    """Give the numbers of the lessons more, and less, of whose meaning is wanted by so many people at least."""
    said: dict[int, int] = {}
    for taste in tastes:
        said[taste.number] = said.get(taste.number, 0) + (1 if taste.is_more else -1)
    more = [number for number, voices in said.items() if voices >= agreed]
    return more, [number for number, voices in said.items() if voices <= -agreed]


def _left(taste: Taste, now: datetime) -> float:
    """Say how much of it is left: 1 right away, a half after eight weeks, nothing after a year."""
    age = max(now - taste.at, timedelta(0))
    return 0.5 ** (age / HALF_LIFE) if age < FADED else 0.0
