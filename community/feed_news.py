"""News from outside for digests: a few things of what a community follows, and how much more there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from community.communities import Community
from community.feeds import Follow, Item

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_A_WEEK = 3
# A day less than a week, so that a digest that is a moment early has its three too.
WEEK = timedelta(days=6)
AHEAD = timedelta(weeks=6)  # what is farther off comes into a later digest
# What somebody goes to is a meetup of the community, which its digest tells of by itself when it is so near.
NEAR = timedelta(days=14)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
FRESH = timedelta(weeks=5)  # what was found before is no news, however long no digest came


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed one community follows, as its news are chosen from it."""

    follow: Follow
    title: str
    zone: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing from outside in a digest, with what people of this community said of it."""

    item: Item
    community_id: int
    feed: str  # the feed's title
    zone: str
    going: int = 0
    reporters: Sequence[str] = ()  # names of who said that they report back


@dataclass(frozen=True, slots=True)
class More:
    """How much more is new in one feed."""

    feed_id: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class News:
    """What a digest tells of the wider network: at most MOST_A_WEEK entries, the rest as numbers."""

    entries: Sequence[Entry]
    more: Sequence[More] = ()
    until: int = 0  # the newest item's number: what `told` lets be no news any more

    def first(self, most: int) -> News:
        """Give the same with so many entries at most; those left out come another time or are counted."""
        if len(self.entries) <= most:
            return self
        counts = {one.feed_id: one for one in self.more}
        for entry in self.entries[most:]:
            there = counts.get(entry.item.feed_id, More(entry.item.feed_id, entry.feed, 0))
            counts[entry.item.feed_id] = replace(there, count=there.count + 1)
        return News(self.entries[:most], tuple(counts.values()), self.until)


NOTHING = News(())


def gather(stores: Stores, communities: Sequence[Community], *, now: datetime) -> Mapping[int, News]:
    """Give the news of these communities by id, in the same few queries however many they are.

    Who has none is left out. Nothing past is in it, nothing twice, and no more than MOST_A_WEEK in a week.
    """
    ids = [community.id for community in communities]
    followed = stores.feed_items.followed(ids)
    feed_ids = sorted({one.follow.feed_id for some in followed.values() for one in some})
    if not feed_ids:
        return {}
    candidates = stores.feed_items.candidates(feed_ids, now=now, until=now + AHEAD, found_since=now - FRESH)
    shown = stores.feed_items.shown(list(followed))
    meetups = stores.reporting.tied_in(list(followed))
    going: dict[int, set[int]] = {}
    for community_id, item_id in meetups:
        going.setdefault(community_id, set()).add(item_id)
    ordered = {feed_id: _ordered(items) for feed_id, items in candidates.items()}
    found = {}
    for community_id, some in followed.items():
        known = _Known(shown.get(community_id, {}), going.get(community_id, set()), near=now + NEAR)
        news = _choose(some, ordered, known, now=now)
        if news.entries:
            found[community_id] = news
    return with_people(stores, found, meetups)


def told(stores: Stores, community_id: int, news: News, *, now: datetime) -> None:
    """Remember that a community's digest told these news, so that none comes twice."""
    stores.feed_items.show(community_id, [entry.item.id for entry in news.entries], until=news.until, now=now)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a community knows already: what it was told by item, as (feed id, when), and to what its people go."""

    told: Mapping[int, tuple[int, datetime]]
    going: Set[int]
    near: datetime

    def is_new(self, item: Item) -> bool:
        """Tell whether it is to be told: once, and not what the digest tells of as a meetup of the community."""
        is_near = item.starts_at is not None and item.starts_at < self.near
        return item.id not in self.told and not (is_near and item.id in self.going)


def _choose(
    followed: Sequence[Followed], ordered: Mapping[int, Sequence[Item]], known: _Known, *, now: datetime
) -> News:
    """Take from each feed in turn, the one that was told of longest ago first."""
    room = MOST_A_WEEK - sum(at > now - WEEK for _, at in known.told.values())
    last: dict[int, datetime] = {}
    for feed_id, at in known.told.values():
        last[feed_id] = max(at, last.get(feed_id, at))
    waiting = {one.follow.feed_id: _news_of(one, ordered, known) for one in followed}
    turns = sorted(followed, key=lambda one: (last.get(one.follow.feed_id, _NEVER), one.follow.feed_id))
    chosen = list(islice(_in_turns(turns, waiting), max(0, room)))
    until = max((item.id for items in waiting.values() for item in items), default=0)
    return News(chosen, _rest(turns, waiting, chosen), until)


def _ordered(items: Sequence[Item]) -> Sequence[Item]:
    """Give what could be told of a feed: gatherings soonest first, then what is to read, newest first."""
    dated = [(item.starts_at, item.id, item) for item in items if item.starts_at is not None]
    to_read = [item for item in items if item.starts_at is None]
    to_read.sort(key=lambda item: (item.at or item.found_at, item.id), reverse=True)
    return [*(item for _, _, item in sorted(dated, key=lambda entry: entry[:2])), *to_read]


def _news_of(one: Followed, ordered: Mapping[int, Sequence[Item]], known: _Known) -> Sequence[Item]:
    """Give what is new of a feed to one community, in the same order; most know nothing yet, and are asked nothing."""
    found, until = ordered.get(one.follow.feed_id, ()), one.follow.told_until
    if known.told or known.going:
        found = [item for item in found if known.is_new(item)]
    return [item for item in found if item.id > until or item.starts_at is not None] if until else found


def _in_turns(turns: Sequence[Followed], waiting: Mapping[int, Sequence[Item]]) -> Iterator[Entry]:
    for place in range(max(map(len, waiting.values()), default=0)):
        for one in turns:
            items = waiting[one.follow.feed_id]
            if place < len(items):
                yield Entry(items[place], one.follow.community_id, one.title, one.zone)


def _rest(turns: Sequence[Followed], waiting: Mapping[int, Sequence[Item]], chosen: Sequence[Entry]) -> Sequence[More]:
    """Count what is new beyond what was chosen, each thing in one digest only."""
    counted = []
    for one in turns:
        items, until = waiting[one.follow.feed_id], one.follow.told_until
        new = sum(item.id > until for item in items) if until else len(items)
        told_of = sum(entry.item.feed_id == one.follow.feed_id and entry.item.id > until for entry in chosen)
        if new > told_of:
            counted.append(More(one.follow.feed_id, one.title, new - told_of))
    return counted


def with_people(
    stores: Stores, found: Mapping[int, News], meetups: Mapping[tuple[int, int], int]
) -> Mapping[int, News]:
    """Give the same with how many go to each, and the names of who reports back."""
    numbers = stores.coming.numbers(sorted(meetups.values()))
    going = {meetup_id: said.coming for meetup_id, said in numbers.items()}
    reporters = stores.reporting.reporters(sorted(meetups.values()))
    names = stores.people.named(sorted({user_id for some in reporters.values() for user_id in some}))
    by_community: dict[int, News] = {}
    for community_id, news in found.items():
        entries = []
        for entry in news.entries:
            meetup_id = meetups.get((community_id, entry.item.id), 0)
            who = [names[user_id] for user_id in reporters.get(meetup_id, ()) if user_id in names]
            entries.append(replace(entry, going=going.get(meetup_id, 0), reporters=who))
        by_community[community_id] = replace(news, entries=entries)
    return by_community
