"""Reading feeds: when each is read next, what is new, changed and gone in it, and when one is paused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2s
from urllib.parse import parse_qsl, urlencode, urlsplit

from community.feeds import Feed, Item
from community.outside import (
    CALENDAR_AHEAD,
    MOST_OCCURRENCES,
    NOTHING_KNOWN,
    Entry,
    Gone,
    Kind,
    Known,
    NotFetched,
    NotReachable,
    Source,
    Unchanged,
)

SHORTEST, LONGEST = timedelta(hours=3), timedelta(hours=24)
FIRST_RETRY = timedelta(hours=1)
LONGEST_WISH = timedelta(days=7)  # how long a server may ask to be left alone
PAUSED_AFTER = timedelta(weeks=2)
# So that our own long absence is not taken for the feed's.
FEWEST_FAILURES = 10
# The occurrences of a calendar are told for some weeks ahead, also of one that never changes.
WHOLE_EVERY = timedelta(days=7)
# What a feed had is remembered for so long after it had it last, and no more than that of one feed.
REMEMBERED, MOST_REMEMBERED = timedelta(days=90), 1_000
_SEEN_EVERY = timedelta(days=7)  # more often it needn't be written down that something is still there
# A feed that moved, or was put in order, gives old things new names: what is older than this is no news.
_OLD = timedelta(days=14)
# A calendar that is empty for one reading has called nothing off.
MISSING_FOR = timedelta(hours=2)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one reading makes of what is kept: `new` in the order they came out, `changed` as (before, after)."""

    new: Sequence[Item]
    changed: Sequence[tuple[Item, Item]]
    forgotten: Sequence[int]  # ids


def to_ask_with(feed: Feed, now: datetime) -> Known:
    """Give what the server is told that we know; nothing of a calendar that was not read in whole for a week."""
    is_stale = feed.whole_at is None or now - feed.whole_at >= WHOLE_EVERY
    return NOTHING_KNOWN if feed.kind is not Kind.FEED and is_stale else feed.known


def was_read(feed: Feed, given: Source | Unchanged, *, has_news: bool, now: datetime) -> Feed:
    """Give the feed after a reading: the livelier it is, the sooner it is read again, and never at the same minute."""
    every = max(SHORTEST, feed.every / 2) if has_news else min(LONGEST, feed.every * 3 / 2)
    well = replace(feed, every=every, read_at=now, failures=0, failing_since=None, problem="", paused_at=None)
    well = replace(well, next_at=now + every + _spread(feed, now, every))
    if isinstance(given, Unchanged):
        return well
    return replace(well, title=given.title or feed.title, kind=given.kind, known=given.known, whole_at=now)


def was_not_read(feed: Feed, error: NotFetched, *, now: datetime) -> Feed:
    """Give the feed after a reading that failed: tried again later and later, paused after two weeks of it."""
    failures, since = feed.failures + 1, feed.failing_since or now
    pause = min(LONGEST, FIRST_RETRY * 2 ** min(failures - 1, 10))
    if isinstance(error, NotReachable) and error.retry_after is not None:
        pause = max(pause, min(error.retry_after, LONGEST_WISH))
    failed = replace(feed, failures=failures, failing_since=since, problem=str(error))
    is_over = isinstance(error, Gone) or (now - since >= PAUSED_AFTER and failures >= FEWEST_FAILURES)
    if is_over:
        return replace(failed, next_at=None, paused_at=now)
    return replace(failed, next_at=now + pause + _spread(feed, now, pause))


def take_in(feed: Feed, source: Source, kept: Sequence[Item], *, now: datetime) -> TakenIn:
    """Say what is new, changed and gone, given everything that is `kept` of the feed."""
    if source.kind is Kind.CALENDAR:
        return _calendar(feed, source.entries, kept, now)
    return _feed(feed, source.entries, kept, now)


def _feed(feed: Feed, entries: Sequence[Entry], kept: Sequence[Item], now: datetime) -> TakenIn:
    """Take in what is to be read; known is what has a known id, or the link or the title and time of what is kept."""
    known = _Known(kept, entries)
    new, changed, there = [], [], set()
    is_first = feed.whole_at is None and not kept
    for place, entry in reversed(list(enumerate(entries))):  # the oldest first, so that numbers grow with time
        before = known.find(entry)
        if before is None:
            is_old = entry.at is not None and entry.at < (feed.read_at or now) - _OLD
            is_news = place == 0 if is_first else not is_old
            new.append(_item(feed, entry, is_news=is_news, now=now))
            continue
        there.add(before.id)
        after = replace(_item(feed, entry, is_news=before.is_news, now=now), id=before.id, found_at=before.found_at)
        if _differ(before, after) or now - before.seen_at >= _SEEN_EVERY:
            changed.append((before, after))
    others = sorted((item for item in kept if item.id not in there), key=lambda item: item.seen_at)
    too_many = max(0, len(kept) + len(new) - MOST_REMEMBERED)
    forgotten = [item.id for index, item in enumerate(others) if index < too_many or now - item.seen_at > REMEMBERED]
    return TakenIn(new, changed, forgotten)


def _calendar(feed: Feed, entries: Sequence[Entry], kept: Sequence[Item], now: datetime) -> TakenIn:
    """Take in what one can go to; what is missing twice, hours apart, was called off."""
    by_key = {item.key: item for item in kept}
    new, changed = [], []
    for entry in entries:
        before = by_key.get(entry.id)
        if before is None:
            new.append(_item(feed, entry, is_news=True, now=now))
            continue
        after = replace(_item(feed, entry, is_news=True, now=now), id=before.id, found_at=before.found_at)
        if _differ(before, after) or before.missing_since is not None or before.gone_at is not None:
            changed.append((before, after))
    there = {entry.id for entry in entries}
    until = now + CALENDAR_AHEAD
    if len(entries) >= MOST_OCCURRENCES:  # the later ones were cut off
        until = max((entry.starts_at for entry in entries if entry.starts_at is not None), default=now)
    for item in kept:
        is_expected = item.starts_at is not None and now < item.starts_at < until and item.gone_at is None
        if item.key in there or not is_expected:
            continue
        if item.missing_since is None:
            changed.append((item, replace(item, missing_since=now)))
        elif now - item.missing_since >= MISSING_FOR:
            changed.append((item, replace(item, gone_at=now)))
    old = now - REMEMBERED
    return TakenIn(new, changed, [item.id for item in kept if item.starts_at is not None and item.starts_at < old])


class _Known:
    """What is kept of a feed, by all that it can be known again by."""

    def __init__(self, kept: Sequence[Item], entries: Sequence[Entry]) -> None:
        self._by_key = {item.key: item for item in kept}
        # Feeds there are in which every entry has the same link: there it tells nothing.
        self._by_link = _unique((_plain(item.link), item) for item in kept)
        self._links = Counter(_plain(entry.link) for entry in entries)
        self._by_words = _unique(((item.title, item.at), item) for item in kept if item.at is not None)
        self._keys = {entry.id for entry in entries}

    def find(self, entry: Entry) -> Item | None:
        """Give what is kept of the entry; each is given once."""
        link = _plain(entry.link)
        found = self._by_key.get(entry.id)
        if found is None and link and self._links[link] == 1:
            found = self._by_link.get(link)
        if found is None and entry.at is not None:
            found = self._by_words.get((entry.title, entry.at))
        # One that goes by another id in this very reading is another one.
        return None if found is None or (found.key != entry.id and found.key in self._keys) else found


def _unique(pairs: Iterable[tuple[object, Item]]) -> dict[object, Item]:
    found: dict[object, Item] = {}
    several = set()
    for key, item in pairs:
        if key in found:
            several.add(key)
        found[key] = item
    return {key: item for key, item in found.items() if key not in several}


def _plain(link: str | None) -> str:
    """Give the link without what changes while the page stays the same; "" for none."""
    if not link:
        return ""
    parts = urlsplit(link)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(_TRACKING)]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(asked)}"


def _item(feed: Feed, entry: Entry, *, is_news: bool, now: datetime) -> Item:
    return Item(
        id=0,
        feed_id=feed.id,
        key=entry.id,
        title=entry.title,
        link=entry.link,
        summary=entry.summary,
        at=min(entry.at, now) if entry.at is not None else None,  # some say that they were written tomorrow
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        is_all_day=entry.is_all_day,
        place=entry.place,
        found_at=now,
        seen_at=now,
        is_news=is_news,
    )


def _differ(before: Item, after: Item) -> bool:
    return replace(after, seen_at=before.seen_at, at=before.at) != replace(before, missing_since=None, gone_at=None)


def _spread(feed: Feed, now: datetime, span: timedelta) -> timedelta:
    """Give up to a tenth of the span, another each time, so that not all are read at once."""
    drawn = blake2s(f"{feed.address} {now.timestamp()}".encode(), digest_size=2).digest()
    return span / 10 * (int.from_bytes(drawn) / 65_536)
