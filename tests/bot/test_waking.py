"""Storage that wakes the sender."""

import pytest

from bot.waking import Waking
from community.delivery import Delivery
from storage.database import Database
from storage.stores import Stores
from tests.bot.running import NOON


async def test_the_sender_is_woken_when_a_delivery_was_put_and_only_then(sqlite_url: str) -> None:
    database, wakes = await Database(sqlite_url).open(), []
    waking = Waking(database, lambda: wakes.append(1))

    def failing(stores: Stores) -> None:
        stores.outbox.put(Delivery("m", {}, "C1"), now=NOON)
        raise RuntimeError("it is broken")

    await waking.read("T1", lambda stores: stores.outbox.next_try())
    await waking.write("T1", lambda stores: stores.requests.claim("k", now=NOON))
    with pytest.raises(RuntimeError):
        await waking.write("T1", failing)
    before = len(wakes)
    id_ = await waking.write("T1", lambda stores: stores.outbox.put(Delivery("m", {}, "C1"), now=NOON))

    assert (before, len(wakes), id_) == (0, 1, 1)
    await database.close()
