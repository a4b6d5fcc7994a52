"""Who is coming to a meetup: anybody says so and takes it back, and nobody is asked why.

Where there are seats, who comes when all are taken waits for one, in the order people said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.meetups import Coming, Meetup

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# Answers are erased so long after a meetup: nobody asks for them any more, and they are no list of who was there.
KEPT_AFTER = timedelta(days=2)


class Said(StrEnum):
    """What somebody said of one meetup."""

    COMING = "coming"
    WAITING = "waiting"  # they would come; all seats are taken
    MAYBE = "maybe"
    NOT_THIS_TIME = "not this time"


# Who hears of it when the meetup is moved or called off, in the order they are told.
CONCERNED = (Said.COMING, Said.WAITING, Said.MAYBE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many said what of a meetup; who doesn't come this time is counted nowhere."""

    coming: int = 0
    maybe: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A meetup after somebody's answer: what stands for them now, and what stood before (None when nothing did)."""

    meetup: Meetup
    said: Said
    before: Said | None
    turn: int | None = None  # of who waits: their place in the line, from 1
    seated: Sequence[str] = ()  # the user ids of those who got a seat through it

    @property
    def is_news(self) -> bool:
        """Tell whether they had not said the same before."""
        return self.said is not self.before

    @property
    def is_shown(self) -> bool:
        """Tell whether a number changed that everybody sees."""
        return self.is_news and bool({self.said, self.before} & set(CONCERNED))


def say(stores: Stores, meetup: Meetup, user_id: str, wish: Said, *, now: datetime) -> Answered:
    """Keep what a person says of a meetup that is ahead, member or not; `wish` is anything but WAITING.

    Must run inside the transaction in which the meetup was held: two who want the last seat come one after the other.
    """
    before = stores.coming.said(meetup.id, user_id)
    if wish is Said.COMING and before in {Said.COMING, Said.WAITING}:
        return Answered(meetup, before, before, _turn(stores, meetup, user_id, before))
    said = Said.WAITING if wish is Said.COMING and _is_full(stores, meetup) else wish
    if said is not before:
        stores.coming.say(meetup.id, user_id, said, now=now)
    seated = fill(stores, meetup) if before is Said.COMING and said is not before else ()
    return Answered(meetup, said, before, _turn(stores, meetup, user_id, said), seated)


def fill(stores: Stores, meetup: Meetup) -> Sequence[str]:
    """Give the seats that are free to those who wait, the first first, and give who got one.

    Where there are fewer seats than people who come, since there are fewer than before, nobody loses theirs.
    """
    numbers = stores.coming.numbers([meetup.id]).get(meetup.id, Numbers())
    if not numbers.waiting:
        return ()
    free = numbers.waiting if meetup.seats is None else max(0, meetup.seats - numbers.coming)
    seated = stores.coming.waiting(meetup.id, limit=free)
    for user_id in seated:
        stores.coming.seat(meetup.id, user_id)
    return seated


def counted(stores: Stores, meetups: Sequence[Meetup]) -> list[Coming]:
    """Give meetups with how many said what of each, in one query."""
    numbers = stores.coming.numbers([meetup.id for meetup in meetups])
    found = [(meetup, numbers.get(meetup.id, Numbers())) for meetup in meetups]
    return [Coming(meetup, said.coming, said.maybe, said.waiting) for meetup, said in found]


def _is_full(stores: Stores, meetup: Meetup) -> bool:
    if meetup.seats is None:
        return False
    numbers = stores.coming.numbers([meetup.id]).get(meetup.id, Numbers())
    return numbers.waiting > 0 or numbers.coming >= meetup.seats


def _turn(stores: Stores, meetup: Meetup, user_id: str, said: Said) -> int | None:
    return stores.coming.turn(meetup.id, user_id) if said is Said.WAITING else None
