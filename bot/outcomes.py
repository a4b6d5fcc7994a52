"""What became of deliveries, for whoever waits for one in this process."""

import asyncio
from collections import OrderedDict
from datetime import timedelta

from handlers.deps import Outcome

REMEMBERED = 1_000


class Outcomes:
    """Tells those who wait; a delivery may be made before anybody asks, so the newest outcomes are remembered."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Outcome] = OrderedDict()
        self._waiting: dict[int, list[asyncio.Future[Outcome]]] = {}

    async def wait(self, delivery_id: int, within: timedelta) -> Outcome | None:
        """Give the outcome, None when it isn't known in time."""
        if (known := self._known.get(delivery_id)) is not None:
            return known
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(delivery_id, [])
        waiting.append(future)
        try:
            async with asyncio.timeout(within.total_seconds()):
                return await future
        except TimeoutError:
            return None
        finally:
            waiting.remove(future)
            if not waiting:
                self._waiting.pop(delivery_id, None)

    def is_awaited(self, delivery_id: int) -> bool:
        """Whether somebody waits for this very outcome now."""
        return delivery_id in self._waiting

    def tell(self, outcome: Outcome) -> None:
        """Tell everybody who waits, and remember it for who comes a moment later."""
        self._known[outcome.id] = outcome
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        for future in self._waiting.get(outcome.id, ()):
            if not future.done():
                future.set_result(outcome)
