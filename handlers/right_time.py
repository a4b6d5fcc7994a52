"""Clocks that were wrong and zones that are unknown: looked for once an hour, put right, and told where it matters."""

import structlog

from community import right_time
from community.communities import is_reachable
from community.digest import DigestSchedule
from community.series import Series
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import right_time as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.table import Feature

log = structlog.get_logger()


async def put_right(deps: Deps) -> None:
    """Let what a clock far ahead put off come when it should."""
    if count := await deps.write(lambda stores: right_time.put_right(stores, deps.now)):
        log.warning("A clock was far ahead; what it put off comes in time again.", count=count)


async def tell_zones(deps: Deps) -> None:
    """Go on in the community's zone where one is unknown, and tell the channel; once, as it is known from then on."""

    def write(stores: Stores) -> int:
        found = right_time.known_again(stores, deps.now)
        for community, settled in found:
            if not is_reachable(community) or community.channel_id is None:
                continue
            stores.outbox.put(deliveries.post(community.channel_id, _told(settled)), now=deps.now)
        return len(found)

    if count := await deps.write(write):
        log.warning("A time zone is unknown; its community's is taken.", count=count)


def _told(settled: DigestSchedule | Series) -> Message:
    if isinstance(settled, DigestSchedule):
        return blocks.digest_in_other_zone(settled)
    return blocks.series_in_other_zone(settled)


FEATURE = Feature(rounds={"clocks": put_right, "zones": tell_zones})
