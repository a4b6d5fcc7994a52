"""Greeting who joins, alone and once: in the answer to their click or word, or directly when they came by Slack."""

from collections.abc import Sequence
from datetime import datetime

from community import greeting
from community.communities import Community
from community.readers import Reader
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import greeting as blocks
from handlers.blocks.parts import Block


def answered(stores: Stores, community: Community, reader: Reader, *, now: datetime) -> Sequence[Block]:
    """Give what the answer to somebody who has just joined says besides; nothing the second time."""
    found = greeting.greet(stores, community, reader, now=now)
    return blocks.lines(found) if found else ()


def composed(stores: Stores, community: Community, reader: Reader, *, now: datetime) -> Sequence[Block]:
    """Give the same for who is known to have come for the first time."""
    return blocks.lines(greeting.compose(stores, community, reader, now=now))


def written(stores: Stores, community: Community, user_id: str, *, now: datetime) -> None:
    """Write to somebody who joined the channel in Slack, or was added to it, and so has no answer of ours to read.

    It is a direct message: what only shows while one looks at the channel would miss who was added while away, and
    would be lost with a restart. It stays, so there is nothing of a closed room in it.
    """
    found = greeting.greet(stores, community, Reader(user_id), now=now)
    if found is not None:
        stores.outbox.put(deliveries.post(user_id, blocks.alone(found)), now=now)
