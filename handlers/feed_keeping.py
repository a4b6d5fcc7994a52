"""Keeping what a feed gave, and telling those who go to what changed in it."""

from collections.abc import Sequence
from datetime import datetime

from community import feed_reading, reporting
from community.feeds import Feed, Item
from community.outside import Source, Unchanged
from community.stores import Stores
from handlers import coming


def keep(stores: Stores, feed: Feed, given: Source | Unchanged, *, now: datetime) -> tuple[Feed, Sequence[Item]]:
    """Keep the feed as it is after a reading, and give it with what was new in it."""
    new: Sequence[Item] = ()
    if isinstance(given, Source):
        taken = feed_reading.take_in(feed, given, stores.feed_items.of(feed.id), now=now)
        stores.feed_items.remove(taken.forgotten)
        stores.feed_items.update([after for _, after in taken.changed])
        new = stores.feed_items.add(taken.new)
        for _, after in taken.changed:
            _tell(stores, after, now)
    read = feed_reading.was_read(feed, given, has_news=bool(new), now=now)
    stores.feeds.update(read)
    return read, new


def _tell(stores: Stores, after: Item, now: datetime) -> None:
    """Let meetups that stand for it follow, and tell those concerned as of any other meetup."""
    for before, meetup in reporting.follow_change(stores, after, now=now):
        if meetup.cancelled_at is not None:
            coming.tell_cancelled(stores, meetup, now)
        else:
            coming.tell_changed(stores, before, meetup, now)
