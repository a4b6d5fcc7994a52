"""Storage for handlers that tells the sender when something was put into the outbox, so that it need not ask."""

from collections.abc import Callable
from typing import TypeVar

from storage.database import Database
from storage.stores import Stores

T = TypeVar("T")


class Waking:
    """Writes and reads as the database does; `wake` is called after a transaction that put a delivery."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the work in one transaction."""
        result, has_put = await self._database.write(workspace_id, lambda stores: (work(stores), bool(stores.put_ids)))
        if has_put:
            self._wake()
        return result

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        """Do the reading on one state of the tables."""
        return await self._database.read(workspace_id, work)
