"""Feeds: what communities follow of the wider network, and what is new in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.outside import NOTHING_KNOWN, Kind, Known

MOST_OF_A_COMMUNITY = 20
MOST_IN_ALL = 200


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
