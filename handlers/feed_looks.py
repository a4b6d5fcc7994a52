"""Looking at an address somebody wants to follow, and telling them what is there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from community.communities import Community, is_reachable
from community.feeds import Feed, Item, Look
from community.outside import NOTHING_KNOWN, ForbiddenAddress, NotFetched, NotReachable, Source, Unchanged
from community.stores import Stores
from handlers import deliveries, feed_keeping
from handlers.blocks import feeds as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps, Outside

log = structlog.get_logger()


async def look(deps: Deps, wanted: Look) -> None:
    """Look at the address and tell who asked, once; what was told by another process is not told again."""
    if deps.outside is None:
        return
    community = await deps.read(lambda stores: stores.communities.get(wanted.community_id))
    given: Source | NotFetched
    try:
        zone = community.zone if community is not None else "UTC"
        read = await deps.outside.fetch(wanted.address, known=NOTHING_KNOWN, now=deps.now, zone=zone)
        given = read if isinstance(read, Source) else NotReachable(wanted.address)
    except NotFetched as error:
        given = error
    where = moved_to(deps.outside, wanted.address, given if isinstance(given, Source) else None)

    def work(stores: Stores) -> bool:
        if not stores.feeds.take(wanted, until=None):
            return False
        community = stores.communities.get(wanted.community_id)
        message = _told(stores, community, wanted.address, where, given, now=deps.now)
        stores.outbox.put(deliveries.post(wanted.user_id, message), now=deps.now)
        return True

    # Not `deps.write`, which takes the request once: it was taken when the look was asked for.
    is_told = await deps.storage.write(deps.workspace_id, work)
    reason = given.reason if isinstance(given, NotFetched) else None
    log.info("An address was looked at.", look_id=wanted.id, reason=reason, is_told=is_told)


def moved_to(outside: Outside, address: str, given: Source | Unchanged | None) -> str:
    """Give where it is found from now on: where the server says, if that may be read, else where it was."""
    if given is None or given.moved_to is None:
        return address
    try:
        return outside.normal(given.moved_to)
    except ForbiddenAddress:
        return address


def taste(stores: Stores, feed: Feed, *, now: datetime, most: int = blocks.TASTE) -> Sequence[Item]:
    """Give a few of what is in a feed: the newest to read, or what is next to go to."""
    items = [item for item in stores.feed_items.of(feed.id) if item.gone_at is None and item.missing_since is None]
    ahead = [(item.starts_at, item.id, item) for item in items if item.starts_at is not None and item.starts_at > now]
    if ahead:
        return [item for _, _, item in sorted(ahead, key=lambda entry: entry[:2])][:most]
    to_read = [item for item in items if item.starts_at is None]
    return sorted(to_read, key=lambda item: (item.at or item.found_at, item.id), reverse=True)[:most]


def _told(
    stores: Stores, community: Community | None, asked: str, address: str, given: Source | NotFetched, *, now: datetime
) -> Message:
    if community is None or not is_reachable(community):
        return blocks.gone(asked)
    if isinstance(given, NotFetched):
        return blocks.not_found(community, asked, given)
    feed = stores.feeds.add(address, zone=community.zone, now=now)
    read, _ = feed_keeping.keep(stores, feed, given, now=now)
    if not stores.feeds.followers(feed.id):  # until somebody follows it, it is not read again
        read = replace(read, next_at=None)
        stores.feeds.update(read)
    return blocks.found(community, read, taste(stores, read, now=now))
