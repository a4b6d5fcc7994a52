"""Secret addresses: who has one can read what it gives, so each can be changed and ended by a click."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from community import communities, meetups, rooms
from community.communities import Community, State
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

_TOKEN_BYTES = 24


class Gives(StrEnum):
    """What can be read as a calendar under an address."""

    MINE = "mine"  # what they said they come to, and what their communities plan
    COMMUNITY = "community"  # what one of their communities plans
    MEETUP = "meetup"  # one meetup, as a file
    PUBLISHED = "published"  # what one community plans where everybody can read, for nobody in particular


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants an address for."""

    user_id: str
    gives: Gives
    community_id: int | None = None
    meetup_id: int | None = None


@dataclass(frozen=True, slots=True)
class SecretAddress:
    """An address of one person. Neither field alone tells its token: that takes the bot's key, see `Mint`."""

    wanted: Wanted
    seed: str
    fingerprint: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """That a community publishes its lessons and meetups; both addresses end in the same token."""

    community_id: int
    seed: str
    fingerprint: str
    switched_by: str
    switched_at: datetime


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes addresses that nobody can guess, and makes each again to show it to whom it belongs.

    A token is made of a random seed, which is kept, and of the key, which is not: who reads the tables, or a copy of
    them, can't make it. See docs/decisions/0031-secret-addresses-are-made-again.md.
    """

    public_url: str  # where calendar programs reach the bot, without a slash at its end
    key: bytes = field(repr=False)
    new_seed: Callable[[], str] = field(repr=False)

    def token(self, seed: str) -> str:
        """Give the token of a seed: 192 bits, as 32 characters that an address may hold."""
        made = hmac.new(self.key, seed.encode(), sha256).digest()[:_TOKEN_BYTES]
        return urlsafe_b64encode(made).decode()

    def calendar(self, seed: str) -> str:
        """Give the address of a calendar."""
        return f"{self.public_url}/calendar/{self.token(seed)}.ics"

    def feed(self, seed: str) -> str:
        """Give the address of a feed of lessons."""
        return f"{self.public_url}/feed/{self.token(seed)}.xml"

    def can_show(self, address: SecretAddress | Publication) -> bool:
        """Tell whether it was made with this key; one made with an earlier key goes on working but can't be shown."""
        return hmac.compare_digest(fingerprint(self.token(address.seed)), address.fingerprint)


class MembersSubscribe(CommunityError):
    """Who isn't in a community has no address of its calendar."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"The calendar of “{community.topic}” is for who is in it, so no address was made. "
            f"Join it with /community join {community.name}, then ask once more."
        )
        self.community = community


class MembersPublish(CommunityError):
    """Who isn't in a community publishes nothing in its name."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"What “{community.topic}” publishes is for its members to say, so nothing was changed. "
            f"Join it with /community join {community.name} first."
        )
        self.community = community


class NotForAll(CommunityError):
    """The community does not meet where everybody here, and nobody else, can read."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” has no open channel of this organisation at the moment, "
            "so nothing of it can be published. Nothing was changed."
        )
        self.community = community


class PublishingOff(CommunityError):
    """The workspace's admins want no community to publish."""

    def __init__(self) -> None:
        super().__init__(
            "The admins of this workspace chose that no community publishes, so nothing was changed. "
            "Tell one of them what you would like to publish, and for whom."
        )


def fingerprint(token: str) -> str:
    """Give what a token is found by; the token can't be made of it."""
    return sha256(token.encode()).hexdigest()


def of(stores: Stores, wanted: Wanted) -> SecretAddress | None:
    """Give the address a person has for this, None while they have none."""
    return next((one for one in stores.secret_addresses.of(wanted.user_id) if one.wanted == wanted), None)


def give(stores: Stores, mint: Mint, wanted: Wanted, *, now: datetime) -> SecretAddress:
    """Give the address for this, made now if there is none; raises MembersSubscribe and what `meetups.known` does."""
    _may_have(stores, wanted)
    return of(stores, wanted) or _made(stores, mint, wanted, now=now)


def renew(stores: Stores, mint: Mint, wanted: Wanted, *, now: datetime) -> SecretAddress:
    """Give another address for this; the one before ends. Raises MembersSubscribe."""
    _may_have(stores, wanted)
    end(stores, wanted)
    return _made(stores, mint, wanted, now=now)


def end(stores: Stores, wanted: Wanted) -> bool:
    """Let nobody read under the address of this any more; False when there was none."""
    if (there := of(stores, wanted)) is None:
        return False
    stores.secret_addresses.remove(there.fingerprint)
    return True


def publish(
    stores: Stores, mint: Mint, community: Community, user_id: str, *, now: datetime
) -> tuple[Publication, bool]:
    """Let a community publish, and give that with whether it is news; raises what `may_publish` does."""
    may_publish(stores, community, user_id)
    if (there := stores.secret_addresses.publication(community.id)) is not None:
        return there, False
    return _published(stores, mint, community, user_id, now=now), True


def republish(stores: Stores, mint: Mint, community: Community, user_id: str, *, now: datetime) -> Publication:
    """Let a community publish under other addresses; the ones before end. Raises what `may_publish` does."""
    may_publish(stores, community, user_id)
    stores.secret_addresses.unpublish(community.id)
    return _published(stores, mint, community, user_id, now=now)


def unpublish(stores: Stores, community: Community, user_id: str) -> bool:
    """Let a community publish no more; False when it did not. Raises MembersPublish."""
    if not communities.is_member(stores, community.id, user_id):
        raise MembersPublish(community)
    return stores.secret_addresses.unpublish(community.id)


def may_publish(stores: Stores, community: Community, user_id: str) -> None:
    """Hold that this person may publish in the community's name.

    Raises PublishingOff, MembersPublish and NotForAll.
    """
    if not stores.settings.get().may_publish:
        raise PublishingOff
    if not communities.is_member(stores, community.id, user_id):
        raise MembersPublish(community)
    if not is_for_all(stores, community):
        raise NotForAll(community)


def is_for_all(stores: Stores, community: Community) -> bool:
    """Tell whether what a community says may be read by others: it is not closed, and its channel is open to all."""
    is_there = community.state in (State.OPEN, State.RESTING) and community.channel_id is not None
    return is_there and rooms.is_for_all(stores, community.channel_id or "")


def _may_have(stores: Stores, wanted: Wanted) -> None:
    if wanted.community_id is not None:
        community = communities.known(stores, wanted.community_id)
        if not communities.is_member(stores, community.id, wanted.user_id):
            raise MembersSubscribe(community)
    if wanted.meetup_id is not None and stores.meetups.get(wanted.meetup_id) is None:
        raise meetups.NoSuchMeetup


def _made(stores: Stores, mint: Mint, wanted: Wanted, *, now: datetime) -> SecretAddress:
    seed = mint.new_seed()
    made = SecretAddress(wanted, seed, fingerprint(mint.token(seed)), now)
    stores.secret_addresses.add(made)
    return made


def _published(stores: Stores, mint: Mint, community: Community, user_id: str, *, now: datetime) -> Publication:
    seed = mint.new_seed()
    made = Publication(community.id, seed, fingerprint(mint.token(seed)), user_id, now)
    stores.secret_addresses.publish(made)
    return made
