"""Feeds: what communities follow of the wider network."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import communities
from community.communities import Community, NotOpen, is_member, is_reachable
from community.errors import CommunityError
from community.outside import NOTHING_KNOWN, Kind, Known

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_OF_A_COMMUNITY = 20
MOST_IN_ALL = 200
MOST_LOOKS, LOOKS_WITHIN = 20, timedelta(hours=1)
LONGEST_ADDRESS = 2_000
# What was read just now needn't be read again because somebody follows it.
_RECENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed or calendar as it is kept, once for all communities that follow it.

    `kind` is None until it was read once. `next_at` is None while nobody follows it, and while it is paused.
    """

    id: int
    address: str
    zone: str  # for a calendar's times that name none, and for its days without hours
    added_at: datetime
    title: str = ""
    kind: Kind | None = None
    known: Known = NOTHING_KNOWN
    next_at: datetime | None = None
    every: timedelta = timedelta(hours=6)  # how long it is left alone when all goes well
    read_at: datetime | None = None  # when it gave something, or said that nothing changed
    whole_at: datetime | None = None  # when it gave something
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    problem: str = ""  # why it could not be read last, in a sentence
    paused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """That a community follows a feed; what is numbered up to `told_until` is no news to it."""

    community_id: int
    feed_id: int
    followed_by: str
    followed_at: datetime
    told_until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing from outside: in a feed something to read, in a calendar something to go to.

    Numbers grow with each that is found. All texts are plain, on one line each, and hostile.
    """

    id: int
    feed_id: int
    key: str  # what the feed calls it
    title: str
    link: str | None
    summary: str
    at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    is_all_day: bool
    place: str
    found_at: datetime
    seen_at: datetime  # when the feed had it last
    is_news: bool  # False for what was there before anybody here followed the feed
    missing_since: datetime | None = None  # when a calendar that had it did so no more
    gone_at: datetime | None = None  # called off, as far as can be told


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLook:
    """That somebody wants to know what is at an address, for a community."""

    address: str
    community_id: int
    user_id: str
    asked_at: datetime
    next_at: datetime | None  # None once it was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(NewLook):
    """One that is kept for a day."""

    id: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A feed or calendar the organisation suggests; `words` say what it is about."""

    title: str
    address: str
    about: str


class MembersFollow(CommunityError):
    """Who isn't in a community follows nothing for it."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"What “{community.topic}” follows is its members' choice, and you are not in it. Nothing was changed: "
            f"join it with /community join {community.name} first."
        )
        self.community = community


class FollowsAlready(CommunityError):
    """The community follows it already."""

    def __init__(self, community: Community, feed: Feed) -> None:
        super().__init__(f"“{community.topic}” follows “{name_of(feed)}” already, so nothing was changed.")
        self.community = community


class FollowsEnough(CommunityError):
    """The community follows as many as a digest can do justice to."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” follows {MOST_OF_A_COMMUNITY} feeds, which is as many as a digest can do justice to. "
            "Nothing was changed: let one go with /community unfollow, then follow this one."
        )
        self.community = community


class EnoughInAll(CommunityError):
    """All communities together follow as many as are read here."""

    def __init__(self) -> None:
        super().__init__(
            f"All communities together follow {MOST_IN_ALL} feeds, and I read no more. Nothing was changed: "
            "one that others follow already can be followed still."
        )


class GoneFeed(CommunityError):
    """The feed of a button that is no longer kept."""

    def __init__(self) -> None:
        super().__init__(
            "I looked at that address a while ago and kept nothing of it. Nothing was changed: "
            "type /community follow and the address once more."
        )


class NotFollowed(CommunityError):
    """The community doesn't follow it."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"“{community.topic}” doesn't follow that, so nothing was changed. "
            "/community follows shows what it follows."
        )
        self.community = community


class LookedEnough(CommunityError):
    """Somebody wanted a great many addresses looked at."""

    def __init__(self) -> None:
        super().__init__(
            f"I looked at {MOST_LOOKS} addresses for you within an hour, and would like to rest a little. "
            "Nothing was changed: try this one later."
        )


def name_of(feed: Feed) -> str:
    """Give what a feed calls itself, else its address."""
    return feed.title or feed.address


def of_members(stores: Stores, community_id: int, user_id: str) -> Community:
    """Give the community; raises NotOpen where nobody meets, and MembersFollow for who isn't in it."""
    community = communities.known(stores, community_id)
    if not is_reachable(community):
        raise NotOpen(community)
    if not is_member(stores, community.id, user_id):
        raise MembersFollow(community)
    return community


def ask(stores: Stores, address: str, community: Community, user_id: str, *, now: datetime, until: datetime) -> Look:
    """Keep that an address is to be looked at; raises LookedEnough. Who asks looks until `until`, then others do."""
    if stores.feeds.looks(user_id, since=now - LOOKS_WITHIN) >= MOST_LOOKS:
        raise LookedEnough
    return stores.feeds.ask(
        NewLook(address=address, community_id=community.id, user_id=user_id, asked_at=now, next_at=until)
    )


def follow(stores: Stores, community_id: int, feed_id: int, user_id: str, *, now: datetime) -> tuple[Community, Feed]:
    """Let a community follow a feed that was looked at; the newest thing to read in it is its first news.

    Raises MembersFollow, NotOpen, GoneFeed, FollowsAlready, FollowsEnough and EnoughInAll.
    """
    community = of_members(stores, community_id, user_id)
    feed = stores.feeds.get(feed_id)
    if feed is None:
        raise GoneFeed
    own = stores.feeds.of(community.id)
    if any(one.id == feed.id for one in own):
        raise FollowsAlready(community, feed)
    if len(own) >= MOST_OF_A_COMMUNITY:
        raise FollowsEnough(community)
    if not stores.feeds.followers(feed.id) and stores.feeds.count() >= MOST_IN_ALL:
        raise EnoughInAll
    told_until = 0 if feed.kind is Kind.CALENDAR else max(0, stores.feed_items.last(feed.id) - 1)
    stores.feeds.follow(Follow(community.id, feed.id, user_id, now, told_until))
    if feed.next_at is None or feed.paused_at is not None:
        feed = begun(feed, now=now)
        stores.feeds.update(feed)
    return community, feed


def begun(feed: Feed, *, now: datetime) -> Feed:
    """Give the feed as it is read from now on: somebody follows it, or wants it tried again."""
    is_fresh = feed.read_at is not None and feed.failing_since is None and now - feed.read_at < _RECENT
    next_at = now + feed.every if is_fresh else now
    return replace(feed, next_at=next_at, failures=0, failing_since=None, problem="", paused_at=None)


def unfollow(stores: Stores, community_id: int, feed_id: int, user_id: str) -> tuple[Community, Feed]:
    """Let a community follow a feed no more; raises MembersFollow, NotOpen, GoneFeed and NotFollowed."""
    community = of_members(stores, community_id, user_id)
    feed = stores.feeds.get(feed_id)
    if feed is None or not stores.feeds.unfollow(community.id, feed.id):
        raise NotFollowed(community)
    if not stores.feeds.followers(feed.id):
        stores.feeds.update(replace(feed, next_at=None))
    return community, feed


def try_again(
    stores: Stores, community_id: int, feed_id: int, user_id: str, *, now: datetime
) -> tuple[Community, Feed]:
    """Let a paused feed be read again; raises MembersFollow, NotOpen and NotFollowed."""
    community = of_members(stores, community_id, user_id)
    feed = next((one for one in stores.feeds.of(community.id) if one.id == feed_id), None)
    if feed is None:
        raise NotFollowed(community)
    if feed.paused_at is not None:
        feed = begun(feed, now=now)
        stores.feeds.update(feed)
    return community, feed
