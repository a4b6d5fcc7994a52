"""Communities that overlap: who starts another one is shown them, and the two are told about each other, once."""

from collections.abc import Sequence
from datetime import datetime

from community import overlaps
from community.charters import Charter
from community.names import slug
from community.overlaps import Near
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import overlaps as blocks
from handlers.deps import Deps


async def close_to(deps: Deps, topic: str, charter: Charter) -> Sequence[Near]:
    """Give the communities that are close to one that is about to be started, closest first.

    Two of them that overlap are told about each other before a third is made.
    """
    if not slug(topic):
        return ()
    found = await deps.read(lambda stores: overlaps.near(stores, topic, charter))
    pairs = overlaps.neighbours(found)
    if not pairs:
        return found

    def keep(stores: Stores) -> None:
        new = [pair for pair in pairs if stores.overlaps.add(*pair, now=deps.now)]
        tell(stores, [one for pair in new for one in pair], now=deps.now)

    # Not `deps.write`: this is no part of what the person asks for, which is still to be done once.
    await deps.storage.write(deps.workspace_id, keep)
    return found


def tell(stores: Stores, community_ids: Sequence[int], *, now: datetime) -> None:
    """Tell the communities that overlap with one of these, and these, about each other; each two once ever."""
    for one, other in overlaps.to_tell(stores, community_ids, now=now):
        for own, neighbour in ((one, other), (other, one)):
            told = blocks.neighbour(own, neighbour)
            stores.outbox.put(deliveries.post(own.channel_id or "", told), now=now)
