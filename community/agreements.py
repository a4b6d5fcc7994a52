"""Agreements: a question a community asks itself, such as whether to close, and when it counts as agreed.

Nobody has to answer. What a community can't undo by one click is asked this way: one person's wish isn't enough for
it, and one person who would rather not keeps it from happening.
"""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community.errors import CommunityError
from community.hours import after_working_days
from community.schedule import local

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.communities import Community
    from community.stores import Stores


class Kind(StrEnum):
    """What is asked."""

    CLOSE = "close"
    MERGE = "merge"  # of a community into another one


class Say(StrEnum):
    """What a person answers."""

    YES = "yes"
    WITH_CHANNEL = "yes, and archive"  # and the channel may be archived too
    NO = "rather not"


class Outcome(StrEnum):
    """How it ended."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    DROPPED = "dropped"  # it could not be asked, or what it was about is no longer there


# In working days: who is asked on a Friday answers on Monday.
WORKING_DAYS = {Kind.CLOSE: 3, Kind.MERGE: 5}
# For so long nobody is asked again what wasn't agreed on; asking until everybody is tired of it is no agreeing.
ASK_AGAIN = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """A question about to be asked; `other_id` is the second community concerned, if there is one."""

    kind: Kind
    community_id: int
    other_id: int | None
    asked_by: str
    asked_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Agreement(NewAgreement):
    """A question of this workspace; `outcome` is None while it is asked."""

    id: int
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a question stands in one community; `ts` is None while it is on its way."""

    agreement_id: int
    community_id: int
    channel_id: str
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands; `agreeing` counts people, so it is told only where numbers of people may be."""

    is_agreed: bool
    is_unanimous: bool
    may_archive: bool
    agreeing: int


class AskedAlready(CommunityError):
    """One question at a time. Where it stands has no name here: who asks may not be in a channel that is private."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” is asked something already, so nothing was changed. "
            "Its members answer in its channel; ask again once that has ended."
        )
        self.community = community


class AskedLately(CommunityError):
    """The same question ended without being agreed on a short while ago; `again_on` is when it can be asked anew."""

    def __init__(self, community: Community, again_on: date) -> None:
        super().__init__(
            f"“{community.topic}” was asked that a short while ago, and it wasn't agreed on, so nothing was asked now. "
            f"It can be asked again from {again_on.day} {again_on:%B %Y} on. "
            "Until then, talk it over in the channel if you like."
        )
        self.community = community
        self.again_on = again_on


class MembersAsk(CommunityError):
    """Who isn't in a community asks nothing in its name."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"That is for the members of “{community.topic}” to say, and you are not in it, so nothing was changed. "
            f"Join it with /community join {community.name} if you would like to have a say."
        )
        self.community = community


class NotAskedAnyMore(CommunityError):
    """The question has ended."""

    def __init__(self) -> None:
        super().__init__("That question has ended, so nothing was changed. The message says how.")


def ask(
    stores: Stores,
    kind: Kind,
    community: Community,
    *,
    other: Community | None = None,
    by: str,
    say: Say,
    now: datetime,
) -> Agreement:
    """Keep a question with its asker's answer; raises MembersAsk, AskedAlready and AskedLately.

    Who asks has to be in one of the communities concerned.
    """
    concerned = [community, *([other] if other else [])]
    if not any(by in _people(stores, one.id) for one in concerned):
        raise MembersAsk(community)
    for one in concerned:
        if stores.agreements.open_in(one.id) is not None:
            raise AskedAlready(one)
    _has_rested(stores, kind, community, other, now=now)
    ends_at = after_working_days(now, WORKING_DAYS[kind], community.zone)
    asked = stores.agreements.add(NewAgreement(kind, community.id, other.id if other else None, by, now, ends_at))
    stores.agreements.answer(asked.id, by, say, now=now)
    return asked


def answer(stores: Stores, agreement_id: int, user_id: str, say: Say, *, now: datetime) -> Agreement:
    """Keep a member's answer, the newest one counts; raises NotAskedAnyMore and MembersAsk."""
    asked = stores.agreements.get(agreement_id)
    if asked is None or asked.outcome is not None:
        raise NotAskedAnyMore
    if not any(user_id in people for people in _concerned(stores, asked)):
        community = stores.communities.get(asked.community_id)
        if community is None:
            raise NotAskedAnyMore
        raise MembersAsk(community)
    stores.agreements.answer(asked.id, user_id, say, now=now)
    return asked


def standing_of(stores: Stores, agreement: Agreement) -> Standing:
    """Say how a question stands by who is a member now."""
    return standing(agreement, _concerned(stores, agreement), stores.agreements.answers(agreement.id))


def standing(agreement: NewAgreement, concerned: Sequence[Set[str]], said: Mapping[str, Say]) -> Standing:
    """Say how a question stands; `concerned` are the members of each community, the one whose channel it is first.

    It is agreed when in each community somebody besides the asker said yes, or there is nobody else, and no member
    would rather not. People who are no members, or no longer, don't count. The channel may be archived when all in its
    community who said yes said so too.
    """
    everybody = frozenset().union(*concerned)
    counted = {user_id: say for user_id, say in said.items() if user_id in everybody}
    yes = {user_id for user_id, say in counted.items() if say is not Say.NO}
    is_agreed = len(yes) == len(counted) and all(
        not others or bool(others & yes) for others in (people - {agreement.asked_by} for people in concerned)
    )
    about_the_channel = [counted[user_id] for user_id in yes & concerned[0]]
    return Standing(
        is_agreed=is_agreed,
        is_unanimous=is_agreed and yes == everybody,
        may_archive=is_agreed and bool(about_the_channel) and set(about_the_channel) == {Say.WITH_CHANNEL},
        agreeing=len(yes),
    )


def drop_of(stores: Stores, community_id: int, *, now: datetime) -> Agreement | None:
    """End what a community is asked, since it went another way meanwhile, and give it; None when nothing is asked."""
    asked = stores.agreements.open_in(community_id)
    if asked is not None:
        stores.agreements.end(asked.id, Outcome.DROPPED, now=now)
    return asked


def _has_rested(stores: Stores, kind: Kind, community: Community, other: Community | None, *, now: datetime) -> None:
    """Hold that the question wasn't asked in vain lately, by the days of the community's place; AskedLately else."""
    ended_at = stores.agreements.not_agreed_at(kind, community.id, other.id if other else None)
    if ended_at is not None:
        again_on = local(ended_at, community.zone).date() + ASK_AGAIN
        if local(now, community.zone).date() < again_on:
            raise AskedLately(community, again_on)


def _concerned(stores: Stores, agreement: Agreement) -> Sequence[Set[str]]:
    ids = [agreement.community_id, *([] if agreement.other_id is None else [agreement.other_id])]
    return [_people(stores, community_id) for community_id in ids]


def _people(stores: Stores, community_id: int) -> Set[str]:
    return {member.user_id for member in stores.members.of(community_id)}
