"""Coaches: Certified LeSS Coaches as stewards, who see the health of communities, never of people, and offer help."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import communities
from community.communities import Community
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 500
OFFER_EVERY = timedelta(days=91)  # a quarter, for one coach and one community
ASK_EVERY = timedelta(days=7)
# Who is asked at once: Slack opens a conversation of at most eight people besides the bot.
MOST_ASKED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """What a coach offers a community, about to be kept."""

    community_id: int
    coach_id: str
    words: str
    offered_at: datetime
    channel_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(NewOffer):
    """An offer of this workspace; `ts` is its message, None while that is on its way."""

    id: int
    ts: str | None = None
    declined_at: datetime | None = None  # the community said "not now"; who said so is not kept


class NotCoach(CommunityError):
    """Somebody who holds no such certification, as far as is known here."""

    def __init__(self) -> None:
        super().__init__(
            "Offering help to a community is what Certified LeSS Coaches do here, and I don't know you as one, so "
            "nothing was sent. /community coach tells more."
        )


class OfferedBefore(CommunityError):
    """This coach offered help to this community within the last quarter."""

    def __init__(self, community: Community, at: datetime) -> None:
        super().__init__(
            f"You offered help to “{community.topic}” on {at:%-d %B}, and once a quarter is enough for it to be "
            "welcome, so nothing was sent. You can always talk with its people."
        )


class GoneOffer(CommunityError):
    """The offer of a button that is no longer there, or whose community or coach isn't."""

    def __init__(self) -> None:
        super().__init__("That offer is no longer there, so nothing was changed. /community coach tells who coaches.")


class MembersAnswer(CommunityError):
    """Somebody who isn't in the community answers an offer to it."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"That was offered to “{community.topic}”, so its members answer. Nothing was changed. "
            "Would you like to join it?"
        )
        self.community = community


class OwnOffer(CommunityError):
    """The coach answers what they offered themselves."""

    def __init__(self) -> None:
        super().__init__("You offered that yourself, so its members answer. Nothing was changed.")


class NoCoaches(CommunityError):
    """Nobody is known here who could be asked."""

    def __init__(self) -> None:
        super().__init__(
            "I know no Certified LeSS Coach here who can be asked, so nobody was. "
            "A facilitator or a Scrum Master may know one."
        )


class AskedBefore(CommunityError):
    """This person asked the coaches this week."""

    def __init__(self) -> None:
        super().__init__(
            "You asked the coaches this week, and nobody was asked twice. "
            "The conversation is among your direct messages, with me in it."
        )


def is_coach(stores: Stores, user_id: str) -> bool:
    """Tell whether this person is known as a Certified LeSS Coach, and lets it be seen: a steward is known as one."""
    return user_id in stores.roster.coaches()


def shown(stores: Stores) -> Sequence[str]:
    """Give the user ids of the coaches who let it be seen."""
    hidden: Set[str] = stores.profiles.hidden()
    return [user_id for user_id in stores.roster.coaches() if user_id not in hidden]


def stewards(stores: Stores, community_id: int) -> Sequence[str]:
    """Give the names of a community's members who are coaches and let it be seen."""
    members = {member.user_id for member in stores.members.of(community_id)}
    there = [user_id for user_id in shown(stores) if user_id in members]
    names = stores.people.named(there)
    return [names[user_id] for user_id in there if user_id in names]


def may_offer(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Hold that a coach may offer help to a community: NotCoach, NotOpen or OfferedBefore otherwise."""
    if not is_coach(stores, user_id):
        raise NotCoach
    if community.state is not communities.State.OPEN:
        raise communities.NotOpen(community)
    before = stores.coaching.newest(community.id, user_id)
    if before is not None and now - before.offered_at < OFFER_EVERY:
        raise OfferedBefore(community, before.offered_at)


def answering(stores: Stores, offer_id: int, user_id: str) -> tuple[Offer, Community]:
    """Give the offer a member answers: GoneOffer, MembersAnswer or OwnOffer otherwise."""
    offer = stores.coaching.get(offer_id)
    community = stores.communities.get(offer.community_id) if offer is not None else None
    if offer is None or community is None or not offer.coach_id:
        raise GoneOffer
    if user_id == offer.coach_id:
        raise OwnOffer
    if not communities.is_member(stores, community.id, user_id):
        raise MembersAnswer(community)
    return offer, community


def decline(stores: Stores, offer: Offer, *, now: datetime) -> bool:
    """Keep that the community says "not now"; False when it said so before."""
    if offer.declined_at is not None:
        return False
    stores.coaching.update(replace(offer, declined_at=now))
    return True


def asked_in_turn(coaches: Sequence[str], *, asked_by: str, now: datetime) -> Sequence[str]:
    """Give whom to ask: all, or where there are many, others every day, so that it isn't always the same."""
    others = [user_id for user_id in coaches if user_id != asked_by]
    if not others:
        raise NoCoaches
    first = now.toordinal() % len(others)
    return [*others[first:], *others[:first]][:MOST_ASKED]
