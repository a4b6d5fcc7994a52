"""Reading what communities follow: each when it is due, a few at a time, once for all who follow it."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from community import feed_reading
from community.communities import is_reachable
from community.feeds import Feed, Follow, Look
from community.outside import Gone, NotFetched, NotReachable, Source, Unchanged
from community.stores import Stores
from handlers import deliveries, feed_keeping
from handlers.blocks import feeds as blocks
from handlers.deps import Deps
from handlers.feed_looks import look, moved_to
from handlers.table import Feature

log = structlog.get_logger()

AT_ONCE = 4
# Longer than a reading may take; who took one and was cut short leaves it to others then.
LEASE = timedelta(minutes=5)
UNFOLLOWED, LOOKS_KEPT, FORGOTTEN_AT_ONCE = timedelta(days=30), timedelta(days=1), 50


async def read_due(deps: Deps) -> None:
    """Begin to read what is due and what somebody waits for; nobody waits for the end, since servers are slow."""
    if deps.outside is None:
        return
    due, wanted = await deps.read(
        lambda stores: (
            stores.feeds.due(deps.now, limit=AT_ONCE),
            stores.feeds.to_look_at(deps.now, limit=AT_ONCE),
        )
    )
    later = deps.now + LEASE
    begun = [_read(deps, feed) for feed in due if await deps.write(partial(_claim, feed=feed, until=later))]
    taken = [one for one in wanted if await deps.write(partial(_take, one=one, until=later))]
    begun += [look(deps, replace(one, next_at=later)) for one in taken]
    if not begun:
        return
    if deps.begin is None:
        await _all(begun)
    else:
        deps.begin(_all(begun))


async def tidy(deps: Deps) -> None:
    """Forget what was looked at and is followed by nobody."""

    def work(stores: Stores) -> None:
        stores.feeds.forget_looks(before=deps.now - LOOKS_KEPT)
        for feed_id in stores.feeds.unfollowed(before=deps.now - UNFOLLOWED, limit=FORGOTTEN_AT_ONCE):
            stores.feeds.remove(feed_id)

    await deps.write(work)


FEATURE = Feature(ticks={"feeds": read_due}, rounds={"feeds": tidy})


def _claim(stores: Stores, *, feed: Feed, until: datetime) -> bool:
    return stores.feeds.claim(feed, until=until)


def _take(stores: Stores, *, one: Look, until: datetime) -> bool:
    return stores.feeds.take(one, until=until)


async def _all(begun: Sequence[Awaitable[None]]) -> None:
    await asyncio.gather(*begun)


async def _read(deps: Deps, feed: Feed) -> None:
    """Read one feed and keep what came of it; its trouble is nobody else's."""
    assert deps.outside is not None  # noqa: S101  # asked before
    try:
        followers = await deps.read(lambda stores: _readers(stores, feed.id))
        if not followers:  # none of them meets at the moment
            await deps.write(lambda stores: _rest(stores, feed.id, deps))
            return
        given = await _given(deps, feed)
        where = moved_to(deps.outside, feed.address, given if not isinstance(given, NotFetched) else None)
        await deps.write(lambda stores: _keep(stores, feed.id, given, where, deps))
    except Exception:  # one feed's trouble must not keep the others from being read; it is due again after its lease
        log.exception("A feed was not dealt with.", feed_id=feed.id)


async def _given(deps: Deps, feed: Feed) -> Source | Unchanged | NotFetched:
    assert deps.outside is not None  # noqa: S101  # asked before
    known = feed_reading.to_ask_with(feed, deps.now)
    try:
        return await deps.outside.fetch(feed.address, known=known, now=deps.now, zone=feed.zone)
    except NotFetched as error:
        return error
    except Exception:  # a fault of ours in reading it is a failure like another: later it may be gone
        log.exception("A feed could not be read.", feed_id=feed.id)
        return NotReachable(feed.address)


def _readers(stores: Stores, feed_id: int) -> Sequence[Follow]:
    """Give those who follow it and meet somewhere."""
    follows = stores.feeds.followers(feed_id)
    found = stores.communities.some([follow.community_id for follow in follows])
    return [one for one in follows if one.community_id in found and is_reachable(found[one.community_id])]


def _rest(stores: Stores, feed_id: int, deps: Deps) -> None:
    feed = stores.feeds.get(feed_id)
    if feed is not None:
        is_followed = bool(stores.feeds.followers(feed_id))
        stores.feeds.update(replace(feed, next_at=deps.now + feed_reading.LONGEST if is_followed else None))


def _keep(stores: Stores, feed_id: int, given: Source | Unchanged | NotFetched, where: str, deps: Deps) -> None:
    feed = stores.feeds.get(feed_id)
    if feed is None:
        return
    if isinstance(given, NotFetched):
        failed = feed_reading.was_not_read(feed, given, now=deps.now)
        stores.feeds.update(failed)
        log.info("A feed was not read.", feed_id=feed_id, reason=given.reason, is_paused=failed.paused_at is not None)
        if failed.paused_at is not None and feed.paused_at is None:
            _tell_paused(stores, failed, is_gone=isinstance(given, Gone), deps=deps)
        return
    if where != feed.address:
        there = stores.feeds.at(where)
        if there is not None:  # both addresses were followed, and are one
            _join(stores, feed, there, deps)
            return
        feed = replace(feed, address=where)
    read, new = feed_keeping.keep(stores, feed, given, now=deps.now)
    if not stores.feeds.followers(feed.id):
        stores.feeds.update(replace(read, next_at=None))
    log.info("A feed was read.", feed_id=feed_id, new=len(new), is_unchanged=isinstance(given, Unchanged))


def _join(stores: Stores, feed: Feed, there: Feed, deps: Deps) -> None:
    stores.feeds.move(feed.id, to=there.id)
    stores.feeds.remove(feed.id)
    stores.feeds.update(replace(there, next_at=there.next_at or deps.now, paused_at=None))
    log.info("Two feeds are one.", feed_id=feed.id, into=there.id)


def _tell_paused(stores: Stores, feed: Feed, *, is_gone: bool, deps: Deps) -> None:
    """Tell who let each community follow it, or who coordinates it where they have gone; once."""
    for follow in _readers(stores, feed.id):
        community = stores.communities.get(follow.community_id)
        if community is None:
            continue
        is_here = follow.followed_by and follow.followed_by not in stores.departures.gone([follow.followed_by])
        told = [follow.followed_by] if is_here else sorted(stores.seats.coordinators(community.id))
        for user_id in told:
            message = blocks.paused(community, feed, is_gone=is_gone)
            stores.outbox.put(deliveries.post(user_id, message), now=deps.now)
