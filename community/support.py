"""Support: what a community asks the organisation for, who can help says so, and what became of it is told to all."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from community import communities
from community.communities import Community
from community.errors import CommunityError
from community.money import Money, sums

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 500  # what it is for, what somebody can give, what became of it: a few sentences each


class Kind(StrEnum):
    """What a community may ask for. Source: communities live where they are given time and a small budget."""

    TIME = "time"
    ROOM = "room"
    MONEY = "money"
    SPEAKER = "speaker"


class State(StrEnum):
    """Where an ask is: nobody decides on one, people help or don't."""

    OPEN = "open"
    DONE = "done"  # what became of it was told
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAsk:
    """An ask about to be kept."""

    community_id: int
    kind: Kind
    purpose: str
    by: date | None  # until when it would help
    amount: Money | None  # of money only
    asked_by: str
    asked_at: datetime
    channel_id: str | None  # where those are who can help; None where no such channel was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(NewAsk):
    """An ask of this workspace, with what was told of it once it is done."""

    id: int
    state: State = State.OPEN
    own_channel_id: str | None = None  # where its card for the community is, which may meet elsewhere by now
    own_ts: str | None = None  # that card, None while it is on its way
    ts: str | None = None  # its card where those are who can help
    spent: Money | None = None
    outcome: str = ""  # what it went into
    learnt: str = ""
    told_by: str | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """What one person said they give; they say it openly, and can change it or take it back."""

    ask_id: int
    user_id: str
    words: str
    amount: Money | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an ask, in a member's words."""

    spent: Money | None
    outcome: str
    learnt: str


class MembersAsk(CommunityError):
    """Somebody who isn't in the community asks in its name, or tells for it."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"What “{community.topic}” asks for, its members say. Nothing was changed. Would you like to join it?"
        )
        self.community = community


class GoneAsk(CommunityError):
    """The ask of a button that is no longer there, or whose community isn't."""

    def __init__(self) -> None:
        super().__init__("That ask is no longer there, so nothing was changed. /community support shows what is open.")


class NotOpenAnyMore(CommunityError):
    """The ask was withdrawn, or what became of it was told."""

    def __init__(self, ask: Ask) -> None:
        why = "was withdrawn" if ask.state is State.WITHDRAWN else "is done"
        super().__init__(f"That ask {why} meanwhile, so nothing was changed. /community support shows what is open.")


class WrongAsk(CommunityError):
    """What was filled in doesn't fit together; `part` is which of it."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


def fitting(kind: Kind, *, amount: Money | None, by: date | None, today: date) -> None:
    """Hold that what is asked for fits together; WrongAsk otherwise."""
    if kind is Kind.MONEY and amount is None:
        raise WrongAsk("amount", "How much would help? A round number is fine.")
    if kind is not Kind.MONEY and amount is not None:
        raise WrongAsk("amount", "An amount belongs to money. Leave it empty, or choose money above.")
    if by is not None and by < today:
        raise WrongAsk("by", "That day is over. Choose a later one, or leave it open.")


def askable(stores: Stores, community: Community, user_id: str) -> Community:
    """Give the community if this person may ask in its name: NotOpen or MembersAsk otherwise."""
    if community.state is not communities.State.OPEN:
        raise communities.NotOpen(community)
    if not communities.is_member(stores, community.id, user_id):
        raise MembersAsk(community)
    return community


def known(stores: Stores, ask_id: int) -> tuple[Ask, Community]:
    """Give the ask of that id, and the community that asks; raises GoneAsk."""
    ask = stores.support.get(ask_id)
    community = stores.communities.get(ask.community_id) if ask is not None else None
    if ask is None or community is None:
        raise GoneAsk
    return ask, community


def still_open(ask: Ask) -> Ask:
    """Give the ask if people can help still; raises NotOpenAnyMore."""
    if ask.state is not State.OPEN:
        raise NotOpenAnyMore(ask)
    return ask


def give(stores: Stores, ask: Ask, user_id: str, words: str, amount: Money | None, *, now: datetime) -> bool:
    """Keep what a person can give, in the place of what they said before; False when they said just that."""
    still_open(ask)
    before = next((help_ for help_ in stores.support.help_for(ask.id) if help_.user_id == user_id), None)
    if before is not None and (before.words, before.amount) == (words, amount):
        return False
    stores.support.give(Help(ask.id, user_id, words, amount, now))
    return True


def take_back(stores: Stores, ask: Ask, user_id: str) -> bool:
    """Forget what a person said they give; False when they said nothing."""
    return stores.support.take_back(still_open(ask).id, user_id)


def withdraw(stores: Stores, ask: Ask, user_id: str) -> Ask:
    """Let an ask be no more, by any member of its community; what was given stays told."""
    _of_member(stores, still_open(ask), user_id)
    withdrawn = replace(ask, state=State.WITHDRAWN)
    stores.support.update(withdrawn)
    return withdrawn


def tell(stores: Stores, ask: Ask, user_id: str, told: Told, *, now: datetime) -> Ask:
    """Keep what became of an ask, by any member of its community; who tells more later replaces it."""
    teller(stores, ask, user_id)
    done = replace(
        ask,
        state=State.DONE,
        spent=told.spent,
        outcome=told.outcome,
        learnt=told.learnt,
        told_by=user_id,
        told_at=now,
    )
    stores.support.update(done)
    return done


def teller(stores: Stores, ask: Ask, user_id: str) -> None:
    """Hold that this person can tell what became of the ask: NotOpenAnyMore or MembersAsk otherwise."""
    if ask.state is State.WITHDRAWN:
        raise NotOpenAnyMore(ask)
    _of_member(stores, ask, user_id)


def given(help_: Sequence[Help]) -> Sequence[Money]:
    """Give what was given in money, a sum a currency: nothing is converted."""
    return sums(one.amount for one in help_ if one.amount is not None)


def _of_member(stores: Stores, ask: Ask, user_id: str) -> None:
    _, community = known(stores, ask.id)
    if user_id != ask.asked_by and not communities.is_member(stores, community.id, user_id):
        raise MembersAsk(community)
