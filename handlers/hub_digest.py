"""The digest across all communities, in the channel that admins chose for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog

from community import digest, hub_digest
from community.delivery import Refused
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import hub_digest as blocks
from handlers.deps import Deps
from handlers.digest import CLOSED
from handlers.table import Feature

log = structlog.get_logger()

POST = "hub_digest.post"


async def post_due(deps: Deps) -> None:
    """Post it when it is due and there is something to say; after an outage one covers the gap."""
    if await deps.read(partial(_has_to_do, deps=deps)):
        is_posted = await deps.write(partial(_post, deps=deps))
        log.info("The digest of all communities was looked at.", is_posted=is_posted)


def _has_to_do(stores: Stores, *, deps: Deps) -> bool:
    """Tell whether it is due, or to be planned anew."""
    chosen = stores.settings.get()
    there = stores.hub_digests.schedule()
    if chosen.hub_channel is None or not chosen.hub_digest:
        return there is not None and there.next_at is not None
    if there is None or there.next_at is None:
        return True
    weekly = hub_digest.weekly_of(chosen, there.weekly.zone)
    return there.weekly != weekly or there.next_at <= deps.now


def _post(stores: Stores, *, deps: Deps) -> bool:
    chosen, there = stores.settings.get(), stores.hub_digests.schedule()
    if chosen.hub_channel is None or not chosen.hub_digest:
        if there is not None:
            stores.hub_digests.save(digest.settle(there, None, deps.now))
        return False
    zone = hub_digest.zone_of_most(stores.communities.all())
    schedule = hub_digest.planned(there, hub_digest.weekly_of(chosen, zone), deps.now)
    period = digest.due_period(schedule, deps.now)
    stores.hub_digests.save(digest.advance(schedule, deps.now) if period else schedule)
    if period is None or not stores.hub_digests.claim(period, now=deps.now):
        return False
    news = hub_digest.gather(stores, period, zone=schedule.weekly.zone, now=deps.now)
    if news is None:
        return False
    stores.hub_digests.show(news.numbers, now=deps.now)
    stores.outbox.put(deliveries.post(chosen.hub_channel, blocks.post(news), purpose=POST), now=deps.now)
    return True


async def switch_off(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Switch it off when its channel is closed to the bot, and tell who chose last how to go on."""

    def off(stores: Stores) -> None:
        chosen, by = stores.settings.get(), stores.settings.chosen_by()
        if refused.error not in CLOSED or by is None or chosen.hub_channel is None:
            return
        stores.settings.save(replace(chosen, hub_digest=False), by=by, now=deps.now)
        stores.outbox.put(deliveries.post(by, blocks.not_posted(chosen.hub_channel)), now=deps.now)

    return off


FEATURE = Feature(ticks={"hub_digest": post_due}, refused={POST: switch_off})
